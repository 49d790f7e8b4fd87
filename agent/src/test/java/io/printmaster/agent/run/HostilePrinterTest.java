package io.printmaster.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.fuzz.Harmless;
import io.printmaster.agent.read.ReadOutcome;
import io.printmaster.agent.read.ReadSettings;
import io.printmaster.agent.read.SnmpPrinterReader;
import io.printmaster.agent.snmp.Oid;
import io.printmaster.agent.snmp.SnmpClient;
import io.printmaster.agent.snmp.SnmpCredential;
import io.printmaster.agent.snmp.SnmpCredential.Version;
import io.printmaster.agent.snmp.SnmpOutcome;
import io.printmaster.agent.snmp.SnmpRequest;
import io.printmaster.agent.snmp.SnmpTarget;
import io.printmaster.agent.snmp.SnmpValue;
import io.printmaster.agent.snmp.VarBind;
import io.printmaster.model.Sighting;
import io.printmaster.program.Secret;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A printer that means harm, from its answers to what `scan` prints of it: tables without end, names that go in
/// circles, texts of 64 KiB that hold control characters, HTML, formulas and SQL.
@Timeout(20)
final class HostilePrinterTest {
    private static final String EVIL = "=cmd|' /C calc'!A0 '; DROP TABLE devices; -- <script>alert(1)</script>"
            + "\u001b[2J\u001b]0;owned\u0007\r\nlevel=error msg=\"no\"\u0000\u009b31m\u202Etxt.exe ";
    private static final byte[] LONG = EVIL.repeat(600).getBytes(StandardCharsets.UTF_8);
    private static final Oid HR_DEVICE_TYPE = Oid.parse("1.3.6.1.2.1.25.3.2.1.2.1");
    private static final Oid SERIAL = Oid.parse("1.3.6.1.2.1.43.5.1.1.17.1");

    /// So many requests fit into the time for a device at the pace of ten a second.
    private static final int MAX_REQUESTS = 302;

    private final AtomicInteger requests = new AtomicInteger();

    @Test
    void endlessTablesOfEndlessTexts_areReadInBoundedTimeAndShownHarmlessly() throws Exception {
        Found found = read(device(HostilePrinterTest::successor));

        assertThat(requests).hasValueLessThanOrEqualTo(MAX_REQUESTS);
        assertThat(LONG).hasSizeGreaterThan(65_536);
        assertThat(found.reading().identity().serial()).isEqualTo("AC12345678");
        assertThat(found.reading().network().hostname()).startsWith("=cmd|' /C calc'!A0");
        shownHarmlessly(found);
    }

    @Test
    void namesThatGoInCircles_areReadInBoundedTimeAndShownHarmlessly() throws Exception {
        Found found = read(device(UnaryOperator.identity()));

        assertThat(requests).hasValueLessThanOrEqualTo(MAX_REQUESTS);
        shownHarmlessly(found);
    }

    private static void shownHarmlessly(Found found) throws Exception {
        String json = ScanOutput.jsonWithOrigin(found);
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(table, true, StandardCharsets.UTF_8)) {
            ScanOutput.table(out, true, told -> {
                told.accept(found);
                return 1;
            });
        }
        Harmless.reading(found.reading().keyed(found.key().orElseThrow()));
        assertThat(json.chars().filter(HostilePrinterTest::isHarmful)).isEmpty();
        assertThat(Json.parse(json).path("model").asString()).doesNotContain("\u001b");
        assertThat(table.toString(StandardCharsets.UTF_8).chars().filter(c -> c != '\n' && isHarmful(c)))
                .isEmpty();
    }

    private static boolean isHarmful(int c) {
        return Character.isISOControl(c) || c == 0x202E;
    }

    private Found read(SnmpClient device) {
        SnmpCredential credential = new SnmpCredential.Community("site", Version.V2C, new Secret("public"));
        InstantSource clock = () -> Instant.EPOCH.plus(Duration.ofMillis(100).multipliedBy(requests.get()));
        ReadSettings settings = new ReadSettings(Duration.ofSeconds(1), 0, Duration.ZERO, Duration.ofSeconds(30));
        ReadOutcome outcome = new SnmpPrinterReader(device, Map.of("site", credential), settings, clock)
                .read(new Sighting(
                        InetAddress.getLoopbackAddress(), 161, Sighting.Door.SNMP, "site", Instant.EPOCH, Map.of()));
        assertThat(outcome).isInstanceOf(ReadOutcome.Read.class);
        return Found.of(((ReadOutcome.Read) outcome).reading());
    }

    /// @param next the name that the device gives for the one after a name
    private SnmpClient device(UnaryOperator<Oid> next) {
        return (SnmpTarget target, SnmpRequest request) -> {
            requests.incrementAndGet();
            return CompletableFuture.completedFuture(new SnmpOutcome.Answer(answer(request, next)));
        };
    }

    private static List<VarBind> answer(SnmpRequest request, UnaryOperator<Oid> next) {
        List<VarBind> bindings = new ArrayList<>();
        boolean single = request instanceof SnmpRequest.Get;
        int rows = request instanceof SnmpRequest.GetBulk bulk ? bulk.maxRepetitions() : 1;
        List<Oid> names = request.oids();
        for (int i = 0; i < rows; i++) {
            names = single ? names : names.stream().map(next).toList();
            names.forEach(name -> bindings.add(new VarBind(name, value(name))));
        }
        return bindings;
    }

    private static Oid successor(Oid name) {
        int[] arcs = name.child(1).toArray();
        boolean isRow = name.size() > 12;
        if (!isRow) {
            return Oid.of(arcs);
        }
        int[] row = name.toArray();
        row[row.length - 1]++;
        return Oid.of(row);
    }

    private static SnmpValue value(Oid name) {
        if (name.equals(HR_DEVICE_TYPE)) {
            return new SnmpValue.ObjectId(Oid.parse("1.3.6.1.2.1.25.3.1.5"));
        }
        if (name.equals(SERIAL)) {
            return new SnmpValue.Octets("AC12345678".getBytes(StandardCharsets.US_ASCII));
        }
        return new SnmpValue.Octets(LONG);
    }
}
