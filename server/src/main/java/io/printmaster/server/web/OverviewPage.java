package io.printmaster.server.web;

import io.printmaster.server.auth.Caller;
import io.printmaster.server.fleet.Fleet;
import io.printmaster.server.fleet.Overview;
import io.printmaster.server.html.Formats;
import io.printmaster.server.html.Tone;
import io.printmaster.server.http.Request;
import io.printmaster.server.http.Response;
import io.printmaster.server.web.view.OverviewView;
import io.printmaster.server.web.view.Tile;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The first page: what is broken, what must be shipped, which sites are silent. Thread-safe.
final class OverviewPage {
    private final Site site;
    private final Fleet fleet;

    OverviewPage(Site site, Fleet fleet) {
        this.site = site;
        this.fleet = fleet;
    }

    Response show(Request request) {
        Caller.Person person = request.principal(Caller.Person.class);
        OverviewView view = view(fleet.overview(person.scope()));
        boolean admin = Site.viewer(person).admin();
        return site.live(request, person, "overview", "Overview", "overview", view, Map.of("admin", admin));
    }

    private OverviewView view(Overview overview) {
        Instant now = site.now();
        return new OverviewView(
                Formats.count(overview.devices(), "device", "devices") + " at "
                        + Formats.count(overview.agents(), "agent", "agents"),
                overview.agents() == 0,
                tiles(overview),
                overview.broken().stream()
                        .map(row -> DeviceLines.line(row, now))
                        .toList(),
                overview.silent().stream()
                        .map(agent -> AgentLines.line(agent, now))
                        .toList(),
                overview.shipping().stream()
                        .map(row -> DeviceLines.work(row, now))
                        .toList());
    }

    private List<Tile> tiles(Overview overview) {
        String silence = Formats.span(fleet.patience().agentSilent());
        String missing = Formats.span(fleet.patience().metersMissing());
        return List.of(
                tile(
                        overview.inError(),
                        "Devices in error",
                        "somebody has to go there",
                        Tone.BAD,
                        "/devices?state=error"),
                tile(overview.toShip(), "Supplies to ship", "low, empty, or a full waste box", Tone.WARN, "/supplies"),
                tile(
                        overview.silentAgents(),
                        "Silent agents",
                        "not heard for " + silence,
                        Tone.BAD,
                        "/agents?state=offline"),
                tile(
                        overview.noMeters(),
                        "Missing meters",
                        "no reading for " + missing,
                        Tone.WARN,
                        "/devices?meters=missing"));
    }

    private static Tile tile(long number, String what, String why, Tone some, String href) {
        return new Tile(Formats.count(number), what, why, number == 0 ? Tone.OK : some, href);
    }
}
