package io.printmaster.agent.discover;

import java.util.random.RandomGenerator;

/// The numbers 0 to size - 1 in a random-looking order without holding them: steps through a
/// full-period linear congruence over the next power of two and leaves out what is too large. Not
/// thread-safe; ask in order.
final class Permutation {
    private final int size;
    private final long mask;
    private final long multiplier;
    private final long increment;
    private long state;

    Permutation(int size, RandomGenerator random) {
        this.size = size;
        this.mask = (long) Integer.highestOneBit(Math.max(1, size - 1)) * 2 - 1;
        // Full period modulo a power of two: multiplier 1 modulo 4, increment odd (Hull and Dobell,
        // 1962).
        this.multiplier = (random.nextLong() & mask & ~3L) + 5;
        this.increment = (random.nextLong() & mask) | 1;
        this.state = random.nextLong() & mask;
    }

    /// The next number; after `size` calls every number has come once.
    int next() {
        do {
            state = (state * multiplier + increment) & mask;
        } while (state >= size);
        return (int) state;
    }
}
