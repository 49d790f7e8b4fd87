package io.printmaster.server.web;

import io.printmaster.server.auth.Caller;
import io.printmaster.server.fleet.Fleet;
import io.printmaster.server.http.HttpProblem;
import io.printmaster.server.http.Request;
import io.printmaster.server.http.Response;
import io.printmaster.server.store.AgentUploads;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// `GET /api/v1/agents/{id}/uploads?days=7`: what an agent sent in each hour as columns, for charts; hours without an
/// upload are zeros. Thread-safe.
final class UploadsApi {
    private static final int MAX_DAYS = 30;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Fleet fleet;
    private final Site site;

    UploadsApi(Fleet fleet, Site site) {
        this.fleet = fleet;
        this.site = site;
    }

    Response history(Request request) {
        Caller.Person person = request.principal(Caller.Person.class);
        Duration span = Duration.ofDays(days(request.query("days").orElse("7")));
        List<AgentUploads.Hour> told = AgentPages.id(request)
                .flatMap(id -> fleet.uploads(person.scope(), id, span))
                .orElseThrow(HttpProblem::notFound);
        return Response.json(200, json(everyHour(told, site.now()))).withHeader("Cache-Control", "no-store");
    }

    private static int days(String text) {
        if (!text.matches("[0-9]{1,2}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MAX_DAYS) {
            throw HttpProblem.malformed("days is a number from 1 to " + MAX_DAYS + ".");
        }
        return Integer.parseInt(text);
    }

    /// From the first hour told, or the day before, to the present one, none left out.
    static List<AgentUploads.Hour> everyHour(List<AgentUploads.Hour> told, Instant now) {
        Map<Instant, AgentUploads.Hour> known = new HashMap<>();
        told.forEach(hour -> known.put(hour.hour(), hour));
        List<AgentUploads.Hour> all = new ArrayList<>();
        Instant last = now.truncatedTo(ChronoUnit.HOURS);
        Instant day = last.minus(23, ChronoUnit.HOURS);
        Instant hour = told.isEmpty()
                ? last.plusSeconds(1)
                : day.isBefore(told.getFirst().hour()) ? day : told.getFirst().hour();
        for (; !hour.isAfter(last); hour = hour.plus(1, ChronoUnit.HOURS)) {
            all.add(known.getOrDefault(hour, new AgentUploads.Hour(hour, 0, 0, 0, 0)));
        }
        return all;
    }

    private static byte[] json(List<AgentUploads.Hour> hours) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4_096);
        try (JsonGenerator g = MAPPER.createGenerator(bytes)) {
            g.writeStartObject();
            g.writeArrayPropertyStart("times");
            hours.forEach(hour -> g.writeNumber(hour.hour().getEpochSecond()));
            g.writeEndArray();
            g.writeArrayPropertyStart("charts");
            start(g, "Uploads an hour", "");
            series(g, hours, "uploads", "Uploads", AgentUploads.Hour::uploads);
            series(g, hours, "records", "Records", AgentUploads.Hour::records);
            end(g);
            start(g, "Bytes an hour", "bytes");
            series(g, hours, "wire_bytes", "On the line", AgentUploads.Hour::wireBytes);
            series(g, hours, "plain_bytes", "Uncompressed", AgentUploads.Hour::plainBytes);
            end(g);
            g.writeEndArray();
            g.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void start(JsonGenerator g, String label, String unit) {
        g.writeStartObject();
        g.writeStringProperty("label", label);
        g.writeStringProperty("unit", unit);
        g.writeArrayPropertyStart("series");
    }

    private static void end(JsonGenerator g) {
        g.writeEndArray();
        g.writeEndObject();
    }

    private static void series(
            JsonGenerator g,
            List<AgentUploads.Hour> hours,
            String name,
            String label,
            ToLongFunction<AgentUploads.Hour> value) {
        g.writeStartObject();
        g.writeStringProperty("name", name);
        g.writeStringProperty("label", label);
        g.writeArrayPropertyStart("values");
        hours.forEach(hour -> g.writeNumber(value.applyAsLong(hour)));
        g.writeEndArray();
        g.writeEndObject();
    }
}
