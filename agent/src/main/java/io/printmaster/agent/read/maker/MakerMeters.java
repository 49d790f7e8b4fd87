package io.printmaster.agent.read.maker;

import io.printmaster.model.DoubtfulCount;
import io.printmaster.model.DoubtfulCount.Reason;
import io.printmaster.model.Meters;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The counters of one device: the standard's total, and what the maker counts besides, as far as it can be believed.
/// Pure.
final class MakerMeters {
    private static final Set<Long> FILLERS = Set.of(0xFFFF_FFFFL, 0x7FFF_FFFFL, 0x8000_0000L, Long.MAX_VALUE);

    /// Counters of what the engine marks. A3 counts twice and a sheet has two sides, so that they may be up to twice
    /// the life count.
    private static final List<String> MARKED = List.of(
            Meters.COUNTED,
            Meters.MONO,
            Meters.COLOR,
            Meters.PRINT,
            Meters.COPY,
            Meters.FAX_IN,
            Meters.DUPLEX,
            Meters.LARGE_FORMAT);

    private static final long SLACK = 1000;
    private static final String SHEETS = "sheets";

    /// Units of a life count that pages can be compared with; others are lengths and times.
    private static final Set<String> PAGES = Set.of("impressions", SHEETS, "other", "unknown", "");

    /// No printer ever made so many; sums of less stay numbers.
    private static final long MOST = 1_000_000_000_000L;

    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, DoubtfulCount> doubtful = new TreeMap<>();

    private MakerMeters() {}

    /// @param total prtMarkerLifeCount
    /// @param unit  what it counts
    static Meters of(
            List<CounterSource> sources,
            List<Sum> sums,
            List<Check> checks,
            Answers answers,
            OptionalLong total,
            String unit) {
        MakerMeters meters = new MakerMeters();
        sources.forEach(source -> source.counts(answers).forEach(meters.counts::putIfAbsent));
        meters.doubtFillers();
        for (Sum sum : sums) {
            if (!meters.counts.containsKey(sum.name())) {
                sum.of(meters.counts).ifPresent(count -> meters.counts.put(sum.name(), count));
            }
        }
        total.ifPresent(count -> meters.counts.put(Meters.TOTAL, count));
        for (Check check : checks) {
            check.fails(meters.counts).forEach(name -> meters.doubt(name, check.reason()));
        }
        if (total.isPresent() && total.getAsLong() <= MOST && PAGES.contains(unit)) {
            meters.doubtWhatExceeds(total.getAsLong());
            meters.doubtColors(total.getAsLong(), unit.equals(SHEETS));
        }
        meters.doubtSumsOfDoubted(sums);
        Long counted = meters.counts.get(Meters.COUNTED);
        if (total.isEmpty() && counted != null) {
            meters.counts.put(Meters.TOTAL, counted);
        }
        return new Meters(meters.counts, total.isPresent() ? unit : "", meters.doubtful);
    }

    private void doubt(String name, Reason reason) {
        Long count = name.equals(Meters.TOTAL) ? null : counts.remove(name);
        if (count != null) {
            doubtful.put(name, new DoubtfulCount(count, reason));
        }
    }

    private void doubtFillers() {
        List<String> fillers = counts.keySet().stream()
                .filter(name -> FILLERS.contains(counts.get(name)) || counts.getOrDefault(name, 0L) > MOST)
                .toList();
        fillers.forEach(name -> doubt(name, Reason.IMPLAUSIBLE));
    }

    private void doubtWhatExceeds(long total) {
        for (String name : MARKED) {
            if (counts.getOrDefault(name, 0L) > 2 * total + SLACK) {
                doubt(name, Reason.IMPLAUSIBLE);
            }
        }
        // Firmware that knows a counter only by name says 0.
        if (total > SLACK && counts.getOrDefault(Meters.COUNTED, 1L) == 0) {
            doubt(Meters.COUNTED, Reason.IMPLAUSIBLE);
        }
    }

    /// Where the maker tells no whole of its own, black and white and colour must make about the life count, which
    /// holds test pages besides.
    ///
    /// @param sheets whether the life count is one of sheets, which have two sides
    private void doubtColors(long total, boolean sheets) {
        Long mono = counts.get(Meters.MONO);
        Long color = counts.get(Meters.COLOR);
        if (mono == null || color == null || counts.containsKey(Meters.COUNTED)) {
            return;
        }
        long sum = mono + color;
        long slack = Math.max(100, total / 10);
        long most = sheets ? 2 * total : total;
        if (sum < total - slack || sum > most + slack) {
            doubt(Meters.MONO, Reason.PARTS_DO_NOT_ADD_UP);
            doubt(Meters.COLOR, Reason.PARTS_DO_NOT_ADD_UP);
        }
    }

    /// A sum is as good as its parts.
    private void doubtSumsOfDoubted(List<Sum> sums) {
        for (Sum sum : sums) {
            Stream.concat(sum.parts().stream(), sum.optional().stream())
                    .map(doubtful::get)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .ifPresent(part -> doubt(sum.name(), part.reason()));
        }
    }
}
