package io.printmaster.model;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// How a printer is: state, detected errors, present alerts, and what its panel shows.
///
/// @param errors in the standard's order; empty also when the printer tells none
public record Condition(PrinterStatus status, Set<DetectedError> errors, List<Alert> alerts, String consoleText) {

    /// Nothing told.
    public static final Condition UNKNOWN = new Condition(PrinterStatus.UNKNOWN, Set.of(), List.of(), "");

    /// Copies and cleans.
    public Condition {
        EnumSet<DetectedError> ordered = EnumSet.noneOf(DetectedError.class);
        ordered.addAll(errors);
        errors = Collections.unmodifiableSet(ordered);
        alerts = List.copyOf(alerts);
        consoleText = Text.clean(consoleText, 500);
    }
}
