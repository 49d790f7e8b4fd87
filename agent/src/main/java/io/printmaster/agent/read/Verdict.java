package io.printmaster.agent.read;

import io.printmaster.agent.read.maker.Maker;
import io.printmaster.agent.snmp.Oid;
import io.printmaster.agent.snmp.SnmpValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether a device is a printer. In this order: a device row of type printer (but for hosts that list
/// their queues so); any row of the Printer-MIB; for makers of label printers without either, the
/// maker's own words, provided that the device does not list other kinds of devices instead. Pure.
final class Verdict {
    private static final List<Oid> HOSTS =
            List.of(Oid.parse("1.3.6.1.4.1.311.1.1.3"), Oid.parse("1.3.6.1.4.1.8072.3.2"));

    private Verdict() {}

    /// The hrDeviceIndex of the printer's row, if there is one.
    static Optional<Integer> printerRow(Columns devices) {
        for (Map.Entry<Oid, SnmpValue> row : devices.column(Mib.HR_DEVICE_TYPE).entrySet()) {
            if (row.getValue() instanceof SnmpValue.ObjectId(Oid type)
                    && type.equals(Mib.TYPE_PRINTER)
                    && row.getKey().size() == 1) {
                return Optional.of((int) row.getKey().arc(0));
            }
        }
        return Optional.empty();
    }

    /// The hrDeviceIndex that the Printer-MIB's tables use, for devices without hrDeviceTable.
    static Optional<Integer> tableDevice(Columns columns) {
        return columns.rows(Mib.SUPPLY_LEVEL, Mib.SUPPLY_DESCRIPTION, Mib.INPUT_LEVEL, Mib.MARKER_LIFE_COUNT).stream()
                .filter(row -> row.size() > 1)
                .map(row -> (int) row.arc(0))
                .findFirst();
    }

    /// Windows and net-snmp hosts list print queues as devices of type printer.
    static boolean isHost(Facts facts) {
        return facts.values().get(Mib.SYS_OBJECT_ID) instanceof SnmpValue.ObjectId(Oid id)
                && HOSTS.stream().anyMatch(id::startsWith);
    }

    /// Whether the maker's own words name a printer.
    static boolean makerSaysPrinter(Optional<Maker> maker, Facts facts) {
        return maker.isPresent()
                && (namesModel(maker.get(), facts.text(Mib.SYS_DESCR))
                        || maker.get().model().stream()
                                .anyMatch(oid -> !facts.known(oid).isEmpty()));
    }

    private static boolean namesModel(Maker maker, String sysDescr) {
        var matcher = maker.sysDescr().matcher(sysDescr);
        return matcher.matches() && matcher.namedGroups().containsKey("model");
    }
}
