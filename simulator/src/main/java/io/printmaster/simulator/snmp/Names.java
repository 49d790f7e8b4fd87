package io.printmaster.simulator.snmp;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.snmp4j.smi.OID;

/// Object names in ascending order, each once. Immutable; any thread.
public final class Names {
    private final OID[] sorted;

    /// @throws IllegalArgumentException when the names are not strictly ascending
    public Names(OID[] sorted) {
        this.sorted = sorted.clone();
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i - 1].compareTo(sorted[i]) >= 0) {
                throw new IllegalArgumentException("names out of order: " + sorted[i - 1] + " before " + sorted[i]);
            }
        }
    }

    /// How many there are.
    public int size() {
        return sorted.length;
    }

    /// The name in place `index`, from 0.
    public OID at(int index) {
        return sorted[index];
    }

    /// The place of `name`, or -1.
    public int find(OID name) {
        int place = Arrays.binarySearch(sorted, name);
        return place < 0 ? -1 : place;
    }

    /// The place of the first name behind `name`; [#size] when there is none.
    public int after(OID name) {
        int place = Arrays.binarySearch(sorted, name);
        return place < 0 ? -place - 1 : place + 1;
    }

    /// The same places with other names, which must keep the order.
    public Names renamed(UnaryOperator<OID> change) {
        OID[] changed = new OID[sorted.length];
        Arrays.setAll(changed, i -> change.apply(sorted[i]));
        return new Names(changed);
    }
}
