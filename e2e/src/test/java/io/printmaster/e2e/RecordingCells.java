package io.printmaster.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Holds what the agent printed of recorded devices against what people found in the recordings, cell by cell.
final class RecordingCells {
    private static final List<String> IDENTITY = List.of("manufacturer", "model", "serial", "firmware");

    private final Path recordings;
    private final List<Cell> cells = new ArrayList<>();

    /// @param recordings the folder of the recordings
    RecordingCells(Path recordings) {
        this.recordings = recordings;
    }

    /// One filled cell of a table, or an empty one that something was invented for.
    record Cell(String recording, String name, String expected, String actual, boolean right) {
        @Override
        public String toString() {
            return (right ? "ok    " : "WRONG ") + recording + " " + name + ": expected <" + expected + "> got <"
                    + actual + ">";
        }
    }

    List<Cell> filled() {
        return cells.stream().filter(cell -> !cell.expected.isEmpty()).toList();
    }

    List<Cell> invented() {
        return cells.stream().filter(cell -> cell.expected.isEmpty()).toList();
    }

    List<Cell> wrong() {
        return filled().stream().filter(cell -> !cell.right).toList();
    }

    /// A row of `expected.csv`.
    void device(String recording, Map<String, String> row, JsonNode device) {
        for (String column : IDENTITY) {
            String actual = text(device, column);
            if (column.equals("serial") && (actual.startsWith("mac:") || actual.startsWith("uuid:"))) {
                // The wire's stand-in for a serial that the device does not tell.
                actual = "";
            }
            same(recording, column, row.get(column), actual);
        }
        same(recording, "total_pages", row.get("total_pages"), text(device.path("metrics"), "page_count"));
        count(
                recording,
                "n_supplies",
                row.get("n_supplies"),
                device.path("supplies").size());
        count(recording, "n_trays", row.get("n_trays"), device.path("trays").size());
    }

    /// A row of `expected_supplies.csv`.
    void supply(String recording, Map<String, String> row, JsonNode device) {
        String name = "supply " + row.get("index");
        Optional<JsonNode> found = byIndex(device.path("supplies"), row.get("index"));
        if (found.isEmpty()) {
            cells.add(new Cell(recording, name, "a row", "none", false));
            return;
        }
        JsonNode supply = found.get();
        if (!row.get("type").isEmpty()) {
            same(recording, name + " type", row.get("type"), text(supply, "type"));
        }
        String description = row.get("description");
        cells.add(new Cell(
                recording, name + " description", description, text(supply, "name"), isSplitOf(description, supply)));
        level(recording, name, row, supply);
    }

    /// A row of `expected_trays.csv`.
    void tray(String recording, Map<String, String> row, JsonNode device) {
        String name = "tray " + row.get("index");
        Optional<JsonNode> found = byIndex(device.path("trays"), row.get("index"));
        if (found.isEmpty()) {
            cells.add(new Cell(recording, name, "a row", "none", false));
            return;
        }
        JsonNode tray = found.get();
        String label = row.get("name").isEmpty() ? row.get("description") : row.get("name");
        same(recording, name + " name", label, text(tray, "name"));
        same(recording, name + " media", row.get("media"), text(tray, "media"));
        level(recording, name, row, tray);
    }

    private void level(String recording, String name, Map<String, String> row, JsonNode actual) {
        same(recording, name + " percent", row.get("percent"), text(actual, "percent"));
        String word = row.get("state");
        if (word.equals("some remaining") || word.equals("at least one sheet")) {
            same(recording, name + " state", "some_left", text(actual, "state"));
        } else if (word.equals("unknown") || word.equals("empty")) {
            same(recording, name + " state", word, text(actual, "state"));
        } else if (word.contains("capacity unknown")) {
            same(recording, name + " level", row.get("level"), text(actual, "level"));
        }
        if (!row.get("max_capacity").startsWith("-") && !row.get("percent").isEmpty()) {
            same(recording, name + " level", row.get("level"), text(actual, "level"));
            same(recording, name + " capacity", row.get("max_capacity"), text(actual, "capacity"));
        }
    }

    /// Right when any of the `|` alternatives is there; an empty expectation notes only what was invented for it.
    private void same(String recording, String name, String expected, String actual) {
        if (expected.isEmpty()) {
            if (!actual.isEmpty() && !holds(recording, actual)) {
                cells.add(new Cell(recording, name, "", actual, false));
            }
            return;
        }
        boolean right = Arrays.stream(expected.split("\\|"))
                .anyMatch(choice -> plain(choice).equals(plain(actual)));
        cells.add(new Cell(recording, name, expected, actual, right));
    }

    /// Whether the value stands in the recording after all, as text or as octets: the table was not complete then.
    private boolean holds(String recording, String value) {
        try {
            String text = Files.readString(recordings.resolve(recording + ".snmprec"), StandardCharsets.ISO_8859_1);
            String octets = HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8));
            return text.contains(value) || text.toLowerCase(Locale.ROOT).contains(octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void count(String recording, String name, String expected, int actual) {
        same(recording, name, expected, actual == 0 ? "" : Integer.toString(actual));
    }

    /// Whether name, part number and serial together are the whole recorded description and nothing else.
    private static boolean isSplitOf(String description, JsonNode supply) {
        if (plain(description).equals(plain(text(supply, "name")))) {
            return true;
        }
        String rest = plain(description);
        for (String part : List.of(text(supply, "name"), text(supply, "part_number"), text(supply, "serial"))) {
            String word = plain(part);
            if (!rest.contains(word)) {
                return false;
            }
            rest = rest.replaceFirst(Pattern.quote(word), " ");
        }
        return !text(supply, "name").isEmpty()
                && rest.replaceAll("\\b(?:pn|sn)?(?:unknown|none)\\b|\\b[ps]n\\b", "")
                        .replaceAll("[\\s,;:]+", "")
                        .isEmpty();
    }

    private static Optional<JsonNode> byIndex(JsonNode rows, String index) {
        for (JsonNode row : rows) {
            if (text(row, "index").equals(index)) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isMissingNode() || value.isNull() ? "" : value.asString();
    }

    private static String plain(String text) {
        return text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
