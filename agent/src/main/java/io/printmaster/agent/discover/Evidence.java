package io.printmaster.agent.discover;

import io.printmaster.model.Brand;
import io.printmaster.model.HintName;
import io.printmaster.model.Ieee1284Id;
import io.printmaster.model.MacAddress;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Sighting;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What one door, at one address and one moment, knows of who a device is.
///
/// @param queue        whether it is a queue on a computer; then the rest is about the printer behind it, as
///                     far as the queue tells, and never about the computer
/// @param manufacturer any spelling; may be empty
/// @param serial       as told; fillers are seen through
/// @param uuid         as told, or empty
/// @param macs         every hardware address that the device told of itself; those that identify nothing
///                     are left out
public record Evidence(
        Sighting.Door door,
        String address,
        Instant at,
        boolean queue,
        String manufacturer,
        String serial,
        String uuid,
        Set<MacAddress> macs) {

    /// Normalises.
    public Evidence {
        manufacturer = Brand.normal(manufacturer);
        uuid = PrinterKey.ofUuid(uuid).map(PrinterKey::value).orElse("");
        macs = macs.stream().filter(MacAddress::identifies).collect(Collectors.toUnmodifiableSet());
    }

    /// What a sighting's hints say; of a queue, what they say of the printer behind it.
    public static Evidence of(Sighting sighting) {
        Map<String, String> hints = sighting.hints();
        Ieee1284Id id =
                Ieee1284Id.parse(hints.getOrDefault(HintName.DEVICE_ID, "")).orElse(Ieee1284Id.NONE);
        DeviceUri uri = DeviceUri.parse(hints.getOrDefault(HintName.DEVICE_URI, ""));
        return new Evidence(
                sighting.door(),
                sighting.address().getHostAddress(),
                sighting.at(),
                hints.containsKey(HintName.QUEUE),
                first(hints.getOrDefault(HintName.MANUFACTURER, ""), id.manufacturer(), uri.manufacturer()),
                first(hints.getOrDefault(HintName.SERIAL, ""), id.serial(), uri.serial()),
                first(hints.getOrDefault(HintName.UUID, ""), uri.uuid(), ""),
                macs(List.of(hints.getOrDefault(HintName.MAC, "").split(" ", 32))));
    }

    /// What a reading says.
    public static Evidence of(Printer printer, Sighting.Door door, Instant at) {
        return new Evidence(
                door,
                printer.network().address(),
                at,
                false,
                printer.identity().manufacturer(),
                printer.identity().serial(),
                printer.identity().uuid(),
                macs(printer.network().macs()));
    }

    private static String first(String one, String other, String third) {
        if (!one.isBlank()) {
            return one;
        }
        return other.isBlank() ? third : other;
    }

    private static Set<MacAddress> macs(List<String> texts) {
        return texts.stream().flatMap(text -> MacAddress.parse(text).stream()).collect(Collectors.toUnmodifiableSet());
    }

    /// The serial as a key, within its maker; empty for fillers.
    public Optional<PrinterKey> serialKey() {
        return PrinterKey.ofSerial(manufacturer, serial);
    }

    /// Whether anything in it identifies a device.
    public boolean identifies() {
        return serialKey().isPresent() || !uuid.isEmpty() || !macs.isEmpty();
    }

    /// The keys that it has, strongest first.
    public Stream<PrinterKey> keys() {
        return Stream.of(
                        serialKey().stream(),
                        PrinterKey.ofUuid(uuid).stream(),
                        macs.stream().map(m -> m.value()).sorted().flatMap(m -> PrinterKey.ofMac(m).stream()))
                .flatMap(s -> s);
    }

    /// The keys under which such a device may be known already: its own, its serial without the maker, since
    /// not every door names one, and the MAC that its UUID may be made of.
    public Set<PrinterKey> traces() {
        Set<PrinterKey> traces = keys().collect(Collectors.toCollection(LinkedHashSet::new));
        PrinterKey.ofSerial("", serial).ifPresent(traces::add);
        if (!uuid.isEmpty()) {
            PrinterKey.ofMac(uuid.substring(uuid.lastIndexOf('-') + 1)).ifPresent(traces::add);
        }
        return traces;
    }
}
