package io.printmaster.server.fleet;

import io.printmaster.server.store.AgentRow;
import io.printmaster.server.store.Agents;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// How long an agent has been silent, in a word.
public enum AgentState {
    ONLINE,
    LATE,
    /// Silent, or registered and never heard since.
    OFFLINE,
    REVOKED;

    /// The word in addresses and in JSON.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads the word; empty when it is none.
    public static Optional<AgentState> ofWord(String word) {
        for (AgentState state : values()) {
            if (state.word().equals(word)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    /// The state of an agent; agrees with [#filter].
    public static AgentState of(AgentRow agent, Patience patience, Instant now) {
        if (agent.revokedAt().isPresent()) {
            return REVOKED;
        }
        Instant heard = agent.lastHeartbeat().orElse(Instant.MIN);
        if (heard.isBefore(now.minus(patience.agentSilent()))) {
            return OFFLINE;
        }
        return heard.isBefore(now.minus(patience.agentLate())) ? LATE : ONLINE;
    }

    /// The condition by which the store finds agents of this state.
    Agents.Filter filter(String text, Patience patience, Instant now) {
        Optional<Instant> late = Optional.of(now.minus(patience.agentLate()));
        Optional<Instant> silent = Optional.of(now.minus(patience.agentSilent()));
        return switch (this) {
            case ONLINE -> new Agents.Filter(text, Optional.empty(), late, Optional.of(false));
            case LATE -> new Agents.Filter(text, late, silent, Optional.of(false));
            case OFFLINE -> new Agents.Filter(text, silent, Optional.empty(), Optional.of(false));
            case REVOKED -> new Agents.Filter(text, Optional.empty(), Optional.empty(), Optional.of(true));
        };
    }
}
