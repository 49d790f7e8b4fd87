package io.printmaster.agent.run;

import io.printmaster.agent.read.Origin;
import io.printmaster.agent.read.UnkeyedReading;
import io.printmaster.model.Meters;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Reading;
import io.printmaster.model.Supply;
import io.printmaster.wire.DeviceJson;
import io.printmaster.wire.SampleJson;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// How `scan` prints a printer: as the wire's JSON, or as a row for people.
final class ScanOutput {
    private static final String ROW = "%-39s %-36s %-20s %-8s %10s  %s%n";

    /// Never printed.
    private static final PrinterKey NO_KEY = new PrinterKey(PrinterKey.Kind.UUID, "none");

    private ScanOutput() {}

    /// The fields of the wire's Device, and `metrics` with those of its Metrics, on one line. A printer
    /// that nothing identifies has an empty `device_key`, and a `note` that says so.
    static String json(Found found) {
        return document(found).toString();
    }

    private static ObjectNode document(Found found) {
        Reading reading = found.reading().keyed(found.key().orElse(NO_KEY));
        ObjectNode document = Json.document();
        document.setAll(Json.parse(new String(DeviceJson.encode(reading.printer()), StandardCharsets.UTF_8)));
        ObjectNode metrics = Json.parse(new String(SampleJson.encode(reading.sample()), StandardCharsets.UTF_8));
        if (found.key().isEmpty()) {
            unidentified(document, found);
            unidentified(metrics, found);
            document.put("note", found.note());
        }
        document.set("metrics", metrics);
        return document;
    }

    /// As above, with an object `origin` that names for each field the door that gave it.
    static String jsonWithOrigin(Found found) {
        ObjectNode document = document(found);
        ObjectNode origin = document.putObject("origin");
        found.origin().fields().forEach(origin::put);
        return document.toString();
    }

    /// The wire puts the key where there is no serial.
    private static void unidentified(ObjectNode object, Found found) {
        object.put("device_key", "");
        object.put("serial", found.reading().identity().serial());
    }

    /// A search that tells of printers.
    interface Search {
        int run(Consumer<Found> found);
    }

    /// Prints a table in the order of the addresses when the search is done.
    ///
    /// @param origins whether each printer is followed by which door gave what
    static int table(PrintStream out, boolean origins, Search search) {
        List<Found> readings = new ArrayList<>();
        int found = search.run(readings::add);
        if (found > 0) {
            out.printf(Locale.ROOT, ROW, "ADDRESS", "PRINTER", "SERIAL", "STATUS", "PAGES", "SUPPLIES");
            readings.sort(Comparator.comparing(r -> r.reading().network().address()));
            readings.forEach(reading -> {
                row(out, reading);
                if (origins) {
                    origin(out, reading.origin());
                }
            });
        }
        return found;
    }

    /// A line for each door, with what it gave.
    private static void origin(PrintStream out, Origin origin) {
        Map<String, List<String>> byDoor = new TreeMap<>();
        origin.fields()
                .forEach((field, door) ->
                        byDoor.computeIfAbsent(door, d -> new ArrayList<>()).add(field));
        byDoor.forEach((door, fields) -> out.println("  by " + door + ": " + String.join(", ", fields)));
    }

    private static void row(PrintStream out, Found found) {
        UnkeyedReading printer = found.reading();
        OptionalLong pages = printer.meters().count(Meters.TOTAL);
        out.printf(
                Locale.ROOT,
                ROW,
                printer.network().address(),
                cut(
                        (printer.identity().manufacturer() + " "
                                        + printer.identity().model())
                                .strip(),
                        36),
                cut(
                        printer.identity().serial().isEmpty()
                                ? "-"
                                : printer.identity().serial(),
                        20),
                printer.condition().status().name().toLowerCase(Locale.ROOT),
                pages.isPresent() ? Long.toString(pages.getAsLong()) : "-",
                printer.inventory().supplies().stream().map(ScanOutput::supply).collect(Collectors.joining(", ")));
    }

    private static String supply(Supply supply) {
        OptionalInt percent = supply.level().percent();
        String level = percent.isPresent()
                ? percent.getAsInt() + "%"
                : supply.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String name = supply.color().isEmpty() ? supply.type() : supply.color();
        return name + " " + level;
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "~";
    }
}
