package io.printmaster.agent.snmp;

import java.util.ArrayList;
import java.util.List;

/// One GETNEXT with many names, for devices without GETBULK. Each column is asked from where it stands and, beyond,
/// from where its next rows likely are: from the rows of a column of the same table, else from the row numbers that
/// follow. A wrong guess costs a place in the request, never a row, because an answer only counts from a place up
/// to which the column is known.
final class NextStep {
    private final Columns columns;
    private final List<Probe> probes = new ArrayList<>();

    private record Probe(Columns.Column column, Oid from) {}

    NextStep(Columns columns, int maxVariables) {
        this.columns = columns;
        for (Columns.Column column : columns.open()) {
            if (!column.waitsForSibling()) {
                likely(column).forEach(from -> add(column, from, maxVariables));
            }
        }
        // Where there is room left, a first look shows which of the others the device does not have.
        for (Columns.Column column : columns.open()) {
            if (column.waitsForSibling()) {
                add(column, column.at(), maxVariables);
            }
        }
    }

    private void add(Columns.Column column, Oid from, int maxVariables) {
        if (probes.size() < maxVariables && columns.mayHave(from)) {
            probes.add(new Probe(column, from));
        }
    }

    private static List<Oid> likely(Columns.Column column) {
        List<Oid> likely = new ArrayList<>();
        likely.add(column.at());
        column.sibling()
                .ifPresentOrElse(
                        sibling -> sibling.rows().keySet().stream()
                                .map(row -> column.name().append(row))
                                .filter(place -> place.compareTo(column.at()) > 0)
                                .forEach(likely::add),
                        () -> guess(column, likely));
        return likely;
    }

    private static void guess(Columns.Column column, List<Oid> likely) {
        // The tables of printers count their rows 1, 2, 3 below the number of the device, which is mostly 1.
        Oid place = column.rows().isEmpty() ? column.name().child(1, 0) : column.at();
        for (int i = 1; i < column.remaining(); i++) {
            place = place.successor();
            likely.add(place);
        }
    }

    SnmpRequest request() {
        return new SnmpRequest.GetNext(probes.stream().map(Probe::from).toList());
    }

    int variables() {
        return probes.size();
    }

    void take(List<VarBind> bindings) {
        if (bindings.isEmpty()) {
            probes.forEach(probe -> probe.column().end());
        }
        for (int i = 0; i < Math.min(bindings.size(), probes.size()); i++) {
            Columns.Column column = probes.get(i).column();
            Oid from = probes.get(i).from();
            VarBind binding = bindings.get(i);
            if (!column.isOpen() || from.compareTo(column.at()) > 0) {
                continue;
            }
            boolean goesUp = binding.oid().compareTo(from) > 0;
            if (!goesUp || binding.value().isAbsent() || !column.holds(binding.oid())) {
                column.end();
            } else if (binding.oid().compareTo(column.at()) > 0) {
                column.add(binding);
            }
        }
    }

    /// The device has nothing behind the name at that position (SNMPv1), and so nothing behind those
    /// after it.
    void nothingFrom(int index) {
        if (index < 1 || index > probes.size()) {
            probes.forEach(probe -> probe.column().end());
        } else {
            columns.nothingFrom(probes.get(index - 1).from());
        }
    }

    /// The device has trouble with the name at that position; with any if it does not say with which.
    void fails(int index) {
        if (index < 1 || index > probes.size()) {
            probes.forEach(probe -> probe.column().end());
        } else {
            probes.get(index - 1).column().end();
        }
    }
}
