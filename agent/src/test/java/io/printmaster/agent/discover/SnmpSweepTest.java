package io.printmaster.agent.discover;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.snmp.FakeDevice;
import io.printmaster.agent.snmp.SnmpClient;
import io.printmaster.agent.snmp.SnmpCredential;
import io.printmaster.agent.snmp.SnmpOutcome;
import io.printmaster.agent.snmp.SnmpRequest;
import io.printmaster.agent.snmp.SnmpTarget;
import io.printmaster.model.Sighting;
import io.printmaster.program.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@org.junit.jupiter.api.Timeout(60)
final class SnmpSweepTest {
    private static final String PRINTER = """
            1.3.6.1.2.1.1.1.0|4|A printer
            1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.11.2.3.9.1
            1.3.6.1.2.1.25.3.2.1.2.1|6|1.3.6.1.2.1.25.3.1.5
            """;

    /// A network of fake devices; everything else is silent.
    private static final class Network implements SnmpClient {
        private final Map<String, FakeDevice> devices = new ConcurrentHashMap<>();
        private final Map<String, Integer> asked = new ConcurrentHashMap<>();
        private final Map<String, Integer> lossy = new ConcurrentHashMap<>();
        private String community = "public";

        @Override
        public CompletableFuture<SnmpOutcome> send(SnmpTarget target, SnmpRequest request) {
            String address = target.address().getHostAddress();
            int times = asked.merge(address, 1, Integer::sum);
            FakeDevice device = devices.get(address);
            boolean admitted = target.credential() instanceof SnmpCredential.Community c
                    && c.community().equals(new Secret(community));
            if (device == null || !admitted || times <= lossy.getOrDefault(address, 0)) {
                return CompletableFuture.completedFuture(new SnmpOutcome.Timeout());
            }
            return device.send(target, request);
        }
    }

    private static SnmpCredential community(String name) {
        return new SnmpCredential.Community("the " + name, SnmpCredential.Version.V2C, new Secret(name));
    }

    private static SweepSettings settings(int rate, SnmpCredential... credentials) {
        return new SweepSettings(161, List.of(credentials), rate, rate, 1, Duration.ofMillis(50));
    }

    private static FindSummary sweep(SnmpClient client, SweepSettings settings, List<Sighting> found, String... targets)
            throws Exception {
        Finder finder = new SnmpSweep(client, settings, InstantSource.system(), new Random(7));
        return finder.find(TargetList.parse(List.of(targets), TargetList.DEFAULT_MAX_ADDRESSES), found::add);
    }

    @Test
    void everyPrinter_isToldOnceWithTheCredentialThatWorked() throws Exception {
        Network network = new Network();
        network.community = "second";
        network.devices.put("10.0.0.7", FakeDevice.of(PRINTER));
        network.devices.put("10.0.0.200", FakeDevice.of(PRINTER));
        List<Sighting> found = new ArrayList<>();

        FindSummary summary =
                sweep(network, settings(50_000, community("first"), community("second")), found, "10.0.0.0/24");

        assertThat(found)
                .extracting(s -> s.address().getHostAddress())
                .containsExactlyInAnyOrder("10.0.0.7", "10.0.0.200");
        assertThat(found).allSatisfy(s -> {
            assertThat(s.credential()).isEqualTo("the second");
            assertThat(s.hints()).containsEntry("sysDescr", "A printer");
        });
        assertThat(summary.addresses()).isEqualTo(254);
        assertThat(summary.answered()).isEqualTo(2);
        assertThat(summary.candidates()).isEqualTo(2);
        assertThat(summary.packets()).isEqualTo(2 * 254 + 2 * 252);
    }

    @Test
    void aLostPacket_isMadeUpForInTheNextRound_andOnlySilentAddressesAreAskedAgain() throws Exception {
        Network network = new Network();
        network.devices.put("10.0.0.7", FakeDevice.of(PRINTER));
        network.devices.put("10.0.0.8", FakeDevice.of(PRINTER));
        network.lossy.put("10.0.0.7", 1);
        List<Sighting> found = new ArrayList<>();

        sweep(network, settings(50_000, community("public")), found, "10.0.0.7-9");

        assertThat(found).hasSize(2);
        assertThat(network.asked).containsEntry("10.0.0.7", 2).containsEntry("10.0.0.8", 1);
    }

    @Test
    void aSwitch_answersButIsNoCandidate() throws Exception {
        Network network = new Network();
        network.devices.put(
                "10.0.0.7",
                FakeDevice.of("1.3.6.1.2.1.1.1.0|4|HP of a switch\n1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.9.1.1226"));
        List<Sighting> found = new ArrayList<>();

        FindSummary summary = sweep(network, settings(50_000, community("public")), found, "10.0.0.7");

        assertThat(found).isEmpty();
        assertThat(summary.answered()).isEqualTo(1);
    }

    @Test
    void anAnswerWithNothingInIt_isStillACandidate() throws Exception {
        Network network = new Network();
        network.devices.put("10.0.0.7", FakeDevice.of("1.3.6.1.2.1.43.11.1.1.9.1.1|2|5"));
        List<Sighting> found = new ArrayList<>();

        sweep(network, settings(50_000, community("public")), found, "10.0.0.7");

        assertThat(found).hasSize(1);
    }

    @Test
    void theRate_isNotExceeded() throws Exception {
        Network network = new Network();
        FindSummary summary = sweep(network, settings(500, community("public")), new ArrayList<>(), "10.0.0.0/24");

        double seconds = summary.elapsed().minusMillis(100).toMillis() / 1000.0;
        assertThat(summary.packets() / seconds).isLessThan(530);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 254, 256, 1000})
    void theOrder_isRandomButComplete(int size) {
        Permutation order = new Permutation(size, new Random(1));
        Set<Integer> all = new HashSet<>();
        boolean ascending = true;
        int before = -1;
        for (int i = 0; i < size; i++) {
            int next = order.next();
            ascending &= next > before;
            before = next;
            all.add(next);
        }
        assertThat(all).hasSize(size).allMatch(i -> i >= 0 && i < size);
        assertThat(ascending).isEqualTo(size == 1);
    }
}
