package io.printmaster.wire;

import io.printmaster.model.AgentFacts;
import io.printmaster.model.AgentId;
import io.printmaster.model.UploadHealth;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// An agent says that it lives (WIRE, section 3). What is absent wipes nothing on the server.
///
/// @param agentId         as the body names it; the caller's token decides, never this
/// @param timestamp       the agent's clock, from which the server sees skew; empty when absent
/// @param status          `active`
/// @param settingsVersion change token of the settings in use; empty when none were pushed
public record Heartbeat(
        Optional<AgentId> agentId,
        Optional<Instant> timestamp,
        String status,
        String settingsVersion,
        AgentFacts facts,
        OptionalInt deviceCount,
        Optional<UploadHealth> upload) {

    /// The request's body.
    public byte[] toJson() {
        return Json.write(g -> {
            g.writeStartObject();
            agentId.ifPresent(id -> g.writeStringProperty("agent_id", id.value()));
            timestamp.ifPresent(at -> g.writeStringProperty("timestamp", Times.format(at)));
            g.writeStringProperty("status", status);
            Json.text(g, "settings_version", settingsVersion);
            FactsJson.write(facts, "version", g);
            deviceCount.ifPresent(count -> g.writeNumberProperty("device_count", count));
            upload.ifPresent(u -> UploadHealthJson.write(u, g));
            g.writeEndObject();
        });
    }

    /// Reads the request.
    ///
    /// @throws WireException when it is malformed
    public static Heartbeat fromJson(byte[] json) throws WireException {
        Fields f = Json.object(json);
        try {
            String agent = f.text("agent_id");
            String status = f.text("status");
            return new Heartbeat(
                    agent.isEmpty() ? Optional.empty() : Optional.of(new AgentId(agent)),
                    f.time("timestamp"),
                    status.isEmpty() ? "active" : status,
                    f.text("settings_version"),
                    FactsJson.read(f),
                    f.has("device_count")
                            ? OptionalInt.of(Math.clamp(f.integer("device_count", 0), 0, Integer.MAX_VALUE))
                            : OptionalInt.empty(),
                    upload(f));
        } catch (BadRecordException | IllegalArgumentException e) {
            throw new WireException(WireException.Kind.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    private static Optional<UploadHealth> upload(Fields f) throws BadRecordException {
        Fields u = f.object("upload");
        if (u == null) {
            return Optional.empty();
        }
        return Optional.of(UploadHealthJson.read(u));
    }
}
