package io.printmaster.simulator.snmp;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/// Objects whose values never change, as in a recording. Immutable; any thread.
public final class FixedMib implements Mib {
    private final Names names;
    private final Variable[] values;

    /// Takes a copy of the objects.
    public FixedMib(SortedMap<OID, Variable> objects) {
        this.names = new Names(objects.keySet().toArray(OID[]::new));
        this.values = objects.values().toArray(Variable[]::new);
    }

    @Override
    public @Nullable Variable get(OID name) {
        int place = names.find(name);
        return place < 0 ? null : values[place];
    }

    @Override
    public @Nullable VariableBinding next(OID name) {
        int place = names.after(name);
        return place == names.size() ? null : new VariableBinding(names.at(place), values[place]);
    }
}
