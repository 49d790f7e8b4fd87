package io.printmaster.server.store;

import io.printmaster.model.AgentId;
import io.printmaster.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What people ask of agents, and what came of it.
public interface Commands {

    /// How a command stands.
    enum State {
        /// Nobody told the agent yet.
        PENDING,
        /// On its way to the agent, or there.
        SENT,
        /// The agent is at it.
        RUNNING,
        DONE,
        FAILED,
        /// Nothing came of it in time.
        EXPIRED;

        /// The word in the database and in JSON.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Whether something is still to be expected.
        public boolean open() {
            return switch (this) {
                case PENDING, SENT, RUNNING -> true;
                case DONE, FAILED, EXPIRED -> false;
            };
        }
    }

    /// One command.
    ///
    /// @param id        UUIDv7
    /// @param args      JSON object of texts
    /// @param createdBy name of the person
    /// @param progress  as the agent last told it
    /// @param result    for people; empty until it ended
    /// @param claimedBy the server process that last sent it; empty when none did
    /// @param updatedAt of the last change
    record Command(
            TenantId tenant,
            AgentId agent,
            String id,
            String name,
            String args,
            String createdBy,
            Instant createdAt,
            Instant expiresAt,
            State state,
            Progress progress,
            String result,
            String claimedBy,
            Instant updatedAt) {}

    /// How far it is.
    ///
    /// @param total   0 when not known
    /// @param found   printers so far
    /// @param message for people
    record Progress(long done, long total, int found, String message) {
        public static final Progress NONE = new Progress(0, 0, 0, "");
    }

    void add(Command command);

    Optional<Command> find(Scope scope, AgentId agent, String id);

    /// An agent's commands, newest first.
    List<Command> recent(Scope scope, AgentId agent, int limit);

    /// What agents are to be told that are connected to a server process, oldest first, expired ones left out.
    List<Command> waiting(String server, Instant now, int limit);

    /// What one agent has not begun, so far as is known here: pending or sent, oldest first, expired ones left out.
    List<Command> unbegun(TenantId tenant, AgentId agent, Instant now, int limit);

    /// Notes that a process sends a command.
    ///
    /// @return false when it is no longer pending, so another process was first
    boolean claim(Command command, String server, Instant now);

    /// What was sent to an agent is pending again, because the way it was sent on is gone.
    void sendAgain(TenantId tenant, AgentId agent);

    /// Notes what the agent says. What ended stays as it is, unless it was given up too early.
    ///
    /// @return whether it changed anything
    boolean report(
            TenantId tenant, AgentId agent, String id, State state, Progress progress, String result, Instant now);

    /// Commands of which nothing came: not begun by their time, or running and not heard of since.
    List<Command> overdue(Instant now, Instant silentSince, int limit);

    /// Gives up an open command.
    ///
    /// @return false when it ended meanwhile
    boolean expire(Command command, String result, Instant now);

    /// Forgets old ones, at most 10,000 at a time.
    ///
    /// @return how many
    int removeBefore(Instant before);
}
