package io.printmaster.server.store.jdbc;

import java.util.List;
import java.util.Optional;

/// The different texts of all supplies (name and part number), of which a fleet has some hundreds. No table keeps them:
/// the index of the texts is stepped through from one to the next greater, so that nothing has to be written for them.
final class SupplyTexts {
    /// In one statement; from here on a page along the order is found sooner.
    static final int MOST = 512;

    /// Some microseconds each. Where every printer has texts of its own, the whole index is read instead.
    private static final int STEPS = 5_000;

    private static final String STEPWISE = """
            WITH RECURSIVE texts AS (
                SELECT MIN(search_text) AS search_text, 1 AS place FROM device_supplies
                UNION ALL
                SELECT (SELECT MIN(s.search_text) FROM device_supplies s WHERE s.search_text > t.search_text),
                    t.place + 1
                FROM texts t WHERE t.search_text IS NOT NULL AND t.place < ?)
            SELECT search_text, place FROM texts
            WHERE search_text IS NOT NULL AND (search_text LIKE ? ESCAPE '\\' OR place = ?)
            """;

    private static final String WHOLE =
            "SELECT DISTINCT search_text FROM device_supplies WHERE search_text LIKE ? ESCAPE '\\' LIMIT ?";

    private final Sql sql;
    private final int steps;

    SupplyTexts(Sql sql) {
        this(sql, STEPS);
    }

    /// @param steps from one text to the next, at most
    SupplyTexts(Sql sql, int steps) {
        this.sql = sql;
        this.steps = steps;
    }

    private record Step(String text, int place) {}

    /// Those of all tenants that match; empty when there are more than [#MOST].
    ///
    /// @param pattern of [Conditions#pattern]
    Optional<List<String>> matching(String pattern) {
        List<Step> found =
                sql.list(STEPWISE, row -> new Step(row.text(1), row.integer("place")), steps, pattern, steps);
        boolean reachedTheEnd = found.isEmpty() || found.getLast().place < steps;
        List<String> texts = reachedTheEnd
                ? found.stream().map(Step::text).toList()
                : sql.list(WHOLE, row -> row.text(1), pattern, MOST + 1);
        return texts.size() > MOST ? Optional.empty() : Optional.of(texts);
    }
}
