package io.printmaster.server.web;

import io.printmaster.model.AgentId;
import io.printmaster.server.auth.Caller;
import io.printmaster.server.control.CommandDesk;
import io.printmaster.server.html.Badge;
import io.printmaster.server.html.Tone;
import io.printmaster.server.http.HttpProblem;
import io.printmaster.server.http.Request;
import io.printmaster.server.http.Response;
import io.printmaster.server.store.AgentRow;
import io.printmaster.server.store.Commands.Command;
import io.printmaster.server.store.Role;
import io.printmaster.server.web.view.AgentActions;
import io.printmaster.server.web.view.JobLine;
import io.printmaster.server.web.view.Time;
import io.printmaster.wire.CommandOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/agents/{id}/actions`: buttons that ask an agent for something, with its progress and result. Thread-safe.
final class AgentActionPages {
    private final Site site;
    private final CommandDesk desk;

    AgentActionPages(Site site, CommandDesk desk) {
        this.site = site;
        this.desk = desk;
    }

    /// The part alone, for htmx; to everybody else the agent's page, which holds it.
    Response show(Request request) {
        Caller.Person person = request.principal(Caller.Person.class);
        Optional<AgentRow> agent = AgentPages.id(request).flatMap(id -> desk.agent(person, id));
        if (agent.isEmpty()) {
            return site.notFound(person, "There is no such agent.");
        }
        return answer(request, person, agent.get());
    }

    Response act(Request request) {
        Caller.Person person = request.principal(Caller.Person.class);
        AgentId agent = AgentPages.id(request).orElseThrow(HttpProblem::notFound);
        desk.ask(person, agent, request.field("command").orElse(""), request.remoteAddress());
        return answer(request, person, desk.agent(person, agent).orElseThrow(HttpProblem::notFound));
    }

    private Response answer(Request request, Caller.Person person, AgentRow agent) {
        boolean part = request.header("HX-Request").isPresent()
                && request.header("HX-History-Restore-Request").isEmpty();
        if (!part) {
            return Response.seeOther(AgentLines.href(agent.id().value()));
        }
        AgentActions actions = actions(person, agent, site.now());
        return site.live(request, person, "agentactions", "", "agent", actions, Map.of());
    }

    /// The part for any page about the agent.
    AgentActions actions(Caller.Person person, AgentRow agent, Instant now) {
        List<Command> recent = desk.recent(person, agent.id());
        boolean mayAct =
                person.user().role().covers(Role.OPERATOR) && agent.revokedAt().isEmpty();
        return new AgentActions(
                agent.id().value(),
                AgentLines.href(agent.id().value()) + "/actions",
                person.csrfToken(),
                mayAct,
                recent.stream().anyMatch(c -> c.state().open()),
                recent.isEmpty() ? "" : told(recent.getFirst()),
                recent.stream().map(c -> line(c, now)).toList());
    }

    private static JobLine line(Command c, Instant now) {
        boolean running = c.state().open();
        return new JobLine(
                c.id(),
                title(c.name()),
                badge(c),
                running ? c.progress().message() : "",
                c.progress().done(),
                running ? c.progress().total() : 0,
                c.result(),
                c.createdBy(),
                Time.of(c.createdAt(), now));
    }

    private static String title(String command) {
        return switch (command) {
            case CommandOrder.SCAN_NOW -> "Scan now";
            case CommandOrder.UPLOAD_NOW -> "Upload now";
            default -> command;
        };
    }

    private static Badge badge(Command c) {
        return switch (c.state()) {
            case PENDING, SENT -> new Badge(Tone.INFO, "Waiting for the agent");
            case RUNNING -> new Badge(Tone.INFO, "Running");
            case DONE -> new Badge(Tone.OK, "Done");
            case FAILED -> new Badge(Tone.BAD, "Failed");
            case EXPIRED -> new Badge(Tone.WARN, "Not done");
        };
    }

    private static String told(Command c) {
        return title(c.name()) + ": " + badge(c).word();
    }
}
