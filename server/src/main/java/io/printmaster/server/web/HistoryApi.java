package io.printmaster.server.web;

import io.printmaster.model.PrinterKey;
import io.printmaster.server.auth.Caller;
import io.printmaster.server.fleet.Fleet;
import io.printmaster.server.http.HttpProblem;
import io.printmaster.server.http.Request;
import io.printmaster.server.http.Response;
import io.printmaster.server.store.Metrics;
import java.time.Duration;
import java.util.List;

/// `GET /api/v1/devices/{key}/history?days=90`: the samples of one device as columns, for charts. Thread-safe.
final class HistoryApi {
    private static final int MAX_DAYS = 366;
    private static final int MAX_POINTS = 2_000;

    private final Fleet fleet;

    HistoryApi(Fleet fleet) {
        this.fleet = fleet;
    }

    Response history(Request request) {
        Caller.Person person = request.principal(Caller.Person.class);
        Duration span = Duration.ofDays(days(request.query("days").orElse("90")));
        List<Metrics.Point> points = PrinterKey.parse(request.param("key"))
                .flatMap(key -> fleet.history(person.scope(), DevicePages.tenant(request), key, span, MAX_POINTS))
                .orElseThrow(HttpProblem::notFound);
        return Response.json(200, HistoryJson.of(points)).withHeader("Cache-Control", "no-store");
    }

    private static int days(String text) {
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MAX_DAYS) {
            throw HttpProblem.malformed("days is a number from 1 to " + MAX_DAYS + ".");
        }
        return Integer.parseInt(text);
    }
}
