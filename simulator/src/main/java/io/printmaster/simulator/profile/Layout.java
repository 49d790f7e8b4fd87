package io.printmaster.simulator.profile;

import io.printmaster.simulator.snmp.Names;
import java.net.Inet4Address;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/// The objects of one profile with their cells, shared by all its printers. Built once, then only read.
final class Layout {
    /// The arcs that stand for the printer's own IPv4 address in the names of ipAddrTable.
    static final String OWN_ADDRESS = ".0.0.0.0";

    private static final OID IP_ADDR_ENTRY = new OID("1.3.6.1.2.1.4.20.1");

    private final SortedMap<OID, Cell> rows = new TreeMap<>();

    void put(String name, Cell cell) {
        if (rows.put(new OID(name), cell) != null) {
            throw new IllegalStateException("two values for " + name);
        }
    }

    void constant(String name, Variable value) {
        put(name, (plate, now) -> value);
    }

    void number(String name, int value) {
        constant(name, new Integer32(value));
    }

    void text(String name, String value) {
        constant(name, octets(value));
    }

    static OctetString octets(String text) {
        return new OctetString(text.getBytes(StandardCharsets.UTF_8));
    }

    /// A Counter32, which wraps.
    static Counter32 counter(long value) {
        return new Counter32(value & 0xFFFF_FFFFL);
    }

    Names names() {
        return new Names(rows.keySet().toArray(OID[]::new));
    }

    Cell[] cells() {
        return rows.values().toArray(Cell[]::new);
    }

    /// The names as the printer at this address has them. There is one row in each column of ipAddrTable, so the order
    /// stays.
    static Names namesFor(Names shared, Nameplate plate) {
        if (!(plate.address() instanceof Inet4Address address)) {
            return shared;
        }
        byte[] octet = address.getAddress();
        return shared.renamed(name -> {
            if (!name.startsWith(IP_ADDR_ENTRY)) {
                return name;
            }
            int[] arcs = name.toIntArray();
            for (int i = 0; i < 4; i++) {
                arcs[arcs.length - 4 + i] = octet[i] & 0xFF;
            }
            return new OID(arcs);
        });
    }
}
