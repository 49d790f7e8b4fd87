package io.printmaster.agent.snmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.printmaster.program.Secret;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SnmpSessionTest {
    private static final Oid COLUMN_2 = Oid.parse("1.3.6.1.2.1.2.2.1.2");
    private static final Oid COLUMN_3 = Oid.parse("1.3.6.1.2.1.2.2.1.3");
    private static final String TABLE = """
            1.3.6.1.2.1.1.1.0|4|A device
            1.3.6.1.2.1.1.5.0|4|name
            1.3.6.1.2.1.2.2.1.2.1|4|eth0
            1.3.6.1.2.1.2.2.1.2.7|4|wlan0
            1.3.6.1.2.1.2.2.1.3.1|2|6
            1.3.6.1.2.1.2.2.1.3.2|2|24
            1.3.6.1.2.1.2.2.1.3.7|2|6
            1.3.6.1.2.1.99.1.0|2|1
            """;

    private static SnmpSession session(SnmpClient client, SnmpCredential.Version version, SessionLimits limits) {
        SnmpTarget target = new SnmpTarget(
                InetAddress.getLoopbackAddress(),
                161,
                new SnmpCredential.Community("test", version, new Secret("public")),
                Duration.ofSeconds(1),
                0);
        return new SnmpSession(client, target, limits, InstantSource.fixed(Instant.EPOCH));
    }

    private static SessionLimits limits(int maxRows, int maxBytes) {
        return new SessionLimits(Duration.ZERO, Duration.ofSeconds(5), maxRows, maxBytes, 1300, 80);
    }

    private static SnmpSession v2(SnmpClient client) {
        return session(client, SnmpCredential.Version.V2C, limits(500, 100_000));
    }

    private static SnmpSession v1(SnmpClient client) {
        return session(client, SnmpCredential.Version.V1, limits(500, 100_000));
    }

    @Test
    void get_leavesOutWhatTheDeviceDoesNotHave() throws Exception {
        Oid name = Oid.parse("1.3.6.1.2.1.1.5.0");
        Map<Oid, SnmpValue> found = v2(FakeDevice.of(TABLE)).get(List.of(name, Oid.parse("1.3.6.1.2.1.1.6.0")));

        assertThat(found).containsOnlyKeys(name);
    }

    @Test
    void get_onVersion1_findsEverythingBesideManyMissingNames_inFewRequests() throws Exception {
        List<Oid> names = new ArrayList<>();
        IntStream.range(0, 20).forEach(i -> names.add(Oid.of(1, 3, 6, 1, 2, 1, 50, i, 0)));
        names.add(7, Oid.parse("1.3.6.1.2.1.1.1.0"));
        names.add(15, Oid.parse("1.3.6.1.2.1.2.2.1.3.7"));
        FakeDevice device = FakeDevice.of(TABLE);

        Map<Oid, SnmpValue> found = v1(device).get(names);

        assertThat(found)
                .containsOnlyKeys(Oid.parse("1.3.6.1.2.1.1.1.0"), Oid.parse("1.3.6.1.2.1.2.2.1.3.7"))
                .containsEntry(Oid.parse("1.3.6.1.2.1.2.2.1.3.7"), new SnmpValue.Int(6));
        assertThat(device.seen()).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void get_splitsWhatIsTooBig() throws Exception {
        List<Oid> names = List.of(
                Oid.parse("1.3.6.1.2.1.1.1.0"), Oid.parse("1.3.6.1.2.1.1.5.0"), Oid.parse("1.3.6.1.2.1.99.1.0"));

        assertThat(v2(FakeDevice.of(TABLE).atMost(1)).get(names)).containsOnlyKeys(names);
    }

    @Test
    void columns_withGaps_keepEachRowUnderItsIndex() throws Exception {
        FakeDevice device = FakeDevice.of(TABLE);
        Map<Oid, NavigableMap<Oid, SnmpValue>> columns = v2(device).columns(List.of(COLUMN_2, COLUMN_3));

        assertThat(columns.get(COLUMN_2)).containsOnlyKeys(Oid.of(1), Oid.of(7));
        assertThat(columns.get(COLUMN_3)).containsOnlyKeys(Oid.of(1), Oid.of(2), Oid.of(7));
        assertThat(device.seen()).hasSize(1).first().isInstanceOf(SnmpRequest.GetBulk.class);
    }

    @Test
    void columns_onVersion1_areTheSame() throws Exception {
        FakeDevice device = FakeDevice.of(TABLE.replace("1.3.6.1.2.1.99.1.0|2|1\n", ""));

        assertThat(v1(device).columns(List.of(COLUMN_2, COLUMN_3)))
                .isEqualTo(v2(device).columns(List.of(COLUMN_2, COLUMN_3)));
    }

    @Test
    void columns_fallBackToGetNext_whenBulkIsNotAnswered() throws Exception {
        Map<Oid, NavigableMap<Oid, SnmpValue>> columns =
                v2(FakeDevice.of(TABLE).deafToBulk()).columns(List.of(COLUMN_2, COLUMN_3));

        assertThat(columns.get(COLUMN_3)).hasSize(3);
    }

    @Test
    void columns_narrowDown_whenTheAnswerIsTooBig() throws Exception {
        Map<Oid, NavigableMap<Oid, SnmpValue>> columns =
                v2(FakeDevice.of(TABLE).atMost(2)).columns(List.of(COLUMN_2, COLUMN_3));

        assertThat(columns.get(COLUMN_2)).hasSize(2);
        assertThat(columns.get(COLUMN_3)).hasSize(3);
    }

    @Test
    void aWalkThatRunsInCircles_isStopped() throws Exception {
        FakeDevice device = FakeDevice.of("1.3.6.1.2.1.2.2.1.2.1|4|eth0").looping();

        assertThat(v2(device).columns(List.of(COLUMN_2)).get(COLUMN_2)).hasSize(1);
        assertThat(v1(device).columns(List.of(COLUMN_2)).get(COLUMN_2)).hasSize(1);
        assertThat(device.seen()).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void aTableWithoutEnd_isCutAtTheLimitOfRows() throws Exception {
        StringBuilder endless = new StringBuilder();
        IntStream.range(1, 300)
                .forEach(i -> endless.append("1.3.6.1.2.1.2.2.1.2.").append(i).append("|4|x\n"));
        SnmpSession session =
                session(FakeDevice.of(endless.toString()), SnmpCredential.Version.V2C, limits(50, 100_000));

        assertThat(session.columns(List.of(COLUMN_2)).get(COLUMN_2)).hasSize(50);
    }

    @Test
    void tooManyBytes_endTheWalk() throws Exception {
        StringBuilder large = new StringBuilder();
        IntStream.range(1, 300)
                .forEach(i -> large.append("1.3.6.1.2.1.2.2.1.2.").append(i).append("|4|x\n"));
        SnmpSession session = session(FakeDevice.of(large.toString()), SnmpCredential.Version.V2C, limits(500, 600));

        assertThat(session.columns(List.of(COLUMN_2)).get(COLUMN_2)).hasSizeLessThan(70);
    }

    /// Acceptance case 30 of docs/printers.md.
    @Test
    void requests_keepTheirDistance_andNeverTwoAreOutstanding() throws Exception {
        Duration pause = Duration.ofMillis(20);
        FakeDevice device = FakeDevice.of(TABLE);
        List<Long> sentAt = new ArrayList<>();
        AtomicInteger outstanding = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        SnmpClient slow = (target, request) -> {
            sentAt.add(System.nanoTime());
            most.accumulateAndGet(outstanding.incrementAndGet(), Math::max);
            return device.send(target, request)
                    .thenApplyAsync(
                            outcome -> {
                                outstanding.decrementAndGet();
                                return outcome;
                            },
                            CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS));
        };
        SnmpTarget target = new SnmpTarget(
                InetAddress.getLoopbackAddress(),
                161,
                new SnmpCredential.Community("test", SnmpCredential.Version.V2C, new Secret("public")),
                Duration.ofSeconds(1),
                0);
        SnmpSession session =
                new SnmpSession(slow, target, SessionLimits.of(pause, Duration.ofSeconds(30)), InstantSource.system());

        for (int i = 0; i < 5; i++) {
            session.get(List.of(Oid.parse("1.3.6.1.2.1.1.5.0")));
            session.columns(List.of(COLUMN_2));
        }

        assertThat(most).hasValue(1);
        assertThat(sentAt).hasSize(10);
        for (int i = 1; i < sentAt.size(); i++) {
            assertThat(Duration.ofNanos(sentAt.get(i) - sentAt.get(i - 1)))
                    .isGreaterThanOrEqualTo(pause.minusMillis(1));
        }
    }

    @Test
    void aDeviceThatGoesSilent_endsTheSession() {
        SnmpSession session = v2(FakeDevice.of(TABLE).silentAfter(0));

        assertThatExceptionOfType(SessionEnded.class)
                .isThrownBy(() -> session.get(List.of(COLUMN_2)))
                .extracting(SessionEnded::kind)
                .isEqualTo(SessionEnded.Kind.SILENT);
    }

    @Test
    void timeForADevice_isLimited() {
        Instant[] now = {Instant.EPOCH};
        SnmpTarget target = new SnmpTarget(
                InetAddress.getLoopbackAddress(),
                161,
                new SnmpCredential.Community("test", SnmpCredential.Version.V2C, new Secret("public")),
                Duration.ofSeconds(1),
                0);
        SnmpSession session = new SnmpSession(FakeDevice.of(TABLE), target, limits(500, 100_000), () -> now[0]);
        now[0] = Instant.EPOCH.plusSeconds(6);

        assertThatExceptionOfType(SessionEnded.class)
                .isThrownBy(() -> session.get(List.of(COLUMN_2)))
                .extracting(SessionEnded::kind)
                .isEqualTo(SessionEnded.Kind.OUT_OF_TIME);
    }
}
