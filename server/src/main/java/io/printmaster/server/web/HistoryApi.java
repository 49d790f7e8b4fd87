package io.printmaster.server.web;

import io.printmaster.model.PrinterKey;
import io.printmaster.server.auth.Caller;
import io.printmaster.server.fleet.Fleet;
import io.printmaster.server.fleet.History;
import io.printmaster.server.http.HttpProblem;
import io.printmaster.server.http.Request;
import io.printmaster.server.http.Response;
import java.time.Duration;

/// `GET /api/v1/devices/{key}/history?days=90`: the history of one device as columns, for charts;
/// the span decides the resolution. Thread-safe.
final class HistoryApi {
    private static final int MAX_DAYS = 3_660;
    private static final int MAX_POINTS = 2_000;

    private final Fleet fleet;

    HistoryApi(Fleet fleet) {
        this.fleet = fleet;
    }

    Response history(Request request) {
        Caller.Person person = request.principal(Caller.Person.class);
        Duration span = Duration.ofDays(days(request.query("days").orElse("90")));
        History history = PrinterKey.parse(request.param("key"))
                .flatMap(key -> fleet.history(person.scope(), DevicePages.tenant(request), key, span, MAX_POINTS))
                .orElseThrow(HttpProblem::notFound);
        return Response.json(200, HistoryJson.of(history)).withHeader("Cache-Control", "no-store");
    }

    private static int days(String text) {
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MAX_DAYS) {
            throw HttpProblem.malformed("days is a number from 1 to " + MAX_DAYS + ".");
        }
        return Integer.parseInt(text);
    }
}
