package io.printmaster.agent.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.snmp.FakeDevice;
import io.printmaster.agent.snmp.SnmpCredential.Version;
import io.printmaster.agent.snmp.SnmpRequest;
import io.printmaster.model.FillState;
import io.printmaster.model.Meters;
import io.printmaster.model.Supply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is asked of a printer that was read before: its state, and all of it again only when there is a
/// reason.
final class RepeatedReadingTest {
    private static final String PRINTER = """
            1.3.6.1.2.1.1.1.0|4|Acme print card
            1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.99999.1
            1.3.6.1.2.1.1.3.0|67|100000000
            1.3.6.1.2.1.1.5.0|4|floor-2
            1.3.6.1.2.1.2.2.1.3.1|2|6
            1.3.6.1.2.1.2.2.1.6.1|4x|3c2af4000102
            1.3.6.1.2.1.4.20.1.2.192.0.2.7|2|1
            1.3.6.1.2.1.25.3.2.1.2.1|6|1.3.6.1.2.1.25.3.1.5
            1.3.6.1.2.1.25.3.2.1.3.1|4|Acme Press 9
            1.3.6.1.2.1.25.3.2.1.5.1|2|2
            1.3.6.1.2.1.25.3.5.1.1.1|2|3
            1.3.6.1.2.1.43.5.1.1.1.1|65|17
            1.3.6.1.2.1.43.5.1.1.17.1|4|AC12345678
            1.3.6.1.2.1.43.8.2.1.8.1.1|2|8
            1.3.6.1.2.1.43.8.2.1.9.1.1|2|500
            1.3.6.1.2.1.43.8.2.1.10.1.1|2|400
            1.3.6.1.2.1.43.8.2.1.13.1.1|4|Cassette
            1.3.6.1.2.1.43.10.2.1.3.1.1|2|7
            1.3.6.1.2.1.43.10.2.1.4.1.1|65|1000
            1.3.6.1.2.1.43.11.1.1.3.1.1|2|1
            1.3.6.1.2.1.43.11.1.1.4.1.1|2|3
            1.3.6.1.2.1.43.11.1.1.5.1.1|2|3
            1.3.6.1.2.1.43.11.1.1.6.1.1|4|XK-1
            1.3.6.1.2.1.43.11.1.1.7.1.1|2|19
            1.3.6.1.2.1.43.11.1.1.8.1.1|2|100
            1.3.6.1.2.1.43.11.1.1.9.1.1|2|50
            1.3.6.1.2.1.43.12.1.1.4.1.1|4|black
            """;
    private static final String LEVEL = "1.3.6.1.2.1.43.11.1.1.9.1.1|2|";
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final FakeDevice device = FakeDevice.of(PRINTER);
    private Instant now = ReadFixture.NOW;
    private SnmpPrinterReader reader = ReadFixture.reader(device, Version.V2C, () -> now);

    private UnkeyedReading read() {
        return ReadFixture.printer(reader.read(ReadFixture.sighting("site")));
    }

    /// Ten minutes later, on the device's clock too.
    private UnkeyedReading readLater(String changes) {
        now = now.plus(PAUSE);
        device.with("1.3.6.1.2.1.1.3.0|67|"
                + (100_000_000 + Duration.between(ReadFixture.NOW, now).toMillis() / 10));
        device.with(changes);
        return read();
    }

    private long wholeReadings() {
        return reader.counts().whole();
    }

    @Test
    void whatChanges_isReadAgain_inFewRequests() {
        read();
        int before = device.seen().size();

        UnkeyedReading later = readLater(LEVEL + "5\n" + """
                1.3.6.1.2.1.1.5.0|4|floor-3
                1.3.6.1.2.1.25.3.5.1.1.1|2|4
                1.3.6.1.2.1.43.8.2.1.10.1.1|2|0
                1.3.6.1.2.1.43.10.2.1.4.1.1|65|1234
                1.3.6.1.2.1.43.18.1.1.2.1.7|2|4
                1.3.6.1.2.1.43.18.1.1.4.1.7|2|11
                1.3.6.1.2.1.43.18.1.1.5.1.7|2|1
                1.3.6.1.2.1.43.18.1.1.7.1.7|2|1104
                1.3.6.1.2.1.43.18.1.1.8.1.7|4|Toner low
                """);

        assertThat(device.seen().size() - before).isLessThanOrEqualTo(3);
        assertThat(wholeReadings()).isOne();
        assertThat(later.meters().count(Meters.TOTAL)).hasValue(1234);
        assertThat(later.network().hostname()).isEqualTo("floor-3");
        assertThat(later.condition().alerts()).hasSize(1);
        assertThat(later.inventory().trays().getFirst().state()).isEqualTo(FillState.EMPTY);
        Supply toner = later.inventory().supplies().getFirst();
        assertThat(toner.level().percent()).hasValue(5);
        assertThat(toner.color()).isEqualTo("black");
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void theSameState_givesTheSameReading(Version version) {
        reader = ReadFixture.reader(device, version, () -> ReadFixture.NOW);

        assertThat(read()).isEqualTo(read());
        assertThat(reader.counts().readings()).isEqualTo(2);
        assertThat(wholeReadings()).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.3.6.1.2.1.43.5.1.1.17.1|4|AC99999999",
                "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.99999.2",
                "1.3.6.1.2.1.25.3.2.1.3.1|4|Acme Press 10",
                "1.3.6.1.2.1.2.2.1.6.1|4x|3c2af4000109",
                "1.3.6.1.2.1.43.5.1.1.1.1|65|18",
                "1.3.6.1.2.1.1.3.0|67|5000",
                LEVEL + "100",
                "1.3.6.1.2.1.43.11.1.1.8.1.1|2|200",
                "1.3.6.1.2.1.43.11.1.1.9.1.2|2|30",
                "1.3.6.1.2.1.43.8.2.1.10.1.2|2|30"
            })
    void anotherDevice_aRestart_anotherConfigurationOrAReplacedSupply_isReasonToReadEverything(String change) {
        read();
        readLater("1.3.6.1.2.1.43.11.1.1.6.1.1|4|XK-2\n" + change);

        assertThat(wholeReadings()).isEqualTo(2);
    }

    @Test
    void everything_isReadOnceADay() {
        read();
        device.with("1.3.6.1.2.1.43.11.1.1.6.1.1|4|XK-2");
        assertThat(readLater("").inventory().supplies().getFirst().name()).isEqualTo("XK-1");

        now = now.plus(Duration.ofHours(24));
        assertThat(readLater("").inventory().supplies().getFirst().name()).isEqualTo("XK-2");
    }

    @Test
    void aClockThatStandsStill_isNoRestart() {
        read();
        now = now.plus(PAUSE);
        read();

        assertThat(wholeReadings()).isOne();
    }

    @Test
    void aDeviceThatHasJustStarted_isReadAsAWholeAgain() {
        device.with("1.3.6.1.2.1.1.3.0|67|2000");
        read();
        readLater("");

        assertThat(wholeReadings()).isEqualTo(2);
    }

    @Test
    void aValueThatIsGone_isReasonToReadEverything() {
        read();
        device.without("1.3.6.1.2.1.25.3.5.1.1.1");
        readLater("");

        assertThat(wholeReadings()).isEqualTo(2);
    }

    @Test
    void whatWasLearntOfADevice_holdsForTheNextReading() {
        device.deafToBulk();
        read();
        int before = device.seen().size();
        readLater("");

        List<SnmpRequest> again = device.seen().subList(before, device.seen().size());
        assertThat(again).hasSizeLessThanOrEqualTo(4).noneMatch(SnmpRequest.GetBulk.class::isInstance);
    }

    @Test
    void silence_keepsWhatIsKnown() {
        read();
        device.silentAfter(0);
        assertThat(reader.read(ReadFixture.sighting("site"))).isEqualTo(new ReadOutcome.Silent(0));
        device.silentAfter(100);
        readLater("");

        assertThat(wholeReadings()).isOne();
        assertThat(reader.counts().readings()).isEqualTo(3);
    }
}
