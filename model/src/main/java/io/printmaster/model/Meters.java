package io.printmaster.model;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// The life-time counters of a printer, as it gave them.
///
/// Absolute numbers, never differences; a number that falls is a fact to keep (board swap, reset), not an error. A
/// counter that the printer did not give is not in the map: 0 always means that the printer said 0.
///
/// @param counts by name; see the constants, other names are kept as they come
/// @param unit   what `total` counts: `impressions`, `sheets`, ... (RFC 3805 PrtMarkerCounterUnitTC), or empty
/// @param doubtful counters that were told and are not believed, by name; never one that is in `counts`
public record Meters(Map<String, Long> counts, String unit, Map<String, DoubtfulCount> doubtful) {
    /// prtMarkerLifeCount: everything the engine ever marked.
    public static final String TOTAL = "total";

    public static final String MONO = "mono";
    public static final String COLOR = "color";
    public static final String COPY = "copy";
    public static final String PRINT = "print";
    public static final String SCAN = "scan";
    public static final String FAX_IN = "fax_in";
    public static final String FAX_OUT = "fax_out";
    public static final String DUPLEX = "duplex";
    public static final String LARGE_FORMAT = "large_format";

    /// The maker's own count of everything: without test pages and service prints, so at or below `total`.
    public static final String COUNTED = "counted";

    /// No counter told.
    public static final Meters NONE = new Meters(Map.of(), "");

    /// Copies, sorts by name. A counter that is believed and doubted is doubted.
    ///
    /// @throws IllegalArgumentException for a negative number or a name that is not `[a-z0-9_]{1,40}`
    public Meters {
        TreeMap<String, DoubtfulCount> doubted = new TreeMap<>(doubtful);
        doubted.forEach((name, count) -> check(name, count.count()));
        TreeMap<String, Long> sorted = new TreeMap<>(counts);
        sorted.forEach(Meters::check);
        sorted.keySet().removeAll(doubted.keySet());
        counts = Collections.unmodifiableSortedMap(sorted);
        doubtful = Collections.unmodifiableSortedMap(doubted);
        unit = Text.clean(unit, 40);
    }

    /// Counters without a doubt.
    public Meters(Map<String, Long> counts, String unit) {
        this(counts, unit, Map.of());
    }

    private static void check(String name, long count) {
        if (count < 0 || !isName(name)) {
            throw new IllegalArgumentException("not a counter: " + Text.clean(name, 40) + "=" + count);
        }
    }

    /// By hand: every sample has ten of them, and an expression would be compiled for each.
    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_') {
                return false;
            }
        }
        return !name.isEmpty() && name.length() <= 40;
    }

    /// One counter, if the printer gave it.
    public OptionalLong count(String name) {
        Long count = counts.get(name);
        return count == null ? OptionalLong.empty() : OptionalLong.of(count);
    }
}
