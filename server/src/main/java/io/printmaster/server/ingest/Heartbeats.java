package io.printmaster.server.ingest;

import io.printmaster.model.AgentFacts;
import io.printmaster.model.Text;
import io.printmaster.model.UploadHealth;
import io.printmaster.server.auth.Caller;
import io.printmaster.server.auth.TokenExchange;
import io.printmaster.server.http.HttpProblem;
import io.printmaster.server.http.Request;
import io.printmaster.server.http.Response;
import io.printmaster.server.store.Agents;
import io.printmaster.server.store.Origin;
import io.printmaster.server.store.Store;
import io.printmaster.wire.CommandOrder;
import io.printmaster.wire.Heartbeat;
import io.printmaster.wire.HeartbeatAnswer;
import io.printmaster.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `heartbeat` (WIRE, section 3).
final class Heartbeats {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);
    private static final int MAX_SKEW_SECONDS = 1_000_000_000;
    private static final String UPLOAD = "\"upload\":";

    private final Store store;
    private final Clock clock;
    private final AgentAudit audit;
    private final Instructions instructions;

    Heartbeats(Store store, Clock clock, AgentAudit audit, Instructions instructions) {
        this.store = store;
        this.clock = clock;
        this.audit = audit;
        this.instructions = instructions;
    }

    Response handle(Request request) {
        Caller.Agent caller = request.principal(Caller.Agent.class);
        Heartbeat beat;
        try {
            beat = Heartbeat.fromJson(request.bytes());
        } catch (WireException e) {
            throw HttpProblem.malformed(e.detail());
        }
        return Response.json(
                200, take(caller, beat, request.remoteAddress(), true).toJson());
    }

    private record Told(boolean exchangeToken, List<CommandOrder> orders) {}

    /// Stores one, however it came.
    ///
    /// @param give whether the answer is to hold commands
    HeartbeatAnswer take(Caller.Agent caller, Heartbeat beat, String address, boolean give) {
        audit.requireOwn(caller, address, beat.agentId());
        Instant now = clock.instant();
        String status = Text.clean(beat.status(), 40);
        Agents.Beat row = new Agents.Beat(
                beat.facts(),
                status,
                beat.deviceCount(),
                beat.upload().map(Heartbeats::json),
                skew(beat, now),
                address,
                now);
        Told told = store.write(Origin.of(caller.id()), tx -> {
            tx.agents().heartbeat(caller.id(), row);
            tx.audit().add(audit.entry(caller, address, "heartbeat", "Status: " + status));
            return new Told(
                    TokenExchange.due(tx, caller), instructions.exchange(tx, caller, beat.jobs(), address, give));
        });
        LOG.atDebug()
                .addKeyValue("agent_id", caller.id())
                .addKeyValue("status", status)
                .log("Heartbeat received");
        return new HeartbeatAnswer("", Optional.of(AgentRoutes.CAPABILITIES), told.exchangeToken, told.orders);
    }

    private static OptionalInt skew(Heartbeat beat, Instant now) {
        if (beat.timestamp().isEmpty()) {
            return OptionalInt.empty();
        }
        long seconds = Duration.between(now, beat.timestamp().get()).toSeconds();
        return OptionalInt.of(Math.clamp(seconds, -MAX_SKEW_SECONDS, MAX_SKEW_SECONDS));
    }

    /// Upload health as the text to store: the wire's own JSON of it, so that there is one form only.
    private static String json(UploadHealth health) {
        Heartbeat only = new Heartbeat(
                Optional.empty(),
                Optional.empty(),
                "active",
                "",
                AgentFacts.NONE,
                OptionalInt.empty(),
                Optional.of(health));
        String json = new String(only.toJson(), StandardCharsets.UTF_8);
        return json.substring(json.indexOf(UPLOAD) + UPLOAD.length(), json.length() - 1);
    }
}
