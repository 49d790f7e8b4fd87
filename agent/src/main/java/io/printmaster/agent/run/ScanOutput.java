package io.printmaster.agent.run;

import io.printmaster.model.Meters;
import io.printmaster.model.Printer;
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
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// How `scan` prints a printer: as the wire's JSON, or as a row for people.
final class ScanOutput {
    private static final String ROW = "%-39s %-36s %-20s %-8s %10s  %s%n";

    private ScanOutput() {}

    /// The fields of the wire's Device, and `metrics` with those of its Metrics, on one line; key and serial are empty
    /// when nothing identifies the printer.
    static String json(Scan.Found found) {
        Reading reading = found.reading();
        String device = new String(DeviceJson.encode(reading.printer()), StandardCharsets.UTF_8);
        String metrics = new String(SampleJson.encode(reading.sample()), StandardCharsets.UTF_8);
        String line = "{\"schema_version\":" + Json.SCHEMA_VERSION + "," + device.substring(1, device.length() - 1)
                + ",\"metrics\":" + metrics + "}";
        if (found.identified()) {
            return line;
        }
        ObjectNode unidentified = Json.parse(line);
        unidentified.put("device_key", "").put("serial", "");
        if (unidentified.get("metrics") instanceof ObjectNode sample) {
            sample.put("device_key", "").put("serial", "");
        }
        return unidentified.toString();
    }

    /// A search that tells of printers.
    interface Search {
        int run(Consumer<Scan.Found> found) throws InterruptedException;
    }

    /// Prints a table in the order of the addresses when the search is done.
    static int table(PrintStream out, Search search) throws InterruptedException {
        List<Reading> readings = new ArrayList<>();
        int found = search.run(one -> readings.add(one.reading()));
        if (found > 0) {
            out.printf(Locale.ROOT, ROW, "ADDRESS", "PRINTER", "SERIAL", "STATUS", "PAGES", "SUPPLIES");
            readings.sort(Comparator.comparing(r -> r.printer().network().address()));
            readings.forEach(reading -> row(out, reading));
        }
        return found;
    }

    private static void row(PrintStream out, Reading reading) {
        Printer printer = reading.printer();
        OptionalLong pages = reading.meters().count(Meters.TOTAL);
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
