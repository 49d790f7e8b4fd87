package io.printmaster.agent.discover;

import java.time.Duration;

/// What one search came to.
///
/// @param addresses  how many were tried
/// @param answered   how many of them said anything at all
/// @param candidates how many of those may be printers (each was told of)
/// @param refused    how many answered only that the credentials are wrong
/// @param packets    requests sent
public record FindSummary(
        long addresses, long answered, long candidates, long refused, long packets, Duration elapsed) {}
