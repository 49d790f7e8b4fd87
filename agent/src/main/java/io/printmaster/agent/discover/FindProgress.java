package io.printmaster.agent.discover;

import java.time.Duration;
import java.util.Map;

/// How far a search is. Immutable.
///
/// @param running  whether it is under way
/// @param total    addresses to be asked
/// @param asked    of those, asked at least once or never to be asked
/// @param answered of those, that said anything at all
/// @param found    possible printers told of
/// @param skipped  how many gave none, and why; silent ones are in none of these
/// @param packets  requests sent
/// @param elapsed  since the beginning
/// @param left     estimate of the time to the end, waits included
public record FindProgress(
        boolean running,
        long total,
        long asked,
        long answered,
        long found,
        Map<SkipReason, Long> skipped,
        long packets,
        Duration elapsed,
        Duration left) {

    /// Before the first search.
    public static final FindProgress NONE =
            new FindProgress(false, 0, 0, 0, 0, Map.of(), 0, Duration.ZERO, Duration.ZERO);

    /// Copies.
    public FindProgress {
        skipped = Map.copyOf(skipped);
    }
}
