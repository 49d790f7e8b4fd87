package io.printmaster.simulator.profile;

import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.Variable;

/// The value of one object as a function of whose printer it is and what state it is in.
@FunctionalInterface
interface Cell {
    /// Null when the object is not there at this moment, like an alert that has ended.
    @Nullable
    Variable value(Nameplate plate, Moment now);
}
