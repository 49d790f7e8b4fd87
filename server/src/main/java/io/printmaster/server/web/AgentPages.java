package io.printmaster.server.web;

import io.printmaster.model.AgentId;
import io.printmaster.server.auth.Caller;
import io.printmaster.server.fleet.AgentState;
import io.printmaster.server.fleet.AgentSummary;
import io.printmaster.server.fleet.Fleet;
import io.printmaster.server.http.Request;
import io.printmaster.server.http.Response;
import io.printmaster.server.store.Page;
import io.printmaster.server.web.view.AgentView;
import io.printmaster.server.web.view.AgentsView;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// The list of agents. Thread-safe.
final class AgentPages {
    private final Site site;
    private final Fleet fleet;
    private final AgentActionPages actions;

    AgentPages(Site site, Fleet fleet, AgentActionPages actions) {
        this.site = site;
        this.fleet = fleet;
        this.actions = actions;
    }

    Response list(Request request) {
        Caller.Person person = request.principal(Caller.Person.class);
        Instant now = site.now();
        ListState state = new ListState(request, "/agents", "q", "state");
        Page<AgentSummary> page =
                fleet.agents(person.scope(), state.value("q"), state.one("state", AgentState::ofWord), state.request());
        AgentsView view = new AgentsView(
                state.value("q"),
                state.choices("state", "=Any", "online=Online", "late=Late", "offline=Offline", "revoked=Revoked"),
                page.items().stream().map(agent -> AgentLines.line(agent, now)).toList(),
                state.pager(page, "agent", "agents"),
                state.self(),
                "/join");
        return site.live(request, person, "agents", "Agents", "agents", view, Map.of());
    }

    Response one(Request request) {
        Caller.Person person = request.principal(Caller.Person.class);
        Optional<AgentView> view = id(request)
                .flatMap(id -> fleet.agent(person.scope(), id))
                .map(detail -> AgentViews.view(
                        detail, actions.actions(person, detail.summary().agent(), site.now()), site.now()));
        if (view.isEmpty()) {
            return site.notFound(person, "There is no such agent here. It may never have joined.");
        }
        return site.live(request, person, "agent", view.get().name(), "agent", view.get(), Map.of());
    }

    /// The agent that the address names.
    static Optional<AgentId> id(Request request) {
        try {
            return Optional.of(new AgentId(request.param("id")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
