package io.printmaster.wire;

/// The server gives an agent a new bearer token in place of the one that it asked with (`POST /api/v1/agents/token`, an
/// addition of ours: servers without it answer 404). The former one is valid until the first use of this one.
///
/// @param agentToken told this once and never logged whole
public record TokenAnswer(String agentToken) {

    /// The answer's body.
    public byte[] toJson() {
        return Json.write(g -> {
            g.writeStartObject();
            g.writeBooleanProperty("success", true);
            g.writeStringProperty("agent_token", agentToken);
            g.writeEndObject();
        });
    }

    /// Reads the answer.
    ///
    /// @throws WireException when it is malformed or holds no token
    public static TokenAnswer fromJson(byte[] json) throws WireException {
        Fields f = Json.object(json);
        String token;
        try {
            token = f.text("agent_token");
        } catch (BadRecordException e) {
            throw new WireException(WireException.Kind.MALFORMED, e.detail());
        }
        if (token.isEmpty()) {
            throw new WireException(WireException.Kind.MALFORMED, "the server's answer holds no token");
        }
        return new TokenAnswer(token);
    }

    /// Without the token.
    @Override
    public String toString() {
        return "TokenAnswer[]";
    }
}
