package io.printmaster.agent.read;

import io.printmaster.model.Brand;
import io.printmaster.model.Condition;
import io.printmaster.model.HintName;
import io.printmaster.model.Identity;
import io.printmaster.model.Inventory;
import io.printmaster.model.Meters;
import io.printmaster.model.Network;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Provenance;
import io.printmaster.model.Sighting;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Reads printers that hang on this computer by a cable: who they are is what the kernel or their queue
/// told when they were met; how they are tells the queue, or the printer itself when a driver passes
/// IPP on. Their device files are never opened: that would block printing. Thread-safe as far as the
/// IPP reader is.
public final class LocalReader implements PrinterReader {
    /// Where the print system of a computer answers (RFC 8010).
    public static final int CUPS_PORT = 631;

    /// Where `ipp-usb` offers printers that speak IPP over USB, one a port.
    private static final int FIRST_IPP_OVER_USB = 60_000;

    private static final int MAX_IPP_OVER_USB = 8;

    private final PrinterReader ipp;
    private final Clock clock;

    /// @param ipp asked at the loopback address only
    public LocalReader(PrinterReader ipp, Clock clock) {
        this.ipp = ipp;
        this.clock = clock;
    }

    @Override
    public ReadOutcome read(Sighting sighting) {
        Map<String, String> hints = sighting.hints();
        if (hints.containsKey(HintName.QUEUE)) {
            return new ReadOutcome.NotAPrinter("a print queue on a computer; it belongs to a printer, and is none");
        }
        Identity identity = identity(hints);
        if (identity.model().isEmpty() && identity.serial().isEmpty()) {
            return new ReadOutcome.NotAPrinter("nothing is known of what is plugged in there");
        }
        Optional<UnkeyedReading> told = hints.containsKey(HintName.IPP_PORT)
                ? ask(sighting, hints)
                : hints.containsKey(HintName.IPP_OVER_USB) ? passedOn(sighting, identity) : Optional.empty();
        UnkeyedReading reading = reading(sighting, identity, told);
        return key(reading.identity(), hints)
                .<ReadOutcome>map(key -> new ReadOutcome.Read(reading.keyed(key)))
                .orElseGet(() -> new ReadOutcome.NoIdentity(reading));
    }

    private static Identity identity(Map<String, String> hints) {
        String manufacturer = hints.getOrDefault(HintName.MANUFACTURER, "");
        String model = hints.getOrDefault(HintName.MODEL, "");
        return new Identity(
                Brand.normal(manufacturer.isEmpty() ? Brand.of(model) : manufacturer),
                model,
                hints.getOrDefault(HintName.SERIAL, hints.getOrDefault(HintName.USB_SERIAL, "")),
                "",
                "",
                "");
    }

    private static Optional<PrinterKey> key(Identity identity, Map<String, String> hints) {
        return PrinterKey.ofSerial(identity.manufacturer(), identity.serial())
                .or(() -> PrinterKey.ofSerial(identity.manufacturer(), hints.getOrDefault(HintName.USB_SERIAL, "")))
                .or(() -> PrinterKey.ofUuid(identity.uuid()));
    }

    /// The ports say nothing of which printer is where: the one that names itself so is it.
    private Optional<UnkeyedReading> passedOn(Sighting sighting, Identity identity) {
        return IntStream.range(FIRST_IPP_OVER_USB, FIRST_IPP_OVER_USB + MAX_IPP_OVER_USB)
                .mapToObj(port -> ask(
                        sighting, Map.of(HintName.IPP_PORT, Integer.toString(port), HintName.IPP_PATH, "ipp/print")))
                .flatMap(Optional::stream)
                .filter(reading -> isSame(reading.identity(), identity))
                .findFirst();
    }

    private static boolean isSame(Identity told, Identity wanted) {
        boolean bothSerials = !told.serial().isEmpty() && !wanted.serial().isEmpty();
        return bothSerials
                ? told.serial().equalsIgnoreCase(wanted.serial())
                : !told.model().isEmpty() && Brand.strip(wanted.model()).equalsIgnoreCase(Brand.strip(told.model()));
    }

    private Optional<UnkeyedReading> ask(Sighting sighting, Map<String, String> place) {
        Map<String, String> hints = new HashMap<>();
        hints.put(HintName.IPP_PORT, place.getOrDefault(HintName.IPP_PORT, ""));
        hints.put(HintName.IPP_PATH, place.getOrDefault(HintName.IPP_PATH, ""));
        Sighting here = new Sighting(
                InetAddress.getLoopbackAddress(), 0, Sighting.Door.USB, "", sighting.at(), Map.copyOf(hints));
        return switch (ipp.read(here)) {
            case ReadOutcome.Read read -> {
                var printer = read.reading().printer();
                yield Optional.of(new UnkeyedReading(
                        printer.identity(),
                        printer.network(),
                        printer.condition(),
                        printer.inventory(),
                        printer.provenance(),
                        read.reading().meters(),
                        read.reading().at()));
            }
            case ReadOutcome.NoIdentity none -> Optional.of(none.reading());
            case ReadOutcome.NotAPrinter no -> Optional.empty();
            case ReadOutcome.Silent silent -> Optional.empty();
            case ReadOutcome.Refused refused -> Optional.empty();
        };
    }

    private UnkeyedReading reading(Sighting sighting, Identity own, Optional<UnkeyedReading> told) {
        Map<String, String> hints = sighting.hints();
        Instant now = clock.instant();
        Identity ipp = told.map(UnkeyedReading::identity).orElse(new Identity("", "", "", "", "", ""));
        Identity whole = new Identity(
                own.manufacturer().isEmpty() ? ipp.manufacturer() : own.manufacturer(),
                own.model().isEmpty() ? ipp.model() : own.model(),
                own.serial().isEmpty() ? ipp.serial() : own.serial(),
                ipp.firmware(),
                ipp.uuid(),
                "");
        Provenance provenance = new Provenance(
                hints.getOrDefault(HintName.DEVICE_TYPE, "usb"),
                told.isPresent() ? "ipp" : "usb",
                "usb",
                now,
                now,
                hints.getOrDefault(HintName.LOCATION, ""),
                hints.getOrDefault(HintName.DEVICE_URI, ""));
        return new UnkeyedReading(
                whole,
                Network.NONE,
                told.map(UnkeyedReading::condition).orElse(Condition.UNKNOWN),
                told.map(UnkeyedReading::inventory).orElse(Inventory.NONE),
                provenance,
                told.map(UnkeyedReading::meters).orElse(Meters.NONE),
                now);
    }
}
