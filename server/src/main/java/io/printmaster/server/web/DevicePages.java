package io.printmaster.server.web;

import io.printmaster.model.AgentId;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.TenantId;
import io.printmaster.server.auth.Caller;
import io.printmaster.server.fleet.DeviceListing;
import io.printmaster.server.fleet.DeviceState;
import io.printmaster.server.fleet.Fleet;
import io.printmaster.server.http.Request;
import io.printmaster.server.http.Response;
import io.printmaster.server.store.DeviceQueries.Sort;
import io.printmaster.server.store.DeviceRow;
import io.printmaster.server.store.Page;
import io.printmaster.server.web.view.Column;
import io.printmaster.server.web.view.DeviceView;
import io.printmaster.server.web.view.DevicesView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The list of devices and the page of one. Thread-safe.
final class DevicePages {
    private static final String PATH = "/devices";

    private final Site site;
    private final Fleet fleet;

    DevicePages(Site site, Fleet fleet) {
        this.site = site;
        this.fleet = fleet;
    }

    Response list(Request request) {
        Caller.Person person = request.principal(Caller.Person.class);
        ListState state = state(request);
        Page<DeviceRow> page = fleet.devices(person.scope(), listing(state), state.request());
        return site.live(request, person, "devices", "Devices", "devices", view(state, page), Map.of());
    }

    static ListState state(Request request) {
        return new ListState(request, PATH, "q", "state", "meters", "supplies", "agent");
    }

    /// What the address asks for.
    static DeviceListing listing(ListState state) {
        String sort = state.sort().isEmpty() ? "model" : state.sort();
        boolean falling = sort.startsWith("-");
        return new DeviceListing(
                state.value("q"),
                state.one("state", DeviceState::ofWord),
                state.one("supplies", word -> word.equals("low") ? Optional.of(true) : Optional.empty()),
                state.one("meters", word -> word.equals("missing") ? Optional.of(true) : Optional.empty())
                        .isPresent(),
                state.one("agent", DevicePages::agent),
                sort(falling ? sort.substring(1) : sort),
                falling);
    }

    private static Optional<AgentId> agent(String text) {
        try {
            return Optional.of(new AgentId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Sort sort(String word) {
        return switch (word) {
            case "serial" -> Sort.SERIAL;
            case "state" -> Sort.STATUS;
            case "address" -> Sort.IP;
            case "supply" -> Sort.LOWEST_PERCENT;
            case "pages" -> Sort.TOTAL_PAGES;
            case "seen" -> Sort.LAST_SEEN;
            default -> Sort.MODEL;
        };
    }

    private DevicesView view(ListState state, Page<DeviceRow> page) {
        Instant now = site.now();
        return new DevicesView(
                state.value("q"),
                state.sort(),
                state.choices(
                        "state",
                        "=Any",
                        "error=Error",
                        "warning=Warning",
                        "offline=Offline",
                        "ready=Ready",
                        "unknown=Unknown"),
                state.choices("supplies", "=Any", "low=To ship"),
                state.choices("meters", "=Any", "missing=Missing"),
                state.value("agent"),
                columns(state),
                page.items().stream().map(row -> DeviceLines.line(row, now)).toList(),
                state.pager(page, "device", "devices"),
                state.self(),
                state.at("/devices.csv"));
    }

    private static List<Column> columns(ListState state) {
        String current = state.sort().isEmpty() ? "model" : state.sort();
        return List.of(
                state.column("Device", "model", "", current),
                state.column("State", "state", "", current),
                state.column("Address", "address", "", current),
                Column.plain("Agent"),
                state.column("Lowest supply", "supply", "", current),
                state.column("Pages", "pages", "num", current),
                state.column("Seen", "seen", "", current));
    }

    Response one(Request request) {
        Caller.Person person = request.principal(Caller.Person.class);
        Optional<DeviceView> view = PrinterKey.parse(request.param("key"))
                .flatMap(key -> fleet.device(person.scope(), tenant(request), key))
                .map(detail -> DeviceViews.view(detail, fleet.patience(), site.now()));
        if (view.isEmpty()) {
            return site.notFound(person, "There is no such device here. It may never have been reported.");
        }
        DeviceView found = view.get();
        return site.live(request, person, "device", found.title(), "device", found, Map.of());
    }

    /// The tenant that the address names, for people who see several.
    static Optional<TenantId> tenant(Request request) {
        return request.query("tenant")
                .filter(t -> t.matches("[A-Za-z0-9._-]{1,64}"))
                .map(TenantId::new);
    }
}
