package io.printmaster.server.ingest;

import io.printmaster.program.Secret;
import io.printmaster.server.auth.Enrollment;
import io.printmaster.server.http.HttpProblem;
import io.printmaster.server.http.Request;
import io.printmaster.server.http.Response;
import io.printmaster.wire.RegisterAnswer;
import io.printmaster.wire.RegisterRequest;
import io.printmaster.wire.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `register` and `register-with-token`, which do the same (WIRE, section 2).
final class Registration {
    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
    private static final String BEARER = "Bearer ";

    private final Enrollment enrollment;

    Registration(Enrollment enrollment) {
        this.enrollment = enrollment;
    }

    Response handle(Request request) {
        RegisterRequest wish;
        try {
            wish = RegisterRequest.fromJson(request.bytes());
        } catch (WireException e) {
            throw HttpProblem.malformed(e.detail());
        }
        LOG.atInfo()
                .addKeyValue("agent_id", wish.agentId())
                .addKeyValue("version", wish.facts().version())
                .addKeyValue("host", wish.facts().hostname())
                .log("Agent registering");
        try {
            Enrollment.Joined joined = enrollment.register(new Enrollment.Attempt(
                    wish.agentId(), proof(wish, request), wish.facts(), request.remoteAddress()));
            LOG.atInfo()
                    .addKeyValue("agent_id", joined.agent())
                    .addKeyValue("token", new Secret(joined.token()).cut())
                    .log("Agent registered successfully");
            RegisterAnswer answer = new RegisterAnswer(
                    joined.agent(),
                    joined.tenant().value(),
                    joined.tenantName(),
                    joined.token(),
                    AgentRoutes.CAPABILITIES);
            return Response.json(200, answer.toJson()).withHeader("Cache-Control", "no-store");
        } catch (HttpProblem problem) {
            LOG.atWarn()
                    .addKeyValue("agent_id", wish.agentId())
                    .addKeyValue("code", problem.code())
                    .addKeyValue("ip", request.remoteAddress())
                    .log("Agent registration refused");
            throw problem;
        }
    }

    /// The join token of the body, else the agent's own token from the header.
    private static String proof(RegisterRequest wish, Request request) {
        String header = request.header("Authorization").orElse("");
        boolean bearer = header.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return wish.token().isEmpty() && bearer
                ? header.substring(BEARER.length()).strip()
                : wish.token();
    }
}
