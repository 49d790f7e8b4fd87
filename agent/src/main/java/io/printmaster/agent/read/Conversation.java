package io.printmaster.agent.read;

import io.printmaster.agent.read.maker.Maker;
import io.printmaster.agent.snmp.Oid;
import io.printmaster.agent.snmp.SessionEnded;
import io.printmaster.agent.snmp.SnmpSession;
import io.printmaster.agent.snmp.SnmpValue;
import io.printmaster.model.MacAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/// Asks one device, in as few requests as it takes, and gathers what it answered. Not thread-safe.
final class Conversation {
    private static final List<Oid> SUPPLY_COLUMNS = List.of(
            Mib.SUPPLY_COLORANT,
            Mib.SUPPLY_CLASS,
            Mib.SUPPLY_TYPE,
            Mib.SUPPLY_DESCRIPTION,
            Mib.SUPPLY_UNIT,
            Mib.SUPPLY_MAX,
            Mib.SUPPLY_LEVEL);
    private static final List<Oid> INPUT_COLUMNS = List.of(
            Mib.INPUT_UNIT, Mib.INPUT_MAX, Mib.INPUT_LEVEL, Mib.INPUT_MEDIA, Mib.INPUT_NAME, Mib.INPUT_DESCRIPTION);
    private static final List<Oid> OTHER_COLUMNS = List.of(
            Mib.COLORANT_VALUE,
            Mib.MARKER_UNIT,
            Mib.MARKER_LIFE_COUNT,
            Mib.MARKER_COLORANTS,
            Mib.MEDIA_PATH_TYPE,
            Mib.CONSOLE_TEXT,
            Mib.ALERT_SEVERITY,
            Mib.ALERT_GROUP,
            Mib.ALERT_GROUP_INDEX,
            Mib.ALERT_CODE,
            Mib.ALERT_TEXT);

    private final SnmpSession session;
    private final Map<Oid, SnmpValue> values = new HashMap<>();
    private final Map<Oid, NavigableMap<Oid, SnmpValue>> walked = new HashMap<>();
    private final Oid addressRow;

    Conversation(SnmpSession session, InetAddress address) {
        this.session = session;
        this.addressRow = address instanceof Inet4Address ? arcs(address.getAddress()) : Oid.of();
    }

    private static Oid arcs(byte[] octets) {
        int[] arcs = new int[octets.length];
        for (int i = 0; i < arcs.length; i++) {
            arcs[i] = octets[i] & 0xFF;
        }
        return Oid.of(arcs);
    }

    /// System group, the first device row and the first printer row: enough for most printers to be
    /// known as such.
    void askWho() throws SessionEnded, InterruptedException {
        List<Oid> names = new ArrayList<>(List.of(
                Mib.SYS_DESCR, Mib.SYS_OBJECT_ID, Mib.SYS_UP_TIME, Mib.SYS_NAME, Mib.SYS_LOCATION, Mib.ENGINE_ID));
        names.add(Mib.HR_DEVICE_TYPE.child(1));
        names.add(Mib.HR_DEVICE_DESCR.child(1));
        names.addAll(printerRow(1));
        if (addressRow.size() > 0) {
            names.add(Mib.IP_AD_ENT_IF_INDEX.append(addressRow));
            names.add(Mib.IP_AD_ENT_NET_MASK.append(addressRow));
        }
        values.putAll(session.get(names));
    }

    /// What the device says of itself in the row of that hrDeviceIndex.
    void askPrinterRow(int device) throws SessionEnded, InterruptedException {
        values.putAll(session.get(printerRow(device)));
    }

    private static List<Oid> printerRow(int device) {
        return List.of(
                Mib.HR_DEVICE_STATUS.child(device),
                Mib.HR_PRINTER_STATUS.child(device),
                Mib.HR_PRINTER_ERRORS.child(device),
                Mib.GENERAL_LOCALIZATION.child(device),
                Mib.GENERAL_DEFAULT_MARKER.child(device),
                Mib.GENERAL_CONSOLE_LOCALIZATION.child(device),
                Mib.GENERAL_NAME.child(device),
                Mib.GENERAL_SERIAL.child(device));
    }

    void walkDevices() throws SessionEnded, InterruptedException {
        walked.putAll(session.columns(List.of(Mib.HR_DEVICE_TYPE, Mib.HR_DEVICE_DESCR)));
    }

    void walkSupplies() throws SessionEnded, InterruptedException {
        walked.putAll(session.columns(SUPPLY_COLUMNS));
    }

    /// Trays, markers, alerts and the like, and the maker's own tables.
    void walkTheRest(Maker maker) throws SessionEnded, InterruptedException {
        walked.putAll(session.columns(INPUT_COLUMNS));
        List<Oid> others = new ArrayList<>(OTHER_COLUMNS);
        // Together with them the interfaces mostly cost no request of their own.
        others.addAll(HardwareAddress.COLUMNS);
        others.addAll(maker.columns());
        walked.putAll(session.columns(others));
    }

    /// The maker's own objects, the charsets that the device declares, and the owner of the address.
    void askPrivate(Maker maker, int device) throws SessionEnded, InterruptedException {
        List<Oid> names = new ArrayList<>(maker.scalars());
        names.addAll(Identities.DEVICE_IDS);
        charsetCell(Mib.GENERAL_LOCALIZATION, device).ifPresent(names::add);
        charsetCell(Mib.GENERAL_CONSOLE_LOCALIZATION, device)
                .filter(cell -> !names.contains(cell))
                .ifPresent(names::add);
        ownInterface().ifPresent(names::add);
        values.putAll(session.get(names));
    }

    /// The interface that owns the polled address, else the first that is one of the device's own.
    Optional<MacAddress> hardwareAddress() {
        return ownInterface()
                .flatMap(cell -> HardwareAddress.ofInterface(facts(), cell))
                .or(() -> HardwareAddress.ofTable(columns(0)))
                .or(() -> HardwareAddress.ofEngine(facts().octets(Mib.ENGINE_ID)));
    }

    /// Every hardware address of the device: a printer with LAN and WLAN has two.
    List<MacAddress> hardwareAddresses() {
        return HardwareAddress.all(columns(0));
    }

    /// Whether the polled address is a WLAN's.
    boolean isWireless() {
        var index = facts().number(Mib.IP_AD_ENT_IF_INDEX.append(addressRow));
        return index.isPresent()
                && index.getAsLong() > 0
                && HardwareAddress.isWireless(columns(0), Oid.of((int) index.getAsLong()));
    }

    /// How long ago the device's agent started (sysUpTime wraps after 497 days).
    Optional<Duration> upTime() {
        var ticks = facts().number(Mib.SYS_UP_TIME);
        return ticks.isPresent() && ticks.getAsLong() >= 0
                ? Optional.of(Duration.ofMillis(ticks.getAsLong() * 10))
                : Optional.empty();
    }

    private Optional<Oid> ownInterface() {
        var index = facts().number(Mib.IP_AD_ENT_IF_INDEX.append(addressRow));
        return index.isPresent() && index.getAsLong() > 0
                ? Optional.of(Mib.IF_PHYS_ADDRESS.child((int) index.getAsLong()))
                : Optional.empty();
    }

    String subnetMask() {
        return values.get(Mib.IP_AD_ENT_NET_MASK.append(addressRow)) instanceof SnmpValue.IpAddr(String mask)
                ? mask
                : "";
    }

    private Optional<Oid> charsetCell(Oid localization, int device) {
        var row = facts().number(localization.child(device));
        return row.isPresent() && row.getAsLong() > 0
                ? Optional.of(Mib.LOCALIZATION_CHARSET.child(device, (int) row.getAsLong()))
                : Optional.empty();
    }

    /// IANA MIBenum that the device declares through this object of prtGeneral; 0 if none.
    int charset(Oid localization, int device) {
        return charsetCell(localization, device)
                .map(cell -> (int) facts().number(cell).orElse(0))
                .orElse(0);
    }

    Facts facts() {
        return new Facts(values);
    }

    Columns columns(int charset) {
        return new Columns(walked, charset);
    }

    int answers() {
        return session.answers();
    }
}
