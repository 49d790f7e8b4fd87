package io.printmaster.server.web;

import io.printmaster.model.FillState;
import io.printmaster.server.auth.Caller;
import io.printmaster.server.fleet.Fleet;
import io.printmaster.server.http.Request;
import io.printmaster.server.http.Response;
import io.printmaster.server.store.Page;
import io.printmaster.server.store.SupplyQueries;
import io.printmaster.server.web.view.SuppliesView;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The work list of supplies. Thread-safe.
final class SupplyPages {
    private final Site site;
    private final Fleet fleet;

    SupplyPages(Site site, Fleet fleet) {
        this.site = site;
        this.fleet = fleet;
    }

    Response list(Request request) {
        Caller.Person person = request.principal(Caller.Person.class);
        Instant now = site.now();
        ListState state = new ListState(request, "/supplies", "q", "state");
        Set<FillState> states = state.one("state", SupplyPages::states).orElse(SupplyQueries.Filter.TO_SHIP);
        SupplyQueries.Filter filter = new SupplyQueries.Filter(state.value("q"), states);
        Page<SupplyQueries.SupplyRow> page = fleet.supplies(person.scope(), filter, state.request());
        SuppliesView view = new SuppliesView(
                state.value("q"),
                state.choices(
                        "state",
                        "=To ship: low, empty, full",
                        "low=Low",
                        "empty=Empty or full",
                        "ok=Enough",
                        "some_left=Some left",
                        "unknown=Unknown",
                        "any=Any"),
                page.items().stream().map(row -> DeviceLines.work(row, now)).toList(),
                state.pager(page, "supply", "supplies"),
                state.self());
        return site.live(request, person, "supplies", "Supplies", "supplies", view, Map.of());
    }

    private static Optional<Set<FillState>> states(String word) {
        return switch (word) {
            case "any" -> Optional.of(Set.of());
            case "empty" -> Optional.of(Set.of(FillState.EMPTY, FillState.FULL));
            default -> FillState.ofWord(word).map(Set::of);
        };
    }
}
