package io.printmaster.agent.read;

import io.printmaster.agent.read.maker.Answers;
import io.printmaster.agent.read.maker.Maker;
import io.printmaster.agent.snmp.Oid;
import io.printmaster.agent.snmp.SnmpValue;
import io.printmaster.model.Meters;
import java.util.Map;

/// The counters of a printer: the standard's life count with its unit, and what the maker counts
/// besides. Pure.
final class Counters {
    private Counters() {}

    /// @param defaultMarker prtGeneral's marker row that is "the" counter; 0 if not told
    static Meters of(Columns columns, long device, long defaultMarker, Maker maker, Answers answers) {
        Oid wanted = Oid.of((int) device, (int) defaultMarker);
        Map<Oid, SnmpValue> life = columns.column(Mib.MARKER_LIFE_COUNT);
        Oid row = life.containsKey(wanted)
                ? wanted
                : life.keySet().stream().findFirst().orElse(wanted);
        return maker.meters(answers, Answers.count(life.get(row)), Words.unit(columns.number(Mib.MARKER_UNIT, row, 0)));
    }
}
