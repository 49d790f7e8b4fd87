package io.printmaster.simulator.snmp;

import java.util.ArrayList;
import java.util.List;
import org.snmp4j.PDU;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/// GET, GETNEXT and GETBULK of SNMPv2c (RFC 3416, sections 4.2.1 to 4.2.3): what is missing gets an exception of its
/// own, the rest its values.
final class V2c {
    private V2c() {}

    static PDU get(PDU request, Mib objects) {
        List<VariableBinding> bindings = new ArrayList<>(request.size());
        for (VariableBinding asked : request.getAll()) {
            Variable value = objects.get(asked.getOid());
            bindings.add(new VariableBinding(asked.getOid(), value == null ? missing(asked.getOid(), objects) : value));
        }
        return Replies.of(request, bindings);
    }

    static PDU next(PDU request, Mib objects) {
        List<VariableBinding> bindings = new ArrayList<>(request.size());
        for (VariableBinding asked : request.getAll()) {
            bindings.add(next(asked.getOid(), objects));
        }
        return Replies.of(request, bindings);
    }

    /// Stops at `room` octets of bindings, and after a row that is all behind the end.
    static PDU bulk(PDU request, Mib objects, int room) {
        int single = Math.clamp(request.getNonRepeaters(), 0, request.size());
        List<VariableBinding> bindings = new ArrayList<>();
        List<OID> row = new ArrayList<>();
        int used = 0;
        for (int i = 0; i < request.size(); i++) {
            OID asked = request.get(i).getOid();
            if (i >= single) {
                row.add(asked);
                continue;
            }
            VariableBinding next = next(asked, objects);
            used += next.getBERLength();
            if (used > room && !bindings.isEmpty()) {
                return Replies.of(request, bindings);
            }
            bindings.add(next);
        }
        for (int turn = 0; turn < request.getMaxRepetitions() && !row.isEmpty(); turn++) {
            boolean ended = true;
            for (int column = 0; column < row.size(); column++) {
                VariableBinding next = next(row.get(column), objects);
                used += next.getBERLength();
                if (used > room && !bindings.isEmpty()) {
                    return Replies.of(request, bindings);
                }
                bindings.add(next);
                row.set(column, next.getOid());
                ended &= next.isException();
            }
            if (ended) {
                break;
            }
        }
        return Replies.of(request, bindings);
    }

    private static VariableBinding next(OID name, Mib objects) {
        VariableBinding next = objects.next(name);
        return next == null ? new VariableBinding(name, Null.endOfMibView) : next;
    }

    /// `noSuchInstance` when a neighbour shows that the device knows the object type: one instance arc, or the two of
    /// Printer-MIB tables, further up there is something.
    private static Null missing(OID name, Mib objects) {
        for (int arcs = 1; arcs <= 2 && name.size() > arcs + 8; arcs++) {
            OID type = new OID(name.getValue(), 0, name.size() - arcs);
            VariableBinding neighbour = objects.next(type);
            if (neighbour != null && neighbour.getOid().startsWith(type)) {
                return Null.noSuchInstance;
            }
        }
        return Null.noSuchObject;
    }
}
