package io.printmaster.simulator.fleet;

import io.printmaster.wire.JoinString;
import java.time.Duration;

/// What a [Fleet] shall be. Immutable.
///
/// @param join        how its agents join; the token must allow as many uses as there are agents
/// @param agents      how many
/// @param printers    how many each agent has
/// @param changing    share of the printers whose values have moved at an upload, 0 to 1
/// @param heartbeat   pause between two heartbeats of one agent
/// @param upload      pause between two uploads of one agent; zero uploads without pause
/// @param connections how many connections they share at the most
/// @param prefix      what the agents' ids begin with; the same prefix joins the same agents again
/// @param seed        what all chance comes from
public record FleetPlan(
        JoinString join,
        int agents,
        int printers,
        double changing,
        Duration heartbeat,
        Duration upload,
        int connections,
        String prefix,
        long seed) {
    private static final int MAX_AGENTS = 100_000;
    private static final int MAX_PRINTERS = 10_000;

    /// @throws IllegalArgumentException with a text for people
    public FleetPlan {
        if (agents < 1 || agents > MAX_AGENTS) {
            throw new IllegalArgumentException("a fleet has 1 to " + MAX_AGENTS + " agents, not " + agents);
        }
        if (printers < 0 || printers > MAX_PRINTERS) {
            throw new IllegalArgumentException("an agent has 0 to " + MAX_PRINTERS + " printers, not " + printers);
        }
        if (!(changing >= 0 && changing <= 1)) {
            throw new IllegalArgumentException("the share of changing printers is 0 to 1, not " + changing);
        }
        if (heartbeat.toMillis() < 100) {
            throw new IllegalArgumentException("heartbeats are at least 100 ms apart");
        }
        if (upload.isNegative()) {
            throw new IllegalArgumentException("the pause between uploads is not negative");
        }
        if (connections < 1 || connections > MAX_AGENTS) {
            throw new IllegalArgumentException("the agents share 1 to " + MAX_AGENTS + " connections");
        }
        if (!prefix.matches("[A-Za-z0-9._-]{1,60}")) {
            throw new IllegalArgumentException("the prefix has 1 to 60 letters, digits or . _ -");
        }
    }

    /// Two hundred agents of forty printers, a third of which print between two uploads, at the product's intervals.
    public static FleetPlan of(JoinString join) {
        return new FleetPlan(join, 200, 40, 0.33, Duration.ofMinutes(1), Duration.ofMinutes(5), 64, "fleet", 1);
    }
}
