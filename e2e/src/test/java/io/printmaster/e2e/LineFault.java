package io.printmaster.e2e;

import java.time.Duration;

/// What can be wrong with one direction of one TCP connection, below TLS.
sealed interface LineFault {
    /// Nothing.
    LineFault NONE = new None();

    /// Everything passes.
    record None() implements LineFault {}

    /// The connection ends in order (FIN) once so many octets have passed.
    record Cut(long afterBytes) implements LineFault {}

    /// The connection breaks (RST) once so many octets have passed.
    record Reset(long afterBytes) implements LineFault {}

    /// Every piece waits so long.
    record Latency(Duration each) implements LineFault {}

    /// Half-open: from here on everything is taken and nothing passes, and neither side hears of it.
    record Swallow() implements LineFault {}

    /// So many octets at a time, each in a packet of its own.
    record Slice(int bytes) implements LineFault {}

    /// No faster than this.
    record Bandwidth(int bytesPerSecond) implements LineFault {}
}
