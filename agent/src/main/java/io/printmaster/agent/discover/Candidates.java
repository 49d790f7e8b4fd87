package io.printmaster.agent.discover;

import io.printmaster.agent.snmp.EngineId;
import io.printmaster.agent.snmp.Oid;
import io.printmaster.agent.snmp.SnmpOutcome;
import io.printmaster.agent.snmp.SnmpValue;
import io.printmaster.agent.snmp.VarBind;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the first answer of a device says. Only what can be no printer is left out here; the reader
/// decides. Pure.
final class Candidates {
    static final Oid SYS_DESCR = Oid.parse("1.3.6.1.2.1.1.1.0");
    static final Oid SYS_OBJECT_ID = Oid.parse("1.3.6.1.2.1.1.2.0");
    static final Oid HR_DEVICE_TYPE = Oid.parse("1.3.6.1.2.1.25.3.2.1.2.1");
    static final List<Oid> PROBE = List.of(SYS_DESCR, SYS_OBJECT_ID, HR_DEVICE_TYPE);

    private static final Oid PRINTER = Oid.parse("1.3.6.1.2.1.25.3.1.5");

    /// Makers of network gear, power supplies and servers that make no printers: Cisco, Windows, APC,
    /// VMware, Juniper, MikroTik, Fortinet, Synology, Ubiquiti, Arista.
    private static final List<Oid> NEVER_PRINTERS = List.of(
            enterprise(9),
            enterprise(311),
            enterprise(318),
            enterprise(6876),
            enterprise(2636),
            enterprise(14988),
            enterprise(12356),
            enterprise(6574),
            enterprise(41112),
            enterprise(30065));

    private Candidates() {}

    private static Oid enterprise(int number) {
        return Oid.of(1, 3, 6, 1, 4, 1, number);
    }

    static boolean mayBePrinter(SnmpOutcome.Answer answer) {
        Oid family = null;
        for (VarBind binding : answer.bindings()) {
            if (binding.value() instanceof SnmpValue.ObjectId(Oid id)) {
                if (binding.oid().equals(HR_DEVICE_TYPE) && id.equals(PRINTER)) {
                    return true;
                }
                if (binding.oid().equals(SYS_OBJECT_ID)) {
                    family = id;
                }
            }
        }
        Oid told = family;
        return told == null || NEVER_PRINTERS.stream().noneMatch(told::startsWith);
    }

    /// Whether the maker of an SNMP agent makes printers, or may do so.
    static boolean mayBePrinter(EngineId engine) {
        return !NEVER_PRINTERS.contains(enterprise(engine.enterprise()));
    }

    /// `sysDescr` and `sysObjectID`, where told.
    static Map<String, String> hints(SnmpOutcome.Answer answer) {
        Map<String, String> hints = new HashMap<>();
        for (VarBind binding : answer.bindings()) {
            if (binding.oid().equals(SYS_DESCR) && binding.value() instanceof SnmpValue.Octets octets) {
                hints.put("sysDescr", new String(octets.bytes(), StandardCharsets.UTF_8).strip());
            } else if (binding.oid().equals(SYS_OBJECT_ID) && binding.value() instanceof SnmpValue.ObjectId(Oid id)) {
                hints.put("sysObjectID", id.toString());
            }
        }
        return hints;
    }
}
