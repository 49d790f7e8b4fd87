package io.printmaster.server.web;

import io.printmaster.server.auth.Caller;
import io.printmaster.server.fleet.Fleet;
import io.printmaster.server.html.Formats;
import io.printmaster.server.http.Request;
import io.printmaster.server.http.Response;
import io.printmaster.server.store.Audit;
import io.printmaster.server.store.Page;
import io.printmaster.server.web.view.AuditLine;
import io.printmaster.server.web.view.AuditView;
import io.printmaster.server.web.view.Time;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// The audit trail. Thread-safe.
final class AuditPages {
    private final Site site;
    private final Fleet fleet;

    AuditPages(Site site, Fleet fleet) {
        this.site = site;
        this.fleet = fleet;
    }

    Response list(Request request) {
        Caller.Person person = request.principal(Caller.Person.class);
        Instant now = site.now();
        ListState state = new ListState(request, "/audit", "agent", "actor", "action", "q");
        Page<Audit.Entry> page = fleet.audit(person.scope(), filter(state), state.request());
        AuditView view = new AuditView(
                state.value("agent"),
                state.value("actor"),
                state.value("action"),
                state.value("q"),
                page.items().stream().map(entry -> line(entry, now)).toList(),
                state.pager(page, "entry", "entries"),
                state.self());
        return site.live(request, person, "audit", "Audit", "audit", view, Map.of());
    }

    private static Audit.Filter filter(ListState state) {
        return new Audit.Filter(
                told(state, "agent"),
                told(state, "actor"),
                told(state, "action"),
                state.value("q"),
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<String> told(ListState state, String name) {
        return Optional.of(state.value(name)).filter(value -> !value.isEmpty());
    }

    private static AuditLine line(Audit.Entry entry, Instant now) {
        boolean person = !entry.actor().isEmpty();
        String who = Formats.firstOf(entry.actor(), entry.agentId(), "server");
        String href = person || entry.agentId().isEmpty() ? "" : DeviceLines.agentHref(entry.agentId());
        return new AuditLine(Time.of(entry.at(), now), who, href, entry.action(), entry.details(), entry.ip());
    }
}
