package io.printmaster.agent.upload;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Ids of batches: UUID version 7 (RFC 9562, 5.7), so that they sort by time at the server. Pure.
final class BatchId {

    private BatchId() {}

    static UUID next(Instant now, RandomGenerator random) {
        long high = (now.toEpochMilli() << 16) | 0x7000 | random.nextInt(0x1000);
        long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
