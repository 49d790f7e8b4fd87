package io.printmaster.wire;

import java.util.Optional;

/// The server's answer to a heartbeat (WIRE, section 3).
///
/// @param settingsVersion change token of the settings the agent should have; empty when there are none
/// @param capabilities    empty when the server told none; then what was known stays
/// @param exchangeToken   whether the agent shall ask for a new token (`exchange_token`, an addition of ours)
public record HeartbeatAnswer(String settingsVersion, Optional<Capabilities> capabilities, boolean exchangeToken) {

    /// The answer's body.
    public byte[] toJson() {
        return Json.write(g -> {
            g.writeStartObject();
            g.writeBooleanProperty("success", true);
            Json.text(g, "settings_version", settingsVersion);
            capabilities.ifPresent(c -> c.write(g));
            if (exchangeToken) {
                g.writeBooleanProperty("exchange_token", true);
            }
            g.writeEndObject();
        });
    }

    /// Reads the answer.
    ///
    /// @throws WireException when it is malformed
    public static HeartbeatAnswer fromJson(byte[] json) throws WireException {
        Fields f = Json.object(json);
        try {
            return new HeartbeatAnswer(
                    f.text("settings_version"), Optional.ofNullable(Capabilities.read(f)), f.flag("exchange_token"));
        } catch (BadRecordException e) {
            throw new WireException(WireException.Kind.MALFORMED, e.detail());
        }
    }
}
