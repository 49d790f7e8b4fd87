package io.printmaster.simulator.snmp;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/// What a test or a user changed on a device: objects put over the device's own, added to them, or taken away. Any
/// thread may change while another reads.
public final class Changes {
    private final ConcurrentNavigableMap<OID, Optional<Variable>> changed = new ConcurrentSkipListMap<>();

    /// From now on `name` has this value, whether the device knew it or not.
    public void put(OID name, Variable value) {
        changed.put(name, Optional.of(value));
    }

    /// From now on there is no object `name`.
    public void remove(OID name) {
        changed.put(name, Optional.empty());
    }

    /// Forgets every change.
    public void clear() {
        changed.clear();
    }

    /// `beneath` with the changes over it.
    public Mib over(Mib beneath) {
        return changed.isEmpty() ? beneath : new Changed(beneath, changed);
    }

    private record Changed(Mib beneath, ConcurrentNavigableMap<OID, Optional<Variable>> changed) implements Mib {

        @Override
        public @Nullable Variable get(OID name) {
            Optional<Variable> change = changed.get(name);
            return change == null ? beneath.get(name) : change.orElse(null);
        }

        @Override
        public @Nullable VariableBinding next(OID name) {
            OID from = name;
            while (true) {
                VariableBinding own = beneath.next(from);
                Map.Entry<OID, Optional<Variable>> change = changed.higherEntry(from);
                if (change == null || (own != null && own.getOid().compareTo(change.getKey()) < 0)) {
                    return own;
                }
                if (change.getValue().isPresent()) {
                    return new VariableBinding(
                            change.getKey(), change.getValue().get());
                }
                from = change.getKey();
            }
        }
    }
}
