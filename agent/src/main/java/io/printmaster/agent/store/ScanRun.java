package io.printmaster.agent.store;

import java.time.Instant;

/// One cycle of discovery and reading.
///
/// @param addresses addresses that were probed
/// @param found     printers that answered and were read
/// @param changed   of those, new or changed
/// @param errors    devices that could not be read or stored
/// @param cancelled whether it was stopped before its end
public record ScanRun(
        Instant started, Instant ended, int addresses, int found, int changed, int errors, boolean cancelled) {}
