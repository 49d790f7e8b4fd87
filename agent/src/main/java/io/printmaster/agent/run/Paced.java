package io.printmaster.agent.run;

import io.printmaster.agent.discover.FindSummary;
import io.printmaster.agent.discover.Finder;
import io.printmaster.agent.discover.TargetList;
import io.printmaster.model.Sighting;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// A door that does not search in every cycle, but only after its own interval. One search at a time.
final class Paced implements Finder {
    private static final FindSummary NOTHING = new FindSummary(0, 0, 0, List.of(), 0, Duration.ZERO);

    /// Cycles do not begin to the millisecond.
    private static final Duration SLACK = Duration.ofSeconds(1);

    private final Finder door;
    private final Duration interval;
    private final LongSupplier nanos;
    private OptionalLong last = OptionalLong.empty();

    Paced(Finder door, Duration interval, LongSupplier nanos) {
        this.door = door;
        this.interval = interval;
        this.nanos = nanos;
    }

    @Override
    public synchronized FindSummary find(TargetList targets, Consumer<Sighting> found) throws InterruptedException {
        long now = nanos.getAsLong();
        if (last.isPresent() && now - last.getAsLong() < interval.minus(SLACK).toNanos()) {
            return NOTHING;
        }
        last = OptionalLong.of(now);
        return door.find(targets, found);
    }
}
