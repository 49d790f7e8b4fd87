package io.printmaster.agent.upload;

import io.printmaster.agent.send.Outcome.Trouble;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the rounds remember of each other: how often a record alone was not taken, and how large a batch may be after
/// larger ones broke. Bounded; used by one thread.
final class Strikes {
    /// Rounds after which a record that is never taken is parked.
    static final int LIMIT = 3;

    private static final int MAX_RECORDS = 10_000;

    private final Map<Long, Integer> counts = new LinkedHashMap<>();
    private int batchLimit = Integer.MAX_VALUE;

    int add(long id) {
        if (counts.size() >= MAX_RECORDS && !counts.containsKey(id)) {
            counts.remove(counts.keySet().iterator().next());
        }
        return counts.merge(id, 1, Integer::sum);
    }

    void clear(Collection<Long> ids) {
        ids.forEach(counts::remove);
    }

    /// Records in the next batch, at most.
    int batchLimit() {
        return batchLimit;
    }

    /// A batch broke in a way that its size or a record in it may have caused.
    void roundFailed(Trouble why, int records) {
        boolean perhapsTheBatch = switch (why) {
            case SERVER_ERROR, TIMEOUT, CUT -> true;
            case UNREACHABLE, UNTRUSTED, UNREADABLE, BUSY -> false;
        };
        if (perhapsTheBatch) {
            batchLimit = Math.max(1, records / 2);
        }
    }

    void worked(int records) {
        if (batchLimit != Integer.MAX_VALUE && records >= batchLimit) {
            batchLimit = batchLimit > 10_000 ? Integer.MAX_VALUE : batchLimit * 2;
        }
    }
}
