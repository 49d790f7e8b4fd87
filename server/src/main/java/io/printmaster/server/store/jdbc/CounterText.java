package io.printmaster.server.store.jdbc;

import io.printmaster.model.DoubtfulCount;
import io.printmaster.model.DoubtfulCount.Reason;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// Counters as one text: `name=count` between blanks (one may follow the last), and those not believed as
/// `name?reason=count`; names hold none of these characters (see [io.printmaster.model.Meters]).
record CounterText(Map<String, Long> counts, Map<String, DoubtfulCount> doubtful) {
    private static final char EQUALS = '=';
    private static final char DOUBT = '?';

    String text() {
        Map<String, Long> all = new TreeMap<>(counts);
        doubtful.forEach((name, d) -> all.put(name + DOUBT + d.reason().word(), d.count()));
        StringBuilder text = new StringBuilder(16 * all.size());
        all.forEach((name, count) -> text.append(text.isEmpty() ? "" : " ")
                .append(name)
                .append(EQUALS)
                .append(count.longValue()));
        return text.toString();
    }

    static CounterText read(String text) {
        Map<String, Long> counts = new HashMap<>();
        Map<String, DoubtfulCount> doubtful = new HashMap<>();
        for (int from = 0; from < text.length(); ) {
            int blank = text.indexOf(' ', from);
            int end = blank < 0 ? text.length() : blank;
            int equals = text.indexOf(EQUALS, from);
            int doubt = text.indexOf(DOUBT, from);
            long count = Long.parseLong(text, equals + 1, end, 10);
            if (doubt < 0 || doubt > equals) {
                counts.put(text.substring(from, equals), count);
            } else {
                Reason reason = Reason.ofWord(text.substring(doubt + 1, equals)).orElse(Reason.IMPLAUSIBLE);
                doubtful.put(text.substring(from, doubt), new DoubtfulCount(count, reason));
            }
            from = end + 1;
        }
        return new CounterText(counts, doubtful);
    }
}
