package io.printmaster.agent.read.maker;

import io.printmaster.model.DoubtfulCount.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What must be true between a maker's counters if they are to be believed. Pure.
sealed interface Check {

    /// The counters that cannot be believed.
    Set<String> fails(Map<String, Long> counts);

    /// Why not.
    Reason reason();

    /// The parts make the whole: within a hundredth, since the device prints while it is read. Which of them is
    /// wrong cannot be known, so all of them are doubted. Nothing is said while one of them is missing.
    record Whole(String whole, List<String> parts) implements Check {
        private static final long SLACK = 10;

        @Override
        public Set<String> fails(Map<String, Long> counts) {
            Long told = counts.get(whole);
            if (told == null || !counts.keySet().containsAll(parts)) {
                return Set.of();
            }
            long sum = parts.stream().mapToLong(p -> counts.getOrDefault(p, 0L)).sum();
            if (Math.abs(sum - told) <= Math.max(SLACK, told / 100)) {
                return Set.of();
            }
            List<String> all = new ArrayList<>(parts);
            all.add(whole);
            return Set.copyOf(all);
        }

        @Override
        public Reason reason() {
            return Reason.PARTS_DO_NOT_ADD_UP;
        }

        @Override
        public String toString() {
            return String.join(" + ", parts) + " = " + whole;
        }
    }

    /// A part is not above its whole. Firmware that knows a counter only by name gives garbage for it: without the
    /// whole beside it, it is not believed either.
    record Part(String part, String whole) implements Check {
        @Override
        public Set<String> fails(Map<String, Long> counts) {
            long told = counts.getOrDefault(part, 0L);
            return told <= counts.getOrDefault(whole, 0L) ? Set.of() : Set.of(part);
        }

        @Override
        public Reason reason() {
            return Reason.IMPLAUSIBLE;
        }

        @Override
        public String toString() {
            return part + " <= " + whole;
        }
    }
}
