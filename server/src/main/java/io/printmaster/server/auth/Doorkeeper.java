package io.printmaster.server.auth;

import io.printmaster.server.http.Access;
import io.printmaster.server.http.Authenticator;
import io.printmaster.server.http.HttpProblem;
import io.printmaster.server.http.Request;
import io.printmaster.server.store.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;

/// Checks a request against a route's [Require]. Thread-safe.
public final class Doorkeeper implements Authenticator {
    private static final String BEARER = "Bearer ";
    private static final int MAX_TOKEN = 200;

    private final AgentDoor agents;
    private final SignIn people;
    private final BadBodies badBodies;

    /// Asks these two.
    public Doorkeeper(AgentDoor agents, SignIn people, Clock clock) {
        this.agents = agents;
        this.people = people;
        this.badBodies = new BadBodies(clock, Thread::sleep);
    }

    @Override
    public Decision authenticate(Request request, Access access) {
        if (!(access instanceof Require require)) {
            throw new IllegalStateException("nobody knows what " + access.word() + " requires");
        }
        return switch (require) {
            case Require.AgentToken() -> agent(request, bearer(request));
            case Require.LiveAgentToken() -> {
                String bearer = bearer(request);
                yield agent(request, bearer.isEmpty() ? request.query("token").orElse("") : bearer);
            }
            case Require.Person(Role role) -> person(request, Optional.of(role));
            case Require.AnyPerson() -> person(request, Optional.empty());
        };
    }

    private static String bearer(Request request) {
        String header = request.header("Authorization").orElse("");
        boolean bearer = header.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return bearer ? header.substring(BEARER.length()).strip() : "";
    }

    private Decision agent(Request request, String token) {
        if (token.isEmpty() || token.length() > MAX_TOKEN) {
            return new Decision.Refused(
                    HttpProblem.of(401, "no_token", "Send the agent's token as Authorization: Bearer."));
        }
        Decision decision = agents.check(token, request.remoteAddress());
        if (decision instanceof Decision.Allowed(Caller.Agent agent)) {
            return badBodies
                    .wait(agent, request.path())
                    .<Decision>map(wait -> new Decision.Refused(HttpProblem.tooMany(
                            "Too many of this agent's bodies could not be read; try again later.", wait)))
                    .orElse(decision);
        }
        return decision;
    }

    @Override
    public void refused(Request request, Object principal, HttpProblem problem) {
        if (principal instanceof Caller.Agent agent) {
            badBodies.refused(agent, request.path(), problem);
        }
    }

    private Decision person(Request request, Optional<Role> role) {
        Optional<Caller.Person> found = request.cookie(SignIn.COOKIE)
                .filter(c -> !c.isEmpty() && c.length() <= MAX_TOKEN)
                .flatMap(people::person);
        if (found.isEmpty()) {
            return refused(401, "not_signed_in", "Sign in first.");
        }
        Caller.Person person = found.get();
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        if (!reads && !genuine(request, person)) {
            return refused(403, "csrf", "This form is out of date; load the page again.");
        }
        if (role.isPresent() && person.user().mustChangePassword()) {
            return refused(403, "password_change_required", "Choose a new password first.");
        }
        if (role.isPresent() && !person.user().role().covers(role.get())) {
            return refused(403, "forbidden", "Your role may not do this.");
        }
        return new Decision.Allowed(person);
    }

    private static boolean genuine(Request request, Caller.Person person) {
        String given = request.header("X-CSRF-Token")
                .or(() -> request.field("csrf_token"))
                .orElse("");
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), person.csrfToken().getBytes(StandardCharsets.UTF_8));
    }

    private static Decision refused(int status, String code, String detail) {
        return new Decision.Refused(HttpProblem.of(status, code, detail));
    }
}
