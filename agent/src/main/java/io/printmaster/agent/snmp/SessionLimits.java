package io.printmaster.agent.snmp;

import java.time.Duration;

/// What one conversation with one device may cost, whatever the device does.
///
/// @param pause         at least this long between two requests
/// @param maxTime       for the whole conversation
/// @param maxRows       of one column
/// @param maxBytes      of all answers together
/// @param maxReplyBytes that an answer should stay below, so that it is not cut or fragmented
/// @param maxRequests   of the whole conversation; when they are used up, what has come till then is all
///      there is
public record SessionLimits(
        Duration pause, Duration maxTime, int maxRows, int maxBytes, int maxReplyBytes, int maxRequests) {

    /// Generous for a printer, tight for anything that loops.
    public static SessionLimits of(Duration pause, Duration maxTime) {
        return new SessionLimits(pause, maxTime, 500, 256 * 1024, 1300, 80);
    }

    /// @throws IllegalArgumentException for a limit that allows nothing
    public SessionLimits {
        boolean nothing = !maxTime.isPositive() || maxRows < 1 || maxBytes < 1 || maxRequests < 1;
        if (pause.isNegative() || nothing || maxReplyBytes < 484) {
            throw new IllegalArgumentException("every limit of an SNMP conversation must allow something");
        }
    }
}
