package io.printmaster.agent.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.printmaster.agent.discover.SweepFixture.Sweep;
import io.printmaster.agent.snmp.EngineId;
import io.printmaster.agent.snmp.SnmpCredential;
import io.printmaster.agent.snmp.SnmpOutcome;
import io.printmaster.model.Sighting;
import io.printmaster.program.Secret;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a sweep asks, in which order, and what it makes of the answers.
@Timeout(60)
final class SnmpSweepTest {
    private static final byte[] HP_ENGINE = {(byte) 0x80, 0, 0, 11, 3, 0, 0x11, 0x22, 0x33, 0x44, 0x55};

    private final FakeNetwork network = new FakeNetwork();
    private final SweepFixture sweeps = new SweepFixture(network);

    private static FakeNetwork.Device closed(byte[] engine) {
        return new FakeNetwork.Device(Set.of(), EngineId.of(engine), "1.3.6.1.4.1.11.2.3.9.1", Duration.ofMillis(5));
    }

    @Test
    void everyPrinter_isToldOnceWithTheCredentialThatWorked() throws Exception {
        network.printer("10.0.0.7", "V2C second").printer("10.0.0.200", "V2C second", "V1 second");
        sweeps.credentials(SweepFixture.v2c("first"), SweepFixture.v2c("second"));

        Sweep sweep = sweeps.run("10.0.0.0/24");

        assertThat(sweep.addresses()).containsExactlyInAnyOrder("10.0.0.7", "10.0.0.200");
        assertThat(sweep.found()).allSatisfy(s -> {
            assertThat(s.credential()).isEqualTo("v2c second");
            assertThat(s.hints()).containsEntry("sysDescr", "A printer");
        });
        assertThat(sweep.summary().addresses()).isEqualTo(254);
        assertThat(sweep.summary().answered()).isEqualTo(2);
        assertThat(sweep.summary().candidates()).isEqualTo(2);
        assertThat(sweep.summary().packets()).isEqualTo(network.sent.size());
        assertThat(network.closed).isTrue();
    }

    @Test
    void deadAddress_isAskedOnceEachRoundAndEverythingInTheLast() throws Exception {
        sweeps.run("10.0.0.7");

        assertThat(network.asksOf("10.0.0.7"))
                .containsExactly("V2C public", "V1 public", "V3 -", "V2C public", "V1 public");
    }

    @Test
    void lostPacket_isMadeUpFor_andWhoAnsweredIsNotAskedAgain() throws Exception {
        network.printer("10.0.0.7", "V2C public").printer("10.0.0.8", "V2C public");
        network.loses = (address, times) -> address.equals("10.0.0.7") && times <= 3;

        Sweep sweep = sweeps.run("10.0.0.7-9");

        assertThat(sweep.found()).hasSize(2);
        assertThat(network.asksOf("10.0.0.8")).containsExactly("V2C public");
    }

    @Test
    void printerOfVersion1Only_isFound() throws Exception {
        network.printer("10.0.0.7", "V1 public");

        Sweep sweep = sweeps.run("10.0.0.0/24");

        assertThat(sweep.found())
                .singleElement()
                .satisfies(s -> assertThat(s.credential()).isEqualTo("v1 public"));
    }

    @Test
    void answerInVersion1_isNotTheLastWordWhereVersion2cIsPreferred() throws Exception {
        network.printer("10.0.0.7", "V1 public", "V2C public");
        network.loses = (address, times) -> times == 1;

        Sweep sweep = sweeps.run("10.0.0.7");

        assertThat(network.asksOf("10.0.0.7")).containsExactly("V2C public", "V1 public", "V2C public");
        assertThat(sweep.found())
                .singleElement()
                .satisfies(s -> assertThat(s.credential()).isEqualTo("v2c public"));
    }

    @Test
    void deviceOfVersion3Only_becomesAHintThatNamesItAndWhatIsMissing() throws Exception {
        network.device("10.0.0.7", closed(HP_ENGINE));

        Sweep sweep = sweeps.run("10.0.0.0/24");

        assertThat(sweep.found()).isEmpty();
        assertThat(sweep.summary().refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.address().getHostAddress()).isEqualTo("10.0.0.7");
            assertThat(refusal.reason()).contains("HP", "00:11:22:33:44:55", "v3_user", "community");
        });
        assertThat(sweep.progress().skipped()).containsEntry(SkipReason.REFUSED, 1L);
    }

    @Test
    void routerOfVersion3Only_isNoHint() throws Exception {
        network.device("10.0.0.7", closed(new byte[] {(byte) 0x80, 0, 0, 9, 5, 1, 2}));

        Sweep sweep = sweeps.run("10.0.0.0/24");

        assertThat(sweep.summary().refusals()).isEmpty();
        assertThat(sweep.progress().skipped()).containsEntry(SkipReason.NO_PRINTER, 1L);
    }

    @Test
    void userOfVersion3_isTriedOnlyAtDevicesThatToldTheirEngine() throws Exception {
        SnmpCredential user = user("reader");
        network.device("10.0.0.7", closed(HP_ENGINE));
        sweeps.credentials(user, SweepFixture.v2c("public"));
        sweeps.client = (target, request) -> CompletableFuture.completedFuture(
                target.address().getHostAddress().equals("10.0.0.7")
                        ? new SnmpOutcome.Answer(List.of())
                        : new SnmpOutcome.Timeout());

        Sweep sweep = sweeps.run("10.0.0.0/28");

        assertThat(sweep.found())
                .singleElement()
                .satisfies(s -> assertThat(s.credential()).isEqualTo("reader"));
        assertThat(sweeps.clientAsked).containsExactly("10.0.0.7");
    }

    @Test
    void userThatIsNotLetIn_isSaidWithTheReason() throws Exception {
        network.device("10.0.0.7", closed(HP_ENGINE));
        sweeps.credentials(user("one"), user("two"));
        sweeps.client = (target, request) -> CompletableFuture.completedFuture(new SnmpOutcome.Refused(
                SnmpOutcome.Reason.WRONG_CREDENTIALS, 0, "wrong SNMPv3 auth password or protocol"));

        Sweep sweep = sweeps.run("10.0.0.7");

        assertThat(sweeps.clientAsked).hasSize(2);
        assertThat(sweep.summary().refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.reason()).contains("HP", "wrong SNMPv3 auth password"));
    }

    private static SnmpCredential user(String name) {
        return new SnmpCredential.User(
                name, name, SnmpCredential.Auth.NONE, new Secret(""), SnmpCredential.Priv.NONE, new Secret(""), "");
    }

    @Test
    void switches_answerButAreNoCandidates() throws Exception {
        network.device(
                "10.0.0.7",
                new FakeNetwork.Device(
                        Set.of("V2C public"), Optional.empty(), "1.3.6.1.4.1.9.1.1226", Duration.ofMillis(5)));

        Sweep sweep = sweeps.run("10.0.0.7");

        assertThat(sweep.found()).isEmpty();
        assertThat(sweep.summary().answered()).isEqualTo(1);
        assertThat(sweep.progress().skipped()).containsEntry(SkipReason.NO_PRINTER, 1L);
    }

    @Test
    void answerFromAnotherAddress_isKnownByItsRequest() throws Exception {
        network.printer("10.0.0.99", "V2C public");
        network.broadcasts.put("10.0.0.7", List.of("10.0.0.99"));

        Sweep sweep = sweeps.run("10.0.0.7");

        assertThat(sweep.addresses()).containsExactly("10.0.0.7");
    }

    @Test
    void ranges_haveTheirOwnCredentialsAndNoOthersAreTriedThere() throws Exception {
        network.printer("10.1.0.7", "V2C north")
                .printer("10.0.0.7", "V2C public")
                .printer("10.1.0.9", "V2C public");
        sweeps.book(new CredentialBook(
                List.of(SweepFixture.v2c("public")),
                List.of(new CredentialBook.Range(
                        List.of(TargetSpec.parse("10.1.0.0/24")), List.of(SweepFixture.v2c("north"))))));

        Sweep sweep = sweeps.run("10.0.0.0/28", "10.1.0.0/28");

        assertThat(sweep.addresses()).containsExactlyInAnyOrder("10.1.0.7", "10.0.0.7");
        assertThat(network.sent)
                .filteredOn(s -> !s.kind().equals("V3"))
                .allSatisfy(
                        s -> assertThat(s.secret()).isEqualTo(s.address().startsWith("10.1.") ? "north" : "public"));
    }

    @Test
    void excludedAddresses_areNeverSentAPacket_alsoNotByTheirName() throws Exception {
        InetAddress local = InetAddress.ofLiteral("127.0.0.1");
        sweeps.reach = new Reach(false, local::equals);

        Sweep sweep = sweeps.run("localhost", "10.0.0.7", "no-such-host.invalid");

        assertThat(network.sent).extracting(FakeNetwork.Sent::address).containsOnly("10.0.0.7");
        assertThat(sweep.progress().skipped())
                .containsEntry(SkipReason.EXCLUDED, 1L)
                .containsEntry(SkipReason.UNKNOWN_NAME, 1L);
    }

    @Test
    void namesAndVersion6Addresses_areAskedToo() throws Exception {
        network.printer("127.0.0.1", "V2C public").printer("2001:db8:0:0:0:0:0:7", "V2C public");

        Sweep sweep = sweeps.run("localhost", "2001:db8::7");

        assertThat(sweep.addresses()).containsExactlyInAnyOrder("127.0.0.1", "2001:db8:0:0:0:0:0:7");
    }

    @Test
    void addressWithoutARoute_isSkippedAndNotTriedAgain() throws Exception {
        network.noRoute.add("10.0.0.7");

        Sweep sweep = sweeps.run("10.0.0.7-8");

        assertThat(sweep.progress().skipped()).isEqualTo(Map.of(SkipReason.UNREACHABLE, 1L));
    }

    @Test
    void progress_saysHowFarItIsAndHowLongItTakes() throws Exception {
        network.printer("10.0.0.7", "V2C public");
        sweeps.rate(500, 500);

        Sweep sweep = sweeps.run("10.0.0.0/22");

        double took = sweep.summary().elapsed().toMillis() / 1000.0;
        FindProgress half = sweep.atTheSighting();
        assertThat(half.running()).isTrue();
        assertThat(half.total()).isEqualTo(1022);
        assertThat(half.asked()).isBetween(1L, 1022L);
        double estimated = half.elapsed().plus(half.left()).toMillis() / 1000.0;
        assertThat(estimated).isCloseTo(took, within(0.15 * took));
        assertThat(sweep.progress().running()).isFalse();
        assertThat(sweep.progress().asked()).isEqualTo(1022);
        assertThat(sweep.progress().left()).isZero();
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

    @Test
    void idsThatNobodyWasGiven_meanNothing() {
        RequestIds ids = new RequestIds(1000, 3, new Random(4));

        assertThat(ids.meaning(ids.id(999, 2))).contains(new RequestIds.Meaning(999, 2));
        assertThat(ids.meaning(ids.id(0, 0))).contains(new RequestIds.Meaning(0, 0));
        assertThat(ids.meaning(-5)).isEmpty();
        assertThat(new Random(5)
                        .ints(1000, 0, Integer.MAX_VALUE)
                        .filter(id -> ids.meaning(id).isPresent())
                        .count())
                .isLessThan(3);
    }

    @Test
    void sightings_carryDoorAndPort() throws Exception {
        network.printer("10.0.0.7", "V2C public");

        assertThat(sweeps.run("10.0.0.7").found()).singleElement().satisfies(s -> {
            assertThat(s.door()).isEqualTo(Sighting.Door.SNMP);
            assertThat(s.port()).isEqualTo(161);
        });
    }
}
