package io.printmaster.agent.read;

import io.printmaster.agent.read.maker.Answers;
import io.printmaster.agent.snmp.Oid;
import io.printmaster.agent.snmp.SnmpValue;
import io.printmaster.model.MacAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// What a device has answered so far: single values and walked columns. Not thread-safe.
final class DeviceAnswers {
    private final Map<Oid, SnmpValue> values = new HashMap<>();
    private final Map<Oid, NavigableMap<Oid, SnmpValue>> walked = new HashMap<>();
    private final Oid addressRow;

    /// @param address at which the device is asked; leads to the interface that owns it
    DeviceAnswers(InetAddress address) {
        this.addressRow = address instanceof Inet4Address ? arcs(address.getAddress()) : Oid.of();
    }

    private static Oid arcs(byte[] octets) {
        int[] arcs = new int[octets.length];
        for (int i = 0; i < arcs.length; i++) {
            arcs[i] = octets[i] & 0xFF;
        }
        return Oid.of(arcs);
    }

    void add(Map<Oid, SnmpValue> more) {
        values.putAll(more);
    }

    void addColumns(Map<Oid, NavigableMap<Oid, SnmpValue>> more) {
        walked.putAll(more);
    }

    /// Cells of columns that are not walked, put where walked ones are.
    void addCells(List<Oid> columns, Map<Oid, SnmpValue> cells) {
        for (Oid column : columns) {
            NavigableMap<Oid, SnmpValue> rows = walked.computeIfAbsent(column, c -> new TreeMap<>());
            cells.forEach((oid, value) -> {
                if (oid.startsWith(column)) {
                    rows.put(oid.after(column.size()), value);
                }
            });
        }
    }

    /// As the makers' facts take them, texts in the charset that the device declares.
    Answers forMaker(int charset) {
        return new Answers(values, walked, octets -> PrinterText.of(octets, charset));
    }

    void add(Packed packed) {
        packed.into(values, walked);
    }

    Map<Oid, SnmpValue> values() {
        return values;
    }

    Map<Oid, NavigableMap<Oid, SnmpValue>> walked() {
        return walked;
    }

    Facts facts() {
        return new Facts(values);
    }

    /// @param charset IANA MIBenum in which texts are read that do not show their own
    Columns columns(int charset) {
        return new Columns(walked, charset);
    }

    /// ipAdEntAddr's row of the address, empty for IPv6.
    Oid addressRow() {
        return addressRow;
    }

    /// The cell with the hardware address of the interface that owns the address.
    Optional<Oid> ownInterface() {
        return ownInterfaceIndex().map(Mib.IF_PHYS_ADDRESS::child);
    }

    private Optional<Integer> ownInterfaceIndex() {
        var index = facts().number(Mib.IP_AD_ENT_IF_INDEX.append(addressRow));
        return index.isPresent() && index.getAsLong() > 0 ? Optional.of((int) index.getAsLong()) : Optional.empty();
    }

    /// The hardware address by which the device may be known, if it tells one.
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
        return ownInterfaceIndex()
                .filter(index -> HardwareAddress.isWireless(columns(0), Oid.of(index)))
                .isPresent();
    }

    /// How long ago the device's agent started (sysUpTime wraps after 497 days).
    Optional<Duration> upTime() {
        var ticks = facts().number(Mib.SYS_UP_TIME);
        return ticks.isPresent() && ticks.getAsLong() >= 0
                ? Optional.of(Duration.ofMillis(ticks.getAsLong() * 10))
                : Optional.empty();
    }

    String subnetMask() {
        return values.get(Mib.IP_AD_ENT_NET_MASK.append(addressRow)) instanceof SnmpValue.IpAddr(String mask)
                ? mask
                : "";
    }

    /// The row of prtLocalizationTable that this object of prtGeneral names.
    Optional<Oid> localization(Oid localization, int device) {
        var row = facts().number(localization.child(device));
        return row.isPresent() && row.getAsLong() > 0
                ? Optional.of(Oid.of(device, (int) row.getAsLong()))
                : Optional.empty();
    }

    /// IANA MIBenum of the charset for texts of that localisation: the declared one, else the usual one of
    /// the declared country; 0 if neither is known.
    int charset(Oid localization, int device) {
        return localization(localization, device)
                .map(row -> PrinterText.charset(
                        (int) facts().number(Mib.LOCALIZATION_CHARSET.append(row))
                                .orElse(0),
                        facts().text(Mib.LOCALIZATION_COUNTRY.append(row))))
                .orElse(0);
    }
}
