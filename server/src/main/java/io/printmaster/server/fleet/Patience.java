package io.printmaster.server.fleet;

import java.time.Duration;

/// When something counts as late. Agents beat once a minute; printers sleep, so their silence says little within a day.
///
/// @param agentLate     since its last heartbeat: late
/// @param agentSilent   since its last heartbeat: silent
/// @param metersMissing since the last counter reading: missing
/// @param dataOld       since a device last answered: what is shown of it is marked as old
public record Patience(Duration agentLate, Duration agentSilent, Duration metersMissing, Duration dataOld) {
    /// 3 minutes, 30 minutes, 4 days, 1 day.
    public static final Patience DEFAULT =
            new Patience(Duration.ofMinutes(3), Duration.ofMinutes(30), Duration.ofDays(4), Duration.ofDays(1));

    /// Checks the order of the first two.
    ///
    /// @throws IllegalArgumentException unless all are positive and silent is later than late
    public Patience {
        if (agentLate.isNegative() || agentSilent.compareTo(agentLate) <= 0 || !metersMissing.isPositive()) {
            throw new IllegalArgumentException("silent must come after late, and all must be positive");
        }
    }
}
