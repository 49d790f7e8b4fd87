package io.printmaster.agent.store.sqlite;

/// How much may wait for the server, in bytes on the disk or in memory. Immutable.
///
/// @param calm above this only one new sample of each printer is kept for each hour
/// @param most above this what waits is thinned as well, and in the end dropped
record QueueBounds(long calm, long most) {
    /// In a file: an hourly sample of 1,000 printers and their changes of status for 30 days fit above `calm`, and the
    /// file with all that is beside the queue stays below 256 MiB.
    static final QueueBounds IN_FILE = new QueueBounds(64_000_000, 225_000_000);

    /// @throws IllegalArgumentException when the first is above the second, or not positive
    QueueBounds {
        if (calm <= 0 || calm > most) {
            throw new IllegalArgumentException("the bounds of a queue rise from above 0");
        }
    }

    /// In a file that a queue in memory overflows into: never less than memory was allowed to hold.
    ///
    /// @param memory bytes that memory may hold
    /// @param left   bytes of what was left under other limits and is not sent yet: it goes out as it is, unless it
    ///               grows by more than comes while its sending begins
    static QueueBounds inFile(long memory, long left) {
        QueueBounds before = inMemory(memory);
        return new QueueBounds(
                Math.max(IN_FILE.calm, before.calm), Math.max(Math.max(IN_FILE.most, before.most), left + left / 64));
    }

    /// Whether a queue that an earlier run has left is longer by far than this one would have let it grow.
    static boolean ofOtherLimits(long memory, long found) {
        return found > 2 * inFile(memory, 0).most;
    }

    /// For a queue in memory that is meant to hold so much before it goes to the disk. It may hold some more, because
    /// that is looked at from time to time only: nothing is thinned but where the disk cannot be used.
    static QueueBounds inMemory(long bytes) {
        return new QueueBounds(bytes + bytes / 8, bytes + bytes / 4);
    }
}
