package io.printmaster.server.control;

import io.printmaster.model.AgentId;
import io.printmaster.server.auth.Caller;
import io.printmaster.server.auth.Require;
import io.printmaster.server.http.HttpProblem;
import io.printmaster.server.http.Request;
import io.printmaster.server.http.Response;
import io.printmaster.server.http.Route;
import io.printmaster.server.store.Commands.Command;
import io.printmaster.server.store.Role;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `/api/v1/agents/{id}/commands`: asks an agent for something, and tells what came of it. Thread-safe.
public final class CommandApi {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String BASE = "/api/v1/agents/{id}/commands";

    private final CommandDesk desk;

    /// Asks this desk.
    public CommandApi(CommandDesk desk) {
        this.desk = desk;
    }

    /// The lines of the route table.
    public List<Route> routes() {
        return List.of(
                Route.api("POST", BASE, Require.role(Role.OPERATOR), this::ask),
                Route.api("GET", BASE, Require.role(Role.VIEWER), this::list),
                Route.api("GET", BASE + "/{command}", Require.role(Role.VIEWER), this::one));
    }

    private Response ask(Request request) {
        Caller.Person person = request.principal(Caller.Person.class);
        AgentId agent = agent(request);
        Command command = desk.ask(person, agent, name(request.bytes()), request.remoteAddress());
        return answer(202, json(command)).withHeader("Location", href(command));
    }

    private static String name(byte[] body) {
        try {
            JsonNode command = JSON.readTree(body).path("command");
            if (command.isString()) {
                return command.stringValue();
            }
        } catch (JacksonException e) {
            throw HttpProblem.malformed("The body is not valid JSON.");
        }
        throw HttpProblem.malformed("Send an object with the field command.");
    }

    private Response list(Request request) {
        Caller.Person person = request.principal(Caller.Person.class);
        AgentId agent = agent(request);
        if (desk.agent(person, agent).isEmpty()) {
            throw HttpProblem.notFound();
        }
        ObjectNode all = JSON.createObjectNode();
        desk.recent(person, agent).forEach(command -> all.withArray("items").add(json(command)));
        return answer(200, all);
    }

    private Response one(Request request) {
        Caller.Person person = request.principal(Caller.Person.class);
        Command command =
                desk.find(person, agent(request), request.param("command")).orElseThrow(HttpProblem::notFound);
        return answer(200, json(command));
    }

    /// What is no agent id is no agent's.
    private static AgentId agent(Request request) {
        return parse(request.param("id")).orElseThrow(HttpProblem::notFound);
    }

    private static Optional<AgentId> parse(String text) {
        try {
            return Optional.of(new AgentId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Response answer(int status, ObjectNode body) {
        return Response.json(status, JSON.writeValueAsBytes(body)).withHeader("Cache-Control", "no-store");
    }

    private static String href(Command command) {
        return BASE.replace("{id}", command.agent().value()) + "/" + command.id();
    }

    private static ObjectNode json(Command c) {
        ObjectNode job = JSON.createObjectNode()
                .put("id", c.id())
                .put("agent_id", c.agent().value())
                .put("command", c.name())
                .put("state", c.state().word())
                .put("created_by", c.createdBy())
                .put("created_at", c.createdAt().toString())
                .put("expires_at", c.expiresAt().toString())
                .put("updated_at", c.updatedAt().toString());
        job.putObject("progress")
                .put("done", c.progress().done())
                .put("total", c.progress().total())
                .put("found", c.progress().found())
                .put("message", c.progress().message());
        return job.put("result", c.result());
    }
}
