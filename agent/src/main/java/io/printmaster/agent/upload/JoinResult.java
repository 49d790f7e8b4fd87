package io.printmaster.agent.upload;

import io.printmaster.model.AgentId;
import io.printmaster.wire.Capabilities;

/// How joining ended. The texts are for people and hold no secret.
public sealed interface JoinResult {

    /// The agent belongs to the server, and the vault knows it.
    record Joined(AgentId agentId, String server, String tenant, Capabilities capabilities) implements JoinResult {}

    /// The server's authority is not the one of the join string; nothing secret was sent.
    record WrongServer(String detail) implements JoinResult {}

    /// The server does not take this token.
    ///
    /// @param code the server's word for it, such as `token_expired`; may be empty
    record Denied(String code, String detail) implements JoinResult {}

    /// No answer, or not now; later may be better.
    record Unreachable(String detail) implements JoinResult {}

    /// The answer makes no sense as that of a PrintMaster server, or the trust cannot be set up.
    record Failed(String detail) implements JoinResult {}
}
