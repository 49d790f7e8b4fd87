package io.printmaster.agent.survey;

import java.time.Duration;

/// How a survey goes about it. Immutable.
///
/// @param parallelReads   devices read at the same time, 1 or more
/// @param refreshInterval an unchanged printer that answers is queued again after this time
public record SurveySettings(int parallelReads, Duration refreshInterval) {

    /// @throws IllegalArgumentException for values outside the above
    public SurveySettings {
        if (parallelReads < 1 || refreshInterval.isNegative()) {
            throw new IllegalArgumentException("a survey needs parallelReads >= 1 and no negative refreshInterval");
        }
    }

    /// Whether a record queued so long ago is to be queued again. A tenth is given away, so that a cycle that begins a
    /// little early does not leave a printer out until the next.
    boolean due(Duration sinceQueued) {
        return sinceQueued.compareTo(refreshInterval.minus(refreshInterval.dividedBy(10))) >= 0;
    }
}
