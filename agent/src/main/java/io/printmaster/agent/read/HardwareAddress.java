package io.printmaster.agent.read;

import io.printmaster.agent.snmp.EngineId;
import io.printmaster.agent.snmp.Oid;
import io.printmaster.agent.snmp.SnmpValue;
import io.printmaster.model.MacAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The hardware addresses by which a device may be known. Pure.
final class HardwareAddress {
    static final List<Oid> COLUMNS = List.of(Mib.IF_TYPE, Mib.IF_PHYS_ADDRESS, Mib.IF_OPER_STATUS);

    /// IANAifType.
    private static final int ETHERNET = 6;

    private static final int LOOPBACK = 24;
    private static final int WIRELESS = 71;

    private HardwareAddress() {}

    /// The address of the interface that owns the polled IP address, if it identifies a device.
    static Optional<MacAddress> ofInterface(Facts facts, Oid cell) {
        return MacAddress.of(facts.octets(cell)).filter(MacAddress::identifies);
    }

    /// Where the polled address is none of the device's (address translation): its first real network
    /// interface, one that is up before one that is not. Wi-Fi Direct and loopback rows do not count.
    static Optional<MacAddress> ofTable(Columns interfaces) {
        return interfaces.rows(Mib.IF_PHYS_ADDRESS).stream()
                .filter(row -> interfaces.number(Mib.IF_TYPE, row, ETHERNET) != LOOPBACK)
                .sorted(Comparator.comparingLong(row -> interfaces.number(Mib.IF_OPER_STATUS, row, 2)))
                .flatMap(row -> mac(interfaces.column(Mib.IF_PHYS_ADDRESS).get(row)).stream())
                .findFirst();
    }

    /// The addresses of all network interfaces that identify the device.
    static List<MacAddress> all(Columns interfaces) {
        return interfaces.rows(Mib.IF_PHYS_ADDRESS).stream()
                .filter(row -> interfaces.number(Mib.IF_TYPE, row, ETHERNET) != LOOPBACK)
                .flatMap(row -> mac(interfaces.column(Mib.IF_PHYS_ADDRESS).get(row)).stream())
                .distinct()
                .toList();
    }

    static boolean isWireless(Columns interfaces, Oid row) {
        return interfaces.number(Mib.IF_TYPE, row, ETHERNET) == WIRELESS;
    }

    private static Optional<MacAddress> mac(@Nullable SnmpValue value) {
        return value instanceof SnmpValue.Octets octets
                ? MacAddress.of(octets.bytes()).filter(MacAddress::identifies)
                : Optional.empty();
    }

    /// The address inside an SNMP engine id, where the engine is named by it (RFC 3411).
    static Optional<MacAddress> ofEngine(byte[] engineId) {
        return EngineId.of(engineId)
                .flatMap(EngineId::mac)
                .flatMap(MacAddress::of)
                .filter(MacAddress::identifies);
    }
}
