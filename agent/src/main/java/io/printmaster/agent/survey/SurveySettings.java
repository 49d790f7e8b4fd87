package io.printmaster.agent.survey;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How a survey goes about it. Immutable.
///
/// @param parallelReads          devices read at the same time, 1 or more
/// @param refreshInterval        the device record of an unchanged printer that answers is queued again when the server
///                               has not acknowledged one for so long
/// @param metricsRefreshInterval a sample that says the same as the last queued one is queued after so long
public record SurveySettings(int parallelReads, Duration refreshInterval, Duration metricsRefreshInterval) {
    /// So much earlier than its time a record may be queued, so that a cycle that begins a little early does not leave
    /// a printer out until the next; never more than a tenth.
    private static final Duration SLACK = Duration.ofMinutes(5);

    /// @throws IllegalArgumentException for values outside the above
    public SurveySettings {
        if (parallelReads < 1 || refreshInterval.isNegative() || metricsRefreshInterval.isNegative()) {
            throw new IllegalArgumentException("a survey needs parallelReads >= 1 and no negative interval");
        }
    }

    /// Whether a device record is to be sent again that was last queued or acknowledged then.
    boolean deviceIsOld(Optional<Instant> then, Instant now) {
        return isOld(then, now, refreshInterval);
    }

    /// Whether a sample is to be sent though it says the same as one of that time.
    boolean sampleIsOld(Optional<Instant> then, Instant now) {
        return isOld(then, now, metricsRefreshInterval);
    }

    private static boolean isOld(Optional<Instant> then, Instant now, Duration interval) {
        if (then.isEmpty() || then.get().isAfter(now)) {
            // A clock that was set back must not silence a printer until it has caught up.
            return true;
        }
        Duration tenth = interval.dividedBy(10);
        Duration slack = tenth.compareTo(SLACK) < 0 ? tenth : SLACK;
        return Duration.between(then.get(), now).compareTo(interval.minus(slack)) >= 0;
    }
}
