package io.printmaster.agent.read;

import io.printmaster.agent.read.maker.Maker;
import io.printmaster.agent.snmp.Oid;
import io.printmaster.model.Brand;
import io.printmaster.model.Identity;
import io.printmaster.model.Ieee1284Id;
import io.printmaster.model.PrinterKey;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Who a printer is, from the standard's objects, its maker's and its own sentences. Pure.
final class Identities {
    /// HP's private 1284 object (other makers answer it too) and that of the PWG port monitor MIB. The maker's own
    /// comes before them.
    static final List<Oid> DEVICE_IDS =
            List.of(Oid.parse("1.3.6.1.4.1.11.2.3.9.1.1.7.0"), Oid.parse("1.3.6.1.4.1.2699.1.2.1.2.1.1.3.1"));

    private static final Pattern FIRMWARE_WORDS = Pattern.compile("(?i)^(?:Firmware )?Ver\\.?\\s*");
    private static final Pattern GENERIC = Pattern.compile("(?i)generic.*");

    private Identities() {}

    /// @param deviceDescr   hrDeviceDescr of the printer's row
    /// @param standardSerial prtGeneralSerialNumber
    static Identity of(Maker maker, Facts facts, String deviceDescr, String standardSerial, String namedFirmware) {
        String sysDescr = facts.text(Mib.SYS_DESCR);
        Matcher sys = maker.sysDescr().matcher(sysDescr);
        Matcher device = maker.deviceDescr().matcher(deviceDescr);
        boolean sysTells = sys.matches();
        boolean deviceTells = device.matches();
        Ieee1284Id id = Stream.concat(maker.deviceIds().stream(), DEVICE_IDS.stream())
                .flatMap(oid -> Ieee1284Id.parse(facts.text(oid)).stream())
                .findFirst()
                .orElse(Ieee1284Id.NONE);
        String firmware = first(Stream.of(
                Stream.of(namedFirmware, group(device, deviceTells, "firmware")),
                maker.firmware().stream().map(facts::known),
                Stream.of(group(sys, sysTells, "firmware")),
                maker.lastFirmware().stream().map(facts::known)));
        String serial = first(Stream.of(
                Stream.of(standardSerial).filter(Identities::isSerial),
                maker.serial().stream().map(facts::known).filter(Identities::isSerial),
                Stream.of(group(sys, sysTells, "serial"), group(device, deviceTells, "serial"), id.serial())
                        .filter(Identities::isSerial)));
        String model = first(Stream.of(
                Stream.of(group(sys, sysTells, "model"), group(device, deviceTells, "model")),
                maker.model().stream().map(facts::known),
                Stream.of(GENERIC.matcher(deviceDescr).matches() ? "" : deviceDescr, id.modelForPeople()),
                Stream.of(group(sys, sysTells, "product"))));
        return new Identity(
                brand(maker, sysDescr, deviceDescr, model, id),
                Brand.strip(model),
                serial,
                FIRMWARE_WORDS.matcher(firmware).replaceFirst(""),
                "",
                "");
    }

    private static String brand(Maker maker, String sysDescr, String deviceDescr, String model, Ieee1284Id id) {
        return first(Stream.of(Stream.of(
                maker.brand().equals("HP") ? "" : Brand.of(sysDescr),
                Brand.of(deviceDescr),
                Brand.of(model),
                maker.brand(),
                Brand.normal(id.manufacturer()))));
    }

    private static String group(Matcher matcher, boolean matches, String name) {
        if (!matches || !matcher.namedGroups().containsKey(name)) {
            return "";
        }
        String group = matcher.group(name);
        return group == null ? "" : group;
    }

    private static String first(Stream<Stream<String>> candidates) {
        return candidates.flatMap(s -> s).filter(s -> !s.isEmpty()).findFirst().orElse("");
    }

    /// Whether a text can be a serial: devices put fillers such as XXXXXXXXXX there after a reset.
    private static boolean isSerial(String text) {
        return PrinterKey.ofSerial("", text).isPresent();
    }
}
