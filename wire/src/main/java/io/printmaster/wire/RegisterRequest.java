package io.printmaster.wire;

import io.printmaster.model.AgentFacts;
import io.printmaster.model.AgentId;

/// An agent asks to join (WIRE, section 2).
///
/// @param token the join token; never logged
public record RegisterRequest(String token, AgentId agentId, AgentFacts facts) {

    /// The request's body.
    public byte[] toJson() {
        return Json.write(g -> {
            g.writeStartObject();
            g.writeStringProperty("token", token);
            g.writeStringProperty("agent_id", agentId.value());
            FactsJson.write(facts, "agent_version", g);
            g.writeEndObject();
        });
    }

    /// Reads the request; the token is empty when the caller gave none.
    ///
    /// @throws WireException when it is malformed or names no agent
    public static RegisterRequest fromJson(byte[] json) throws WireException {
        Fields f = Json.object(json);
        try {
            return new RegisterRequest(
                    f.firstText("token", "join_token"), new AgentId(f.text("agent_id")), FactsJson.read(f));
        } catch (BadRecordException | IllegalArgumentException e) {
            throw new WireException(WireException.Kind.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    /// Without the token.
    @Override
    public String toString() {
        return "RegisterRequest[agentId=" + agentId + "]";
    }
}
