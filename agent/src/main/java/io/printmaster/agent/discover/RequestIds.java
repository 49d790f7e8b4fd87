package io.printmaster.agent.discover;

import java.util.Optional;
import java.util.random.RandomGenerator;

/// Request ids that say by themselves whom the request went to and what it asked, so that no request has to
/// be remembered and an answer is known by its id, whatever address or socket it comes by. They begin
/// somewhere by chance: whoever does not see the requests cannot easily make up an answer. Immutable.
final class RequestIds {
    private static final int IDS = Integer.MAX_VALUE;

    private final int asks;
    private final long size;
    private final long salt;

    /// What an id stands for.
    record Meaning(int place, int ask) {}

    /// @param places how many receivers there may be
    /// @param asks   how many different questions each may get
    RequestIds(int places, int asks, RandomGenerator random) {
        this.asks = asks;
        this.size = (long) places * asks;
        if (size > IDS) {
            throw new IllegalArgumentException("too many addresses and credentials to be swept at once");
        }
        this.salt = random.nextInt(IDS);
    }

    /// 0 to 2,147,483,646: some devices cannot cope with negative ids.
    int id(int place, int ask) {
        return (int) (((long) place * asks + ask + salt) % IDS);
    }

    /// Empty for an id that is none of ours.
    Optional<Meaning> meaning(int id) {
        long number = (id - salt + IDS) % IDS;
        return id < 0 || number >= size
                ? Optional.empty()
                : Optional.of(new Meaning((int) (number / asks), (int) (number % asks)));
    }
}
