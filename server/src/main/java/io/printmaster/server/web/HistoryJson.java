package io.printmaster.server.web;

import io.printmaster.server.fleet.History;
import io.printmaster.server.html.Formats;
import io.printmaster.server.store.Tier;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The history of a device as columns: times, the pages counted in each (`null` for single samples), then each counter
/// and each level with one value a time, `null` where the printer told none. Pure; thread-safe.
final class HistoryJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private HistoryJson() {}

    static byte[] of(History history) {
        List<History.Point> points = history.points();
        List<JsonNode> levels =
                points.stream().map(p -> levels(p.tonerLevels())).toList();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4_096);
        try (JsonGenerator g = MAPPER.createGenerator(bytes)) {
            g.writeStartObject();
            g.writeStringProperty("unit", unit(points));
            g.writeStringProperty(
                    "resolution", history.resolution().map(HistoryJson::word).orElse("sample"));
            g.writeArrayPropertyStart("times");
            points.forEach(p -> g.writeNumber(p.at().getEpochSecond()));
            g.writeEndArray();
            writePages(points, g);
            writeCounters(points, g);
            writeLevels(levels, g);
            g.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static String unit(List<History.Point> points) {
        String unit = points.isEmpty() ? "" : points.getLast().meters().unit();
        return unit.isEmpty() ? "pages" : Formats.words(unit).toLowerCase(Locale.ROOT);
    }

    private static String word(Tier tier) {
        return switch (tier) {
            case HOUR -> "hour";
            case DAY -> "day";
            case MONTH -> "month";
        };
    }

    private static void writePages(List<History.Point> points, JsonGenerator g) {
        g.writeArrayPropertyStart("pages");
        for (History.Point point : points) {
            if (point.pages().isPresent()) {
                g.writeNumber(point.pages().get());
            } else {
                g.writeNull();
            }
        }
        g.writeEndArray();
    }

    private static void writeCounters(List<History.Point> points, JsonGenerator g) {
        TreeSet<String> names = new TreeSet<>();
        points.forEach(p -> names.addAll(p.meters().counts().keySet()));
        g.writeArrayPropertyStart("counters");
        for (String name : names) {
            start(name, Words.counter(name), g);
            for (History.Point point : points) {
                OptionalLong count = point.meters().count(name);
                if (count.isPresent()) {
                    g.writeNumber(count.getAsLong());
                } else {
                    g.writeNull();
                }
            }
            end(g);
        }
        g.writeEndArray();
    }

    private static void writeLevels(List<JsonNode> levels, JsonGenerator g) {
        Map<String, String> names = new LinkedHashMap<>();
        levels.forEach(node -> node.propertyNames().forEach(name -> names.put(name, Formats.words(name))));
        g.writeArrayPropertyStart("levels");
        names.forEach((name, label) -> {
            start(name, label, g);
            for (JsonNode node : levels) {
                JsonNode value = node.get(name);
                if (value != null && value.isNumber()) {
                    g.writeNumber(value.asInt());
                } else {
                    g.writeNull();
                }
            }
            end(g);
        });
        g.writeEndArray();
    }

    private static void start(String name, String label, JsonGenerator g) {
        g.writeStartObject();
        g.writeStringProperty("name", name);
        g.writeStringProperty("label", label);
        g.writeArrayPropertyStart("values");
    }

    private static void end(JsonGenerator g) {
        g.writeEndArray();
        g.writeEndObject();
    }

    private static JsonNode levels(String json) {
        try {
            JsonNode node = json.isEmpty() ? MAPPER.createObjectNode() : MAPPER.readTree(json);
            return node.isObject() ? node : MAPPER.createObjectNode();
        } catch (JacksonException e) {
            return MAPPER.createObjectNode();
        }
    }
}
