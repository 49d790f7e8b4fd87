package io.printmaster.wire;

import io.printmaster.model.AgentId;

/// The server lets an agent in (WIRE, section 2).
///
/// @param agentToken   the agent's bearer token; told this once and never logged whole
/// @param tenantName   for people; may be empty
/// @param capabilities [Capabilities#NONE] when the server told none
public record RegisterAnswer(
        AgentId agentId, String tenantId, String tenantName, String agentToken, Capabilities capabilities) {

    /// The answer's body.
    public byte[] toJson() {
        return Json.write(g -> {
            g.writeStartObject();
            g.writeBooleanProperty("success", true);
            g.writeStringProperty("agent_id", agentId.value());
            g.writeStringProperty("tenant_id", tenantId);
            Json.text(g, "tenant_name", tenantName);
            g.writeStringProperty("agent_token", agentToken);
            g.writeStringProperty("token", agentToken);
            capabilities.write(g);
            g.writeEndObject();
        });
    }

    /// Reads the answer.
    ///
    /// @param asked the agent id that was asked for, taken when the server does not repeat it
    /// @throws WireException when it is malformed or holds no token
    public static RegisterAnswer fromJson(byte[] json, AgentId asked) throws WireException {
        Fields f = Json.object(json);
        try {
            String token = f.firstText("agent_token", "token");
            if (token.isEmpty()) {
                throw new WireException(WireException.Kind.MALFORMED, "the server's answer holds no token");
            }
            String agent = f.text("agent_id");
            Capabilities capabilities = Capabilities.read(f);
            return new RegisterAnswer(
                    agent.isEmpty() ? asked : new AgentId(agent),
                    f.text("tenant_id"),
                    f.text("tenant_name"),
                    token,
                    capabilities == null ? Capabilities.NONE : capabilities);
        } catch (BadRecordException | IllegalArgumentException e) {
            throw new WireException(WireException.Kind.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    /// Without the token.
    @Override
    public String toString() {
        return "RegisterAnswer[agentId=" + agentId + ", tenantId=" + tenantId + "]";
    }
}
