package io.printmaster.agent.store.sqlite;

import java.time.Instant;

/// Times as the databases keep them: milliseconds since 1970 in UTC, which is as fine as the wire tells them.
final class Millis {
    private Millis() {}

    static long of(Instant time) {
        return time.toEpochMilli();
    }

    static Instant toInstant(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
