package io.printmaster.agent.survey;

import java.time.Instant;
import java.util.Optional;

/// How far the present or the last cycle is. Immutable.
///
/// @param running   whether it is under way
/// @param started   empty before the first
/// @param addresses addresses to be searched, known printers apart
/// @param sightings signs of possible printers so far, known printers included
/// @param reading   devices being read right now
/// @param found     printers read so far
/// @param changed   of those, new or changed
/// @param skipped   devices that are no printers
/// @param silent    known printers that did not answer
/// @param errors    devices or searches that failed
/// @param lastError what failed last, for people; empty if nothing did
public record SurveyProgress(
        boolean running,
        Optional<Instant> started,
        long addresses,
        int sightings,
        int reading,
        int found,
        int changed,
        int skipped,
        int silent,
        int errors,
        String lastError) {

    /// Before the first.
    public static final SurveyProgress NONE = new SurveyProgress(false, Optional.empty(), 0, 0, 0, 0, 0, 0, 0, 0, "");
}
