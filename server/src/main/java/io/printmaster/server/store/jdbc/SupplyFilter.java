package io.printmaster.server.store.jdbc;

import io.printmaster.model.FillState;
import io.printmaster.server.store.Scope;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// The conditions of scope and states on rows of device_supplies.
record SupplyFilter(Scope scope, Set<FillState> states) {

    /// As columns, which an index may begin with.
    Conditions lookUp(Conditions which) {
        if (scope instanceof Scope.Only(var tenant)) {
            which.add("s.tenant_id = ?", tenant.value());
        }
        return states.isEmpty() ? which : which.in("s.state", words());
    }

    /// As expressions, so that they lead to no index.
    Conditions compare(Conditions which) {
        which.within(scope, "s.tenant_id");
        return states.isEmpty() ? which : which.in("s.state || ''", words());
    }

    /// For a way along the order. The urgency leads its index; the state alone would read every row of a large fleet.
    Conditions along(Conditions which) {
        if (!states.isEmpty()) {
            which.add("s.urgency >= ?", urgency().min().orElse(0));
            which.add("s.urgency <= ?", urgency().max().orElse(0));
        }
        return compare(which);
    }

    private IntStream urgency() {
        return states.stream().mapToInt(DeviceSupplies::urgency);
    }

    private List<String> words() {
        return states.stream().map(FillState::word).sorted().toList();
    }
}
