package io.printmaster.agent.snmp;

import io.printmaster.agent.snmp.SnmpOutcome.Answer;
import io.printmaster.agent.snmp.SnmpOutcome.Reason;
import io.printmaster.agent.snmp.SnmpOutcome.Refused;
import io.printmaster.agent.snmp.SnmpOutcome.Timeout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// A walk of several columns in step, by GETBULK where the device knows it, else by GETNEXT.
///
/// A column ends at the first name outside it, at a name that does not increase (some firmware runs in
/// circles), at the limits of rows and bytes, or at an error; the others go on.
final class ColumnWalk {
    private static final int MAX_COLUMNS = 7;
    private static final int MAX_REPETITIONS = 10;
    private static final int EXPECTED_BINDING_BYTES = 28;
    private static final int MESSAGE_BYTES = 60;

    private final SnmpSession session;
    private final SessionLimits limits;
    private final List<Column> open = new ArrayList<>();
    private final Map<Oid, NavigableMap<Oid, SnmpValue>> result = new LinkedHashMap<>();
    private int maxColumns = MAX_COLUMNS;
    private int maxRepetitions = MAX_REPETITIONS;

    private static final class Column {
        private final Oid name;
        private final NavigableMap<Oid, SnmpValue> rows = new TreeMap<>();
        private Oid at;
        private int bytes;

        private Column(Oid name) {
            this.name = name;
            this.at = name;
        }

        private int bytesPerBinding() {
            return rows.isEmpty() ? EXPECTED_BINDING_BYTES : Math.max(16, bytes / rows.size());
        }
    }

    ColumnWalk(SnmpSession session, List<Oid> columns, SessionLimits limits) {
        this.session = session;
        this.limits = limits;
        for (Oid name : columns) {
            Column column = new Column(name);
            open.add(column);
            result.put(name, column.rows);
        }
    }

    Map<Oid, NavigableMap<Oid, SnmpValue>> walk() throws SessionEnded, InterruptedException {
        while (!open.isEmpty() && !session.spent()) {
            List<Column> group = List.copyOf(open.subList(0, Math.min(open.size(), maxColumns)));
            List<Oid> at = group.stream().map(c -> c.at).toList();
            boolean bulk = session.bulk();
            int repetitions = bulk ? repetitions(group) : 1;
            SnmpRequest request = bulk ? new SnmpRequest.GetBulk(repetitions, at) : new SnmpRequest.GetNext(at);
            switch (session.ask(request)) {
                case Answer answer -> take(group, answer.bindings());
                case Timeout t when bulk -> session.noMoreBulk();
                case Timeout t -> throw session.silent();
                case Refused refused -> narrow(group, refused, bulk, repetitions);
            }
        }
        return result;
    }

    private int repetitions(List<Column> group) {
        int row = group.stream().mapToInt(Column::bytesPerBinding).sum();
        return Math.clamp((limits.maxReplyBytes() - MESSAGE_BYTES) / row, 1, maxRepetitions);
    }

    private void take(List<Column> group, List<VarBind> bindings) {
        if (bindings.isEmpty()) {
            open.removeAll(group);
            return;
        }
        for (int i = 0; i < bindings.size(); i++) {
            Column column = group.get(i % group.size());
            if (open.contains(column) && !advance(column, bindings.get(i))) {
                open.remove(column);
            }
        }
        // A reply cut short says nothing of the columns behind the cut; they stay open and come next.
        if (bindings.size() < group.size()) {
            maxColumns = Math.max(1, bindings.size());
        }
    }

    private boolean advance(Column column, VarBind binding) {
        boolean inside = binding.oid().startsWith(column.name) && binding.oid().size() > column.name.size();
        if (!inside || binding.value().isAbsent() || binding.oid().compareTo(column.at) <= 0) {
            return false;
        }
        column.at = binding.oid();
        column.rows.put(binding.oid().after(column.name.size()), binding.value());
        column.bytes += size(binding);
        return column.rows.size() < limits.maxRows();
    }

    private void narrow(List<Column> group, Refused refused, boolean bulk, int repetitions) {
        boolean pointsAtColumn = refused.index() >= 1 && refused.index() <= group.size();
        if (refused.reason() == Reason.TOO_BIG && repetitions > 1) {
            maxRepetitions = repetitions / 2;
        } else if (pointsAtColumn && refused.reason() != Reason.TOO_BIG) {
            open.remove(group.get(refused.index() - 1));
        } else if (group.size() > 1) {
            maxColumns = group.size() / 2;
        } else if (bulk) {
            session.noMoreBulk();
        } else {
            open.removeAll(group);
        }
    }

    /// About how many octets a variable takes on the wire.
    static int size(VarBind binding) {
        int size = 6;
        Oid oid = binding.oid();
        for (int i = 1; i < oid.size(); i++) {
            size += oid.arc(i) < 128 ? 1 : oid.arc(i) < 16_384 ? 2 : 5;
        }
        return size
                + switch (binding.value()) {
                    case SnmpValue.Octets octets -> octets.length();
                    case SnmpValue.ObjectId id -> id.oid().size();
                    case SnmpValue.Int i -> 2;
                    case SnmpValue.Unsigned u -> 4;
                    case SnmpValue.Ticks t -> 4;
                    case SnmpValue.IpAddr a -> 4;
                    case SnmpValue.Absent a -> 0;
                };
    }
}
