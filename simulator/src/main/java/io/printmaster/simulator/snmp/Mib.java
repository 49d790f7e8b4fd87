package io.printmaster.simulator.snmp;

import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/// The objects of one device, in the order of their names. An instance shows one moment: all that is asked of it fits
/// together.
public interface Mib {

    /// The value under exactly this name; null when there is none.
    @Nullable
    Variable get(OID name);

    /// The first object behind `name`, which need not exist itself; null behind the last one.
    @Nullable
    VariableBinding next(OID name);

    /// What the device shows now.
    @FunctionalInterface
    interface Source {
        /// The objects at this moment.
        Mib now();
    }
}
