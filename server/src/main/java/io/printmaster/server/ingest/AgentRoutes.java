package io.printmaster.server.ingest;

import io.printmaster.model.Text;
import io.printmaster.server.auth.Caller;
import io.printmaster.server.auth.Enrollment;
import io.printmaster.server.auth.Require;
import io.printmaster.server.auth.TokenExchange;
import io.printmaster.server.http.Access;
import io.printmaster.server.http.HttpProblem;
import io.printmaster.server.http.Limits;
import io.printmaster.server.http.Request;
import io.printmaster.server.http.Response;
import io.printmaster.server.http.Route;
import io.printmaster.server.store.Store;
import io.printmaster.wire.Capabilities;
import io.printmaster.wire.Heartbeat;
import io.printmaster.wire.HeartbeatAnswer;
import io.printmaster.wire.TokenAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The routes that agents call (WIRE, sections 2 to 6 and 9). Thread-safe.
public final class AgentRoutes {
    /// What this server takes.
    static final Capabilities CAPABILITIES = new Capabilities(true, true, true, true, 4 << 20, BatchIntake.MAX_RECORDS);

    private static final Logger LOG = LoggerFactory.getLogger(AgentRoutes.class);

    private final Registration registration;
    private final Heartbeats heartbeats;
    private final BatchIntake intake;
    private final StreamIntake streams;
    private final AgentAudit audit;
    private final TokenExchange exchange;

    /// Stores in `store`.
    ///
    /// @param instructions what heartbeats bring and take of commands
    public AgentRoutes(
            Store store, Enrollment enrollment, TokenExchange exchange, Clock clock, Instructions instructions) {
        this.exchange = exchange;
        this.audit = new AgentAudit(store, clock);
        this.registration = new Registration(enrollment);
        this.heartbeats = new Heartbeats(store, clock, audit, instructions);
        Commits commits = new Commits(store, audit);
        RecordStorage records = new RecordStorage(audit);
        this.intake = new BatchIntake(commits, records, clock, audit);
        this.streams = new StreamIntake(commits, records, clock, audit);
    }

    /// Stores a heartbeat that came over the live channel, which also carries the commands.
    public HeartbeatAnswer heartbeat(Caller.Agent agent, Heartbeat heartbeat, String address) {
        return heartbeats.take(agent, heartbeat, address, false);
    }

    /// The lines of the route table.
    public List<Route> routes() {
        Access agent = Require.agent();
        return List.of(
                Route.api("POST", "/api/v1/agents/register", Access.ANYONE, registration::handle),
                Route.api("POST", "/api/v1/agents/register-with-token", Access.ANYONE, registration::handle),
                Route.api("POST", "/api/v1/agents/heartbeat", agent, heartbeats::handle),
                Route.api("POST", "/api/v1/agents/token", agent, this::nextToken),
                Route.api("POST", "/api/v1/devices/batch", agent, intake::devices)
                        .withLimits(Limits.UPLOAD),
                Route.api("POST", "/api/v1/metrics/batch", agent, intake::metrics)
                        .withLimits(Limits.UPLOAD),
                Route.api("POST", "/api/v1/devices/stream", agent, streams::devices)
                        .withLimits(Limits.UPLOAD),
                Route.api("POST", "/api/v1/metrics/stream", agent, streams::metrics)
                        .withLimits(Limits.UPLOAD),
                Route.api("GET", "/api/v1/agents/device-credentials", agent, r -> json("{\"exists\":false}")),
                Route.api(
                        "POST",
                        "/api/v1/agents/update/manifest",
                        agent,
                        r -> json("{\"success\":false,\"message\":\"no updates\"}")),
                Route.api("POST", "/api/v1/agents/update/telemetry", agent, AgentRoutes::telemetry),
                Route.api("POST", "/api/v1/audit/log", agent, this::ownEntry),
                Route.api("POST", "/api/v1/agents/device-auth/start", Access.ANYONE, AgentRoutes::noDeviceAuth),
                Route.api("POST", "/api/v1/agents/device-auth/poll", Access.ANYONE, AgentRoutes::noDeviceAuth));
    }

    private Response nextToken(Request request) {
        Caller.Agent caller = request.principal(Caller.Agent.class);
        String token = exchange.next(caller, request.remoteAddress());
        LOG.atInfo().addKeyValue("agent_id", caller.id()).log("Agent exchanges its token");
        return Response.json(200, new TokenAnswer(token).toJson()).withHeader("Cache-Control", "no-store");
    }

    private static Response telemetry(Request request) {
        LOG.atInfo()
                .addKeyValue("agent_id", request.principal(Caller.Agent.class).id())
                .addKeyValue("telemetry", text(request, 300))
                .log("Agent update reported");
        return json("{\"success\":true}");
    }

    /// An agent's own entry: kept as it came, marked as the agent's word.
    private Response ownEntry(Request request) {
        String body = text(request, 450);
        if (!body.startsWith("{")) {
            throw HttpProblem.malformed("The body is not a JSON object.");
        }
        audit.alone(request, "agent_log", "Agent says: " + body);
        return json("{\"success\":true}");
    }

    private static String text(Request request, int maxLength) {
        return Text.clean(new String(request.bytes(), StandardCharsets.UTF_8), maxLength);
    }

    private static Response noDeviceAuth(Request request) {
        throw HttpProblem.of(
                404, "not_supported", "This server lets agents in by join token only; make one on its join page.");
    }

    private static Response json(String text) {
        return Response.json(200, text.getBytes(StandardCharsets.UTF_8));
    }
}
