package io.printmaster.agent.read;

import io.printmaster.agent.read.maker.Answers;
import io.printmaster.agent.read.maker.Maker;
import io.printmaster.agent.snmp.Oid;
import io.printmaster.model.Alert;
import io.printmaster.model.Condition;
import io.printmaster.model.DetectedError;
import io.printmaster.model.Identity;
import io.printmaster.model.Inventory;
import io.printmaster.model.MacAddress;
import io.printmaster.model.Meters;
import io.printmaster.model.Network;
import io.printmaster.model.Provenance;
import io.printmaster.model.Sighting;
import io.printmaster.model.Tray;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Makes a reading of what a device answered. Asks nothing.
final class Assembly {
    private final DeviceAnswers device;
    private final Maker maker;
    private final int index;

    /// @param index hrDeviceIndex of the printer
    Assembly(DeviceAnswers device, Maker maker, int index) {
        this.device = device;
        this.maker = maker;
        this.index = index;
    }

    UnkeyedReading reading(Sighting sighting, Instant at) {
        Facts facts = device.facts();
        Columns columns = device.columns(device.charset(Mib.GENERAL_LOCALIZATION, index));
        Set<DetectedError> errors = Conditions.errors(facts.octets(Mib.HR_PRINTER_ERRORS.child(index)));
        List<Alert> alerts = Conditions.alerts(columns);
        List<Tray> trays = Trays.of(columns, alerts);
        Condition condition = new Condition(
                Conditions.status(
                        facts.number(Mib.HR_DEVICE_STATUS.child(index)),
                        facts.number(Mib.HR_PRINTER_STATUS.child(index)),
                        Conditions.withoutSparePaper(errors, facts.number(Mib.HR_DEVICE_STATUS.child(index)), trays)),
                errors,
                alerts,
                console(columns));
        Identity identity = Identities.of(
                maker, facts, deviceDescr(columns), facts.known(Mib.GENERAL_SERIAL.child(index)), firmware(columns));
        Network network = new Network(
                sighting.address().getHostAddress(),
                facts.text(Mib.SYS_NAME),
                device.hardwareAddress().map(MacAddress::value).orElse(""),
                device.subnetMask(),
                "",
                "",
                device.hardwareAddresses().stream().map(MacAddress::value).toList(),
                device.isWireless());
        Provenance provenance = new Provenance(
                "network",
                "snmp",
                sighting.door().name().toLowerCase(Locale.ROOT),
                at,
                at,
                facts.text(Mib.SYS_LOCATION),
                facts.text(Mib.SYS_DESCR));
        Answers answers = device.forMaker(columns.charset());
        Meters meters = Counters.of(
                columns,
                index,
                facts.number(Mib.GENERAL_DEFAULT_MARKER.child(index)).orElse(1),
                maker,
                answers);
        Inventory inventory = new Inventory(
                new LowSupplies(errors, alerts, condition.consoleText(), columns)
                        .in(maker.supplies(Supplies.of(columns), answers)),
                trays,
                Abilities.of(columns));
        return new UnkeyedReading(identity, network, condition, inventory, provenance, meters, at, device.upTime());
    }

    private String deviceDescr(Columns columns) {
        String walked = columns.text(Mib.HR_DEVICE_DESCR, Oid.of(index));
        return walked.isEmpty() ? device.facts().text(Mib.HR_DEVICE_DESCR.child(index)) : walked;
    }

    private String console(Columns columns) {
        int charset = device.charset(Mib.GENERAL_CONSOLE_LOCALIZATION, index);
        return columns.rows(Mib.CONSOLE_TEXT).stream()
                .map(row -> columns.text(Mib.CONSOLE_TEXT, row, charset))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /// Firmware out of the maker's table of names and values, by the first name that counts.
    private String firmware(Columns columns) {
        return maker.namedFirmware().map(table -> firmware(columns, table)).orElse("");
    }

    private static String firmware(Columns columns, Maker.NamedFirmware table) {
        for (String name : table.names()) {
            for (Oid row : columns.rows(table.name().oid())) {
                String value = columns.text(table.value().oid(), row);
                if (columns.text(table.name().oid(), row).equals(name) && !value.isEmpty()) {
                    return value;
                }
            }
        }
        return "";
    }
}
