package io.printmaster.server.web;

import io.printmaster.model.AgentId;
import io.printmaster.server.auth.Caller;
import io.printmaster.server.control.CommandDesk;
import io.printmaster.server.html.Badge;
import io.printmaster.server.html.Formats;
import io.printmaster.server.html.Links;
import io.printmaster.server.html.Tone;
import io.printmaster.server.http.HttpProblem;
import io.printmaster.server.http.Request;
import io.printmaster.server.http.Response;
import io.printmaster.server.store.AgentRow;
import io.printmaster.server.store.Commands.Command;
import io.printmaster.server.store.Role;
import io.printmaster.server.web.view.AgentActions;
import io.printmaster.server.web.view.AgentActionsView;
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

    Response show(Request request) {
        Caller.Person person = request.principal(Caller.Person.class);
        Optional<AgentRow> agent = id(request).flatMap(id -> desk.agent(person, id));
        if (agent.isEmpty()) {
            return site.notFound(person, "There is no such agent.");
        }
        return page(request, person, agent.get());
    }

    /// A form without scripts is sent back to the page; with htmx the part is exchanged.
    Response act(Request request) {
        Caller.Person person = request.principal(Caller.Person.class);
        AgentId id = id(request).orElseThrow(HttpProblem::notFound);
        desk.ask(person, id, request.field("command").orElse(""), request.remoteAddress());
        if (request.header("HX-Request").isEmpty()) {
            return Response.seeOther(href(id));
        }
        return page(request, person, desk.agent(person, id).orElseThrow(HttpProblem::notFound));
    }

    private Response page(Request request, Caller.Person person, AgentRow agent) {
        String name = Formats.firstOf(
                agent.facts().name(),
                agent.site(),
                agent.facts().hostname(),
                agent.id().value());
        AgentActionsView view = new AgentActionsView(name, agent.id().value(), actions(person, agent.id(), site.now()));
        return site.live(request, person, "agentactions", name, "agents", view, Map.of());
    }

    /// The part for any page about the agent.
    AgentActions actions(Caller.Person person, AgentId agent, Instant now) {
        List<Command> recent = desk.recent(person, agent);
        boolean mayAct = person.user().role().covers(Role.OPERATOR);
        return new AgentActions(
                agent.value(),
                href(agent),
                person.csrfToken(),
                mayAct,
                recent.stream().anyMatch(c -> c.state().open()),
                recent.isEmpty() ? "" : told(recent.getFirst()),
                recent.stream().map(c -> line(c, now)).toList());
    }

    private static String href(AgentId agent) {
        return "/agents/" + Links.segment(agent.value()) + "/actions";
    }

    private static Optional<AgentId> id(Request request) {
        try {
            return Optional.of(new AgentId(request.param("id")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
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
