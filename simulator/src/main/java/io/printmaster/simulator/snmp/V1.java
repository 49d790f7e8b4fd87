package io.printmaster.simulator.snmp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/// GET and GETNEXT of SNMPv1 (RFC 1157): one unknown name fails the whole request. It has no Counter64, so those
/// objects are not seen by GET and stepped over by GETNEXT (RFC 3584, section 4.2.2.1).
final class V1 {
    private V1() {}

    static PDU get(PDU request, Mib objects) {
        List<VariableBinding> bindings = new ArrayList<>(request.size());
        for (VariableBinding asked : request.getAll()) {
            Variable value = objects.get(asked.getOid());
            if (value == null || value instanceof Counter64) {
                return Replies.error(request, PDU.noSuchName, bindings.size() + 1);
            }
            bindings.add(new VariableBinding(asked.getOid(), value));
        }
        return Replies.of(request, bindings);
    }

    static PDU next(PDU request, Mib objects) {
        List<VariableBinding> bindings = new ArrayList<>(request.size());
        for (VariableBinding asked : request.getAll()) {
            VariableBinding next = next(asked.getOid(), objects);
            if (next == null) {
                return Replies.error(request, PDU.noSuchName, bindings.size() + 1);
            }
            bindings.add(next);
        }
        return Replies.of(request, bindings);
    }

    private static @Nullable VariableBinding next(OID name, Mib objects) {
        VariableBinding next = objects.next(name);
        while (next != null && next.getVariable() instanceof Counter64) {
            next = objects.next(next.getOid());
        }
        return next;
    }
}
