package io.printmaster.agent.read.ipp;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.read.ReadOutcome;
import io.printmaster.model.HintName;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.Reading;
import io.printmaster.model.Sighting;
import io.printmaster.model.Supply;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Printers of the field of which only facts are known here, not their recording: rebuilt octet by octet.
@Timeout(60)
final class IppFieldCasesTest {
    private static final List<String> INKS = List.of("M", "C", "Y", "BK");
    private static final List<Integer> LEVELS = List.of(11, 9, 45, 11);

    private static ReadOutcome read(byte[] answer) throws IOException {
        try (IppResponder printer = new IppResponder().at("/ipp/print", request -> answer);
                IppReader reader = IppReader.open(IppSettings.DEFAULT, Clock.systemUTC())) {
            Map<String, String> hints = Map.of(HintName.IPP_PORT, Integer.toString(printer.port()));
            return reader.read(new Sighting(
                    InetAddress.getLoopbackAddress(),
                    0,
                    Sighting.Door.MDNS,
                    "",
                    Clock.systemUTC().instant(),
                    hints));
        }
    }

    private static Reading reading(ReadOutcome outcome) {
        assertThat(outcome).isInstanceOf(ReadOutcome.Read.class);
        return ((ReadOutcome.Read) outcome).reading();
    }

    /// A Brother MFC-J5320DW gives every name and text with its language, and the levels of four inks.
    ///
    /// Acceptance case 25 of docs/printers.md.
    @Test
    void namesWithLanguage_areReadAsNames() throws IOException {
        IppMessage answer = IppMessage.answer(0x0200, 0)
                .group(4)
                .withLanguage(0x35, "printer-make-and-model", "en", "Brother MFC-J5320DW")
                .withLanguage(0x36, "printer-name", "en", "Brother MFC-J5320DW")
                .withLanguage(0x35, "printer-state-message", "en", "Idle")
                .integer(0x23, "printer-state", 3)
                .text(0x45, "printer-uuid", "urn:uuid:e3248000-80ce-11db-8000-30055ce13be2");
        for (int i = 0; i < INKS.size(); i++) {
            String name = i == 0 ? "marker-names" : "";
            answer.withLanguage(0x36, name, "en", INKS.get(i));
        }
        for (int i = 0; i < INKS.size(); i++) {
            answer.text(0x44, i == 0 ? "marker-types" : "", "ink-cartridge");
        }
        for (int i = 0; i < LEVELS.size(); i++) {
            answer.integer(0x21, i == 0 ? "marker-levels" : "", LEVELS.get(i));
        }

        Reading reading = reading(read(answer.end()));

        assertThat(reading.printer().identity().manufacturer()).isEqualTo("Brother");
        assertThat(reading.printer().identity().model()).isEqualTo("MFC-J5320DW");
        assertThat(reading.printer().inventory().supplies())
                .extracting(Supply::name)
                .containsExactlyElementsOf(INKS);
        assertThat(reading.printer().inventory().supplies())
                .extracting(s -> s.level().percent().orElse(-1))
                .containsExactlyElementsOf(LEVELS);
    }

    /// An ECOSYS M2540dn that sleeps gives ten attributes of those that were asked for, says so with
    /// status 0x0001, and tells of no supplies.
    ///
    /// Acceptance case 25 of docs/printers.md.
    @Test
    void sleepingPrinter_tellsLittle_andThatIsNoFault() throws IOException {
        byte[] answer = IppMessage.answer(0x0200, 0x0001)
                .group(4)
                .text(0x45, "printer-uri-supported", "ipp://10.104.12.95:631/ipp/print")
                .text(0x44, "uri-security-supported", "none")
                .text(0x42, "printer-name", "ECOSYS M2540dn")
                .text(0x41, "printer-info", "")
                .text(0x41, "printer-make-and-model", "Kyocera ECOSYS M2540dn")
                .integer(0x23, "printer-state", 3)
                .text(0x44, "printer-state-reasons", "none")
                .text(0x41, "printer-state-message", "Sleeping...")
                .text(0x45, "printer-uuid", "urn:uuid:4509a320-00a0-008f-00b6-002507510eca")
                .integer(0x21, "printer-up-time", 1000)
                .end();

        Reading reading = reading(read(answer));

        assertThat(reading.printer().identity().manufacturer()).isEqualTo("Kyocera");
        assertThat(reading.printer().identity().model()).isEqualTo("ECOSYS M2540dn");
        assertThat(reading.printer().condition().status()).isEqualTo(PrinterStatus.IDLE);
        assertThat(reading.printer().condition().consoleText()).isEqualTo("Sleeping...");
        assertThat(reading.printer().inventory().supplies()).isEmpty();
        assertThat(reading.meters().counts()).isEmpty();
    }

    /// Acceptance case 25 of docs/printers.md.
    @Test
    void answerCutAtAnyOctet_isAnError_andNeverAHang() throws IOException {
        byte[] whole =
                IppMessage.printer("11111111-2222-3333-4444-555555555555").end();
        try (IppReader reader = IppReader.open(IppSettings.DEFAULT, Clock.systemUTC())) {
            for (int length = 0; length < whole.length; length += 7) {
                byte[] cut = Arrays.copyOf(whole, length);
                try (IppResponder printer = new IppResponder().at("/ipp/print", request -> cut)) {
                    Map<String, String> hints = Map.of(HintName.IPP_PORT, Integer.toString(printer.port()));
                    assertThat(reader.read(new Sighting(
                                    InetAddress.getLoopbackAddress(),
                                    0,
                                    Sighting.Door.MDNS,
                                    "",
                                    Clock.systemUTC().instant(),
                                    hints)))
                            .as("%d octets of %d", length, whole.length)
                            .isInstanceOf(ReadOutcome.NotAPrinter.class);
                }
            }
        }
    }
}
