package io.printmaster.agent.read;

import io.printmaster.agent.read.maker.Maker;
import io.printmaster.agent.snmp.Oid;
import io.printmaster.agent.snmp.SessionEnded;
import io.printmaster.agent.snmp.SnmpSession;
import io.printmaster.agent.snmp.SnmpValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Asks one device for everything, in as few requests as it takes. Not thread-safe.
final class Conversation {
    private final SnmpSession session;
    private final DeviceAnswers answers;

    Conversation(SnmpSession session, DeviceAnswers answers) {
        this.session = session;
        this.answers = answers;
    }

    /// System group, the first device row and the first printer row: enough for most printers to be
    /// known as such.
    void askWho() throws SessionEnded, InterruptedException {
        List<Oid> names = new ArrayList<>(List.of(
                Mib.SYS_DESCR, Mib.SYS_OBJECT_ID, Mib.SYS_UP_TIME, Mib.SYS_NAME, Mib.SYS_LOCATION, Mib.ENGINE_ID));
        names.add(Mib.HR_DEVICE_TYPE.child(1));
        names.add(Mib.HR_DEVICE_DESCR.child(1));
        names.addAll(printerRow(1));
        if (answers.addressRow().size() > 0) {
            names.add(Mib.IP_AD_ENT_IF_INDEX.append(answers.addressRow()));
            names.add(Mib.IP_AD_ENT_NET_MASK.append(answers.addressRow()));
        }
        answers.add(session.get(names));
    }

    /// What the device says of itself in the row of that hrDeviceIndex.
    void askPrinterRow(int device) throws SessionEnded, InterruptedException {
        answers.add(session.get(printerRow(device)));
    }

    private static List<Oid> printerRow(int device) {
        return List.of(
                Mib.HR_DEVICE_STATUS.child(device),
                Mib.HR_PRINTER_STATUS.child(device),
                Mib.HR_PRINTER_ERRORS.child(device),
                Mib.GENERAL_CONFIG_CHANGES.child(device),
                Mib.GENERAL_LOCALIZATION.child(device),
                Mib.GENERAL_DEFAULT_MARKER.child(device),
                Mib.GENERAL_CONSOLE_LOCALIZATION.child(device),
                Mib.GENERAL_NAME.child(device),
                Mib.GENERAL_SERIAL.child(device));
    }

    void walkDevices() throws SessionEnded, InterruptedException {
        answers.addColumns(session.columns(List.of(Mib.HR_DEVICE_TYPE, Mib.HR_DEVICE_DESCR)));
    }

    void walkSupplies() throws SessionEnded, InterruptedException {
        walk(Tables.SUPPLIES);
    }

    /// Every table of the standard that has not been walked yet, and the maker's own.
    void walkTheRest(Maker maker) throws SessionEnded, InterruptedException {
        walk(Stream.of(Tables.SUPPLIES, Tables.THE_REST, maker.columns())
                .flatMap(List::stream)
                .distinct()
                .filter(column -> !answers.walked().containsKey(column))
                .toList());
        Map<Oid, SnmpValue> cells = session.get(maker.cells(answers.forMaker(0)));
        answers.add(cells);
        answers.addCells(maker.cellColumns(), cells);
        if (!answers.columns(0).rows(Mib.FINISHER_SUPPLY_LEVEL).isEmpty()) {
            walk(Tables.FINISHER_SUPPLIES);
        }
    }

    private void walk(List<Oid> columns) throws SessionEnded, InterruptedException {
        answers.addColumns(session.columns(columns, Tables.USUAL_ROWS, Tables::maxRows));
    }

    /// The maker's own objects, the charsets that the device declares, and the owner of the address.
    void askPrivate(Maker maker, int device) throws SessionEnded, InterruptedException {
        List<Oid> names = new ArrayList<>(maker.scalars());
        names.addAll(Identities.DEVICE_IDS);
        for (Oid localization : List.of(Mib.GENERAL_LOCALIZATION, Mib.GENERAL_CONSOLE_LOCALIZATION)) {
            answers.localization(localization, device).ifPresent(row -> {
                names.add(Mib.LOCALIZATION_CHARSET.append(row));
                names.add(Mib.LOCALIZATION_COUNTRY.append(row));
            });
        }
        answers.ownInterface().ifPresent(names::add);
        answers.add(session.get(names));
    }
}
