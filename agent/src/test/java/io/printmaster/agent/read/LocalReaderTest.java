package io.printmaster.agent.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.model.Condition;
import io.printmaster.model.HintName;
import io.printmaster.model.Identity;
import io.printmaster.model.Inventory;
import io.printmaster.model.Meters;
import io.printmaster.model.Network;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.Provenance;
import io.printmaster.model.Sighting;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LocalReaderTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final List<Sighting> asked = new ArrayList<>();
    private final Map<String, String> hints =
            new HashMap<>(Map.of(HintName.MANUFACTURER, "Hewlett-Packard", HintName.MODEL, "LaserJet 1020"));

    private Sighting plugged() {
        return new Sighting(InetAddress.ofLiteral("100::1"), 0, Sighting.Door.USB, "", NOW, Map.copyOf(hints));
    }

    private ReadOutcome read(PrinterReader ipp) {
        return new LocalReader(
                        sighting -> {
                            asked.add(sighting);
                            return ipp.read(sighting);
                        },
                        CLOCK)
                .read(plugged());
    }

    private static Printer printer(ReadOutcome outcome) {
        assertThat(outcome).isInstanceOf(ReadOutcome.Read.class);
        return ((ReadOutcome.Read) outcome).reading().printer();
    }

    private static ReadOutcome answer(String model, String serial) {
        return new ReadOutcome.NoIdentity(new UnkeyedReading(
                new Identity("HP", model, serial, "fw 7", "", ""),
                new Network("127.0.0.1", "", "", "", "", ""),
                new Condition(PrinterStatus.IDLE, Set.of(), List.of(), ""),
                Inventory.NONE,
                new Provenance("network", "ipp", "usb", NOW, NOW, "", ""),
                Meters.NONE,
                NOW));
    }

    @Test
    void printerWithoutAnyService_isKnownByItsId_withoutAnAddress() {
        hints.put(HintName.SERIAL, "FN12345");

        Printer printer = printer(read(s -> new ReadOutcome.Silent(0)));

        assertThat(printer.key()).hasToString("serial:HP/FN12345");
        assertThat(printer.identity().model()).isEqualTo("LaserJet 1020");
        assertThat(printer.network()).isEqualTo(Network.NONE);
        assertThat(printer.condition().status()).isEqualTo(PrinterStatus.UNKNOWN);
        assertThat(printer.provenance().deviceType()).isEqualTo("usb");
        assertThat(asked).as("nobody to ask").isEmpty();
    }

    @Test
    void queue_tellsHowThePrinterIs() {
        hints.putAll(Map.of(
                HintName.SERIAL, "FN12345",
                HintName.DEVICE_TYPE, "shared",
                HintName.IPP_PORT, "631",
                HintName.IPP_PATH, "printers/office"));

        Printer printer = printer(read(s -> answer("LaserJet 1020, driver", "")));

        assertThat(printer.key()).hasToString("serial:HP/FN12345");
        assertThat(printer.condition().status()).isEqualTo(PrinterStatus.IDLE);
        assertThat(printer.provenance().deviceType()).isEqualTo("shared");
        assertThat(printer.network()).isEqualTo(Network.NONE);
        assertThat(asked).singleElement().satisfies(s -> {
            assertThat(s.address().isLoopbackAddress()).isTrue();
            assertThat(s.hints()).containsEntry(HintName.IPP_PATH, "printers/office");
        });
    }

    @Test
    void ippOverUsb_isTheServiceThatNamesItselfSo() {
        hints.put(HintName.SERIAL, "FN12345");
        hints.put(HintName.IPP_OVER_USB, "yes");

        Printer printer = printer(read(s -> switch (s.hints().getOrDefault(HintName.IPP_PORT, "")) {
            case "60000" -> answer("LaserJet 1020", "OTHER1234");
            case "60001" -> answer("LaserJet 1020", "FN12345");
            default -> new ReadOutcome.Silent(0);
        }));

        assertThat(printer.identity().firmware()).isEqualTo("fw 7");
        assertThat(asked).hasSize(2);
    }

    @Test
    void withoutSerial_nothingTellsItFromItsTwin() {
        assertThat(read(s -> new ReadOutcome.Silent(0))).isInstanceOf(ReadOutcome.NoIdentity.class);

        hints.put(HintName.USB_SERIAL, "USB98765");
        assertThat(printer(read(s -> new ReadOutcome.Silent(0))).key()).hasToString("serial:HP/USB98765");
    }

    @Test
    void queueAndNothing_areNotRead() {
        hints.put(HintName.QUEUE, "office");
        assertThat(read(s -> answer("x", "y"))).isInstanceOf(ReadOutcome.NotAPrinter.class);

        hints.clear();
        assertThat(read(s -> answer("x", "y"))).isInstanceOf(ReadOutcome.NotAPrinter.class);
        assertThat(asked).isEmpty();
    }
}
