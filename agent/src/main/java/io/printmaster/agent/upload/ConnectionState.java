package io.printmaster.agent.upload;

import java.util.Locale;

/// How the agent stands with its server.
public enum ConnectionState {
    /// No server is known: somebody must say `join`.
    NOT_JOINED,
    /// Nothing was heard yet since the start.
    CONNECTING,
    /// The last request was answered.
    ONLINE,
    /// The server does not answer, or not now; the queue grows until it does.
    AWAY,
    /// The server no longer knows the token, and a new registration was not taken.
    JOIN_AGAIN,
    /// The server knows the agent and refuses it.
    FORBIDDEN,
    /// Something answers that is not the route of a PrintMaster server.
    WRONG_ADDRESS;

    /// Lower case with blanks, for people.
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// Lower case, for programs.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
