package io.printmaster.agent.snmp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// One GETBULK over as many open columns as fill an answer, those of like length together.
final class BulkStep {
    private static final int MESSAGE_BYTES = 60;
    /// A sixth of an answer is worth asking a column twice.
    private static final int SLACK = 6;

    private final List<Columns.Column> group = new ArrayList<>();
    private final int repetitions;

    BulkStep(Columns columns, int maxVariables, int maxReplyBytes) {
        List<Columns.Column> longestFirst = columns.open().stream()
                .sorted(Comparator.comparingInt(Columns.Column::remaining).reversed())
                .toList();
        int room = maxReplyBytes - MESSAGE_BYTES;
        int first = longestFirst.getFirst().bytesPerRow();
        int most = Math.max(1, Math.min(maxVariables, room / first));
        int rows = filling(Math.clamp(longestFirst.getFirst().remaining(), 1, most), maxVariables);
        int rowBytes = 0;
        for (Columns.Column column : longestFirst) {
            boolean fits =
                    (group.size() + 1) * rows <= maxVariables && (rowBytes + column.bytesPerRow()) * rows <= room;
            if (group.isEmpty() || fits) {
                group.add(column);
                rowBytes += column.bytesPerRow();
            }
        }
        this.repetitions = rows;
    }

    /// As many rows as wanted, or fewer where that fills a small answer better.
    private static int filling(int wanted, int maxVariables) {
        int best = wanted;
        for (int rows = wanted - 1; rows > 1; rows--) {
            int used = maxVariables / rows * rows;
            if (used > maxVariables / best * best + maxVariables / SLACK) {
                best = rows;
            }
        }
        return best;
    }

    SnmpRequest request() {
        return new SnmpRequest.GetBulk(
                repetitions, group.stream().map(Columns.Column::at).toList());
    }

    int variables() {
        return repetitions * group.size();
    }

    /// Takes the rows out of the answer.
    ///
    /// @return whether it is one that GETBULK may give: not empty, and always going up
    boolean take(List<VarBind> bindings) {
        for (int i = 0; i < bindings.size(); i++) {
            Columns.Column column = group.get(i % group.size());
            VarBind binding = bindings.get(i);
            if (!column.isOpen()) {
                continue;
            }
            boolean isEnd = binding.value().isAbsent();
            if (!isEnd && binding.oid().compareTo(column.at()) <= 0) {
                return false;
            }
            if (isEnd || !column.holds(binding.oid())) {
                column.end();
            } else {
                column.add(binding);
            }
        }
        return !bindings.isEmpty();
    }
}
