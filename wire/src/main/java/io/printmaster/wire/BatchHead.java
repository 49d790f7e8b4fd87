package io.printmaster.wire;

import io.printmaster.model.AgentId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What stands before the records of a batch or a stream.
///
/// @param agentId   as the body names it, empty when it does not; the caller's token decides, never this
/// @param timestamp when the batch was made; empty when absent
/// @param batchId   the sender's id of this batch, empty when it has none
public record BatchHead(Optional<AgentId> agentId, Optional<Instant> timestamp, String batchId) {

    static BatchHead read(Fields head) throws WireException {
        try {
            String agent = head.text("agent_id");
            String batchId = head.text("batch_id");
            if (batchId.length() > 100) {
                throw malformed("field batch_id has more than 100 characters");
            }
            return new BatchHead(
                    agent.isEmpty() ? Optional.empty() : Optional.of(new AgentId(agent)),
                    head.time("timestamp"),
                    batchId);
        } catch (BadRecordException e) {
            throw malformed(e.detail());
        } catch (IllegalArgumentException e) {
            throw malformed("field agent_id: " + e.getMessage());
        }
    }

    private static WireException malformed(String detail) {
        return new WireException(WireException.Kind.MALFORMED, detail);
    }

    /// The head as an object of its own.
    static byte[] write(AgentId agent, Instant at, @Nullable UUID batchId) {
        return Json.write(g -> {
            g.writeStartObject();
            g.writeStringProperty("agent_id", agent.value());
            g.writeStringProperty("timestamp", Times.format(at));
            if (batchId != null) {
                g.writeStringProperty("batch_id", batchId.toString());
            }
            g.writeEndObject();
        });
    }
}
