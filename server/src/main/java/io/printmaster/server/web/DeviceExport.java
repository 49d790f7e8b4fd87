package io.printmaster.server.web;

import io.printmaster.server.auth.Caller;
import io.printmaster.server.fleet.DeviceListing;
import io.printmaster.server.fleet.DeviceState;
import io.printmaster.server.fleet.Fleet;
import io.printmaster.server.html.Csv;
import io.printmaster.server.http.Request;
import io.printmaster.server.http.Response;
import io.printmaster.server.store.DeviceRow;
import io.printmaster.server.store.Page;
import io.printmaster.server.store.PageRequest;
import io.printmaster.server.store.Scope;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// `GET /devices.csv`: all rows of the list's filter in the list's order, written part by part. Thread-safe.
final class DeviceExport {
    private static final List<String> HEAD = List.of(
            "serial",
            "manufacturer",
            "model",
            "state",
            "errors",
            "ip",
            "hostname",
            "mac",
            "location",
            "asset_number",
            "agent_id",
            "lowest_supply_percent",
            "supply_to_ship",
            "total_pages",
            "meters_at",
            "first_seen",
            "last_seen",
            "device_key");

    private final Fleet fleet;

    DeviceExport(Fleet fleet) {
        this.fleet = fleet;
    }

    Response export(Request request) {
        Scope scope = request.principal(Caller.Person.class).scope();
        DeviceListing listing = DevicePages.listing(DevicePages.state(request));
        Page<DeviceRow> first = fleet.devices(scope, listing, PageRequest.first(PageRequest.MAX));
        return Response.streamed(200, "text/csv; charset=utf-8", out -> write(out, scope, listing, first))
                .withHeader("Content-Disposition", "attachment; filename=\"devices.csv\"")
                .withHeader("Cache-Control", "no-store");
    }

    private void write(OutputStream out, Scope scope, DeviceListing listing, Page<DeviceRow> first) throws IOException {
        put(out, HEAD);
        Page<DeviceRow> page = first;
        while (true) {
            for (DeviceRow row : page.items()) {
                put(out, cells(row));
            }
            Optional<String> next = page.next();
            if (next.isEmpty()) {
                return;
            }
            page = fleet.devices(scope, listing, new PageRequest(PageRequest.MAX, next));
        }
    }

    private static void put(OutputStream out, List<String> cells) throws IOException {
        out.write(Csv.line(cells).getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> cells(DeviceRow row) {
        return List.of(
                row.serial(),
                row.manufacturer(),
                row.model(),
                DeviceState.of(row.status(), row.inError()).word(),
                String.join(" ", row.errors()),
                row.ip(),
                row.hostname(),
                row.mac(),
                row.location(),
                row.asset(),
                row.agent().value(),
                text(row.lowestPercent()),
                row.suppliesLow() ? "yes" : "no",
                text(row.totalPages()),
                row.metersAt().map(Object::toString).orElse(""),
                row.firstSeen().toString(),
                row.lastSeen().toString(),
                row.key().toString());
    }

    private static String text(OptionalInt number) {
        return number.isPresent() ? Integer.toString(number.getAsInt()) : "";
    }

    private static String text(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "";
    }
}
