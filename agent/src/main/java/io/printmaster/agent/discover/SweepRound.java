package io.printmaster.agent.discover;

import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The places of one pass over all targets in random order, attached and routed ones side by side: while
/// the pace of the attached networks is used up, the routed ones go on. For one thread.
final class SweepRound {
    private final Lane onLink;
    private final Lane routed;

    private static final class Lane {
        private final SweepWire.Reach reach;
        private final int size;
        private final Permutation order;
        private final IntPredicate wanted;
        private int seen;
        private int next = -1;

        private Lane(SweepWire.Reach reach, int size, IntPredicate wanted, RandomGenerator random) {
            this.reach = reach;
            this.size = size;
            this.order = new Permutation(Math.max(1, size), random);
            this.wanted = wanted;
        }

        /// The next place that is still wanted; -1 at the end.
        private int peek() {
            if (next >= 0 && !wanted.test(next)) {
                next = -1;
            }
            while (next < 0 && seen < size) {
                seen++;
                int place = order.next();
                if (wanted.test(place)) {
                    next = place;
                }
            }
            return next;
        }
    }

    /// A place, and what its packet counts against.
    record Step(int place, SweepWire.Reach reach) {}

    /// @param isOnLink which places hang on an attached network
    /// @param wanted   which are to be asked at all, looked at anew each time
    SweepRound(int size, IntPredicate isOnLink, IntPredicate wanted, RandomGenerator random) {
        this.onLink =
                new Lane(SweepWire.Reach.ON_LINK, size, place -> isOnLink.test(place) && wanted.test(place), random);
        this.routed =
                new Lane(SweepWire.Reach.ROUTED, size, place -> !isOnLink.test(place) && wanted.test(place), random);
    }

    /// Whose turn it is: who may be sent to first.
    @Nullable
    Step next(SweepWire wire) {
        boolean near = onLink.peek() >= 0;
        boolean far = routed.peek() >= 0;
        if (!near && !far) {
            return null;
        }
        boolean first = near && (!far || wire.due(SweepWire.Reach.ON_LINK) - wire.due(SweepWire.Reach.ROUTED) <= 0);
        Lane lane = first ? onLink : routed;
        Step step = new Step(lane.next, lane.reach);
        lane.next = -1;
        return step;
    }

    /// How many places were looked at so far, of twice as many as there are.
    int seen() {
        return (onLink.seen + routed.seen) / 2;
    }
}
