package io.printmaster.agent.discover;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.discover.SweepFixture.Sweep;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How fast a sweep asks, and whom first.
@Timeout(60)
final class SweepPaceTest {
    private static final OwnNetworks NEAR = new OwnNetworks(List.of(new OwnNetworks.Network(
            OwnNetworks.number(InetAddress.ofLiteral("10.0.0.0")),
            OwnNetworks.number(InetAddress.ofLiteral("10.0.3.255")),
            Optional.of(InetAddress.ofLiteral("10.0.3.255")))));

    private final FakeNetwork network = new FakeNetwork();
    private final SweepFixture sweeps = new SweepFixture(network);

    private static String address(int number) {
        return "10.7." + (number >> 8) + "." + (number & 255);
    }

    /// Acceptance case 29 of docs/printers.md.
    @Test
    void routed65534AddressesWith300PrintersAndLoss_areAllFoundWithin90SecondsBelowTheRate() throws Exception {
        Random random = new Random(29);
        Set<String> printers = new HashSet<>();
        while (printers.size() < 300) {
            String address = address(1 + random.nextInt(65_534));
            if (printers.add(address)) {
                network.device(
                        address,
                        new FakeNetwork.Device(
                                Set.of("V1 public", "V2C public"),
                                Optional.empty(),
                                "1.3.6.1.4.1.11.2",
                                Duration.ofMillis(1 + random.nextInt(800))));
            }
        }
        network.loses = (address, times) -> random.nextInt(100) == 0;
        sweeps.rate(2000, 300);

        Sweep sweep = sweeps.run("10.7.0.0/16");

        printers.removeAll(sweep.addresses());
        assertThat(printers).as("not found").isEmpty();
        assertThat(sweep.found()).hasSize(300);
        assertThat(sweep.summary().elapsed()).isLessThan(Duration.ofSeconds(90));
        assertThat(network.busiestSecond("10.")).isLessThanOrEqualTo(2000);
    }

    /// Acceptance case 29 of docs/printers.md.
    @Test
    void attached24With20Printers_takesLessThanFourSeconds_andNoSecondHasMoreThan300Packets() throws Exception {
        for (int i = 1; i <= 20; i++) {
            network.printer("10.0.0." + i * 12, "V1 public", "V2C public");
        }
        sweeps.networks = NEAR;
        sweeps.neighbours = Neighbours.parse(absentBut("10.0.0.", 12));

        Sweep sweep = sweeps.run("10.0.0.0/24");

        assertThat(sweep.found()).hasSize(20);
        assertThat(sweep.summary().elapsed()).isLessThan(Duration.ofSeconds(4));
        assertThat(network.busiestSecond("10.")).isLessThanOrEqualTo(300);
    }

    private static List<String> absentBut(String prefix, int step) {
        List<String> lines = new ArrayList<>(List.of("IP address       HW type     Flags       HW address"));
        for (int i = 1; i < 255; i++) {
            boolean there = i % step == 0 && i / step <= 20;
            lines.add(prefix + i + (there ? " 0x1 0x2 00:11:22:33:44:55 * eth0" : " 0x1 0x0 00:00:00:00:00:00 * eth0"));
        }
        return lines;
    }

    @Test
    void whoeverTheKernelAskedForInVain_getsNoPacketButTheLastTry() throws Exception {
        sweeps.networks = NEAR;
        sweeps.neighbours = Neighbours.parse(absentBut("10.0.0.", 12));

        sweeps.run("10.0.0.5", "10.0.0.12");

        assertThat(network.asksOf("10.0.0.5")).containsExactly("V2C public", "V3 -");
        assertThat(network.asksOf("10.0.0.12")).hasSize(5);
    }

    @Test
    void whileTheAttachedNetworkWaits_routedAddressesGoOn() throws Exception {
        sweeps.networks = NEAR;

        sweeps.run("10.0.0.0/22", "10.9.0.0/22");

        assertThat(network.busiestSecond("10.0.")).isLessThanOrEqualTo(300);
        assertThat(network.busiestSecond("10.9.")).isGreaterThan(600);
        assertThat(network.busiestSecond("10.")).isBetween(900, 1000);
    }

    @Test
    void datagramThatTheKernelDidNotTake_isSentLater() throws Exception {
        network.full = 300;
        network.printer("10.0.2.7", "V2C public");

        Sweep sweep = sweeps.run("10.0.0.0/22");

        assertThat(network.refusedSends).isEqualTo(300);
        assertThat(sweep.found()).hasSize(1);
        assertThat(network.askedTimes.keySet()).hasSize(1022);
        assertThat(sweep.progress().skipped()).isEmpty();
    }

    @Test
    void buffersThatStayFull_doNotHoldUpTheSweepForEver() throws Exception {
        network.full = Integer.MAX_VALUE;

        Sweep sweep = sweeps.run("10.0.0.7");

        assertThat(sweep.progress().skipped()).containsEntry(SkipReason.UNREACHABLE, 1L);
        assertThat(sweep.summary().elapsed()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(12));
    }

    @Test
    void everybodyOnTheLink_isCalledFirst() throws Exception {
        sweeps.networks = NEAR;
        network.printer("10.0.0.7", "V1 public", "V2C public").printer("10.0.9.9", "V1 public");
        network.broadcasts.put("10.0.3.255", List.of("10.0.0.7", "10.0.9.9"));

        Sweep sweep = sweeps.run("10.0.0.0/24");

        assertThat(network.sent.getFirst().address()).isEqualTo("10.0.3.255");
        assertThat(network.sent)
                .filteredOn(s -> s.address().equals("10.0.3.255"))
                .singleElement()
                .satisfies(s -> assertThat(s.kind()).isEqualTo("V1"));
        assertThat(network.asksOf("10.0.0.7")).containsExactly("V2C public");
        assertThat(sweep.addresses()).as("10.0.9.9 answered but is no target").containsExactly("10.0.0.7");
        assertThat(sweep.found().getFirst().credential()).isEqualTo("v2c public");
    }

    @Test
    void nobodyIsCalled_whereSomebodyIsToBeLeftAlone() throws Exception {
        sweeps.networks = NEAR;
        InetAddress alone = InetAddress.ofLiteral("10.0.2.99");
        sweeps.reach = new Reach(true, alone::equals);

        sweeps.run("10.0.0.0/24");

        assertThat(network.askedTimes).doesNotContainKey("10.0.3.255");
    }

    @Test
    void nobodyIsCalled_whereCredentialsDiffer() throws Exception {
        sweeps.networks = NEAR;
        sweeps.book(new CredentialBook(
                List.of(SweepFixture.v2c("public")),
                List.of(new CredentialBook.Range(
                        List.of(TargetSpec.parse("10.0.1.0/24")), List.of(SweepFixture.v2c("north"))))));

        sweeps.run("10.0.0.0/24");

        assertThat(network.askedTimes).doesNotContainKey("10.0.3.255");
    }

    @Test
    void withoutTargets_whoAnswersACallIsStillFound() throws Exception {
        sweeps.networks = NEAR;
        sweeps.reach = Reach.EVERYBODY;
        network.printer("10.0.0.7", "V1 public", "V2C public");
        network.broadcasts.put("10.0.3.255", List.of("10.0.0.7"));

        Sweep sweep = sweeps.run(TargetList.NONE);

        assertThat(sweep.addresses()).containsExactly("10.0.0.7");
    }

    @Test
    void neighboursTheKernelKnows_areAskedBeforeTheRest() throws Exception {
        sweeps.neighbours = Neighbours.parse(
                List.of("10.9.0.200  0x1  0x2  00:11:22:33:44:55  *  eth0", "10.9.0.201 0x1 0x0 x * e"));

        sweeps.run("10.9.0.0/24");

        assertThat(network.sent.getFirst().address()).isEqualTo("10.9.0.200");
        assertThat(network.asksOf("10.9.0.200").getFirst()).isEqualTo("V2C public");
        assertThat(network.asksOf("10.9.0.200")).hasSize(5);
    }

    @Test
    void pace_makesUpForADelayButNeverExceedsASecond() {
        Pace pace = new Pace(100, 100, 0);
        long now = 0;
        List<Long> left = new ArrayList<>();
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            // Now and then the machine is busy for up to half a second.
            now = Math.max(now, pace.due()) + (random.nextInt(50) == 0 ? random.nextInt(500_000_000) : 0);
            left.add(now);
            pace.left(now);
        }
        for (int i = 100; i < left.size(); i++) {
            assertThat(left.get(i) - left.get(i - 100)).isGreaterThanOrEqualTo(1_000_000_000L);
        }
    }
}
