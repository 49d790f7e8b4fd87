package io.printmaster.agent.send;

/// How an attempt to open the live channel ended.
public sealed interface LiveOpening {

    /// It is open.
    record Open(LiveSocket socket) implements LiveOpening {}

    /// Something answered, and did not open it. Redirections are not followed: the token would go along.
    ///
    /// @param status of the answer
    record Refused(int status) implements LiveOpening {}

    /// Nobody answered in time, or the connection broke.
    record Failed(String detail) implements LiveOpening {}
}
