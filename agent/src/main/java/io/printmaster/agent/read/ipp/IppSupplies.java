package io.printmaster.agent.read.ipp;

import io.printmaster.model.FillState;
import io.printmaster.model.Level;
import io.printmaster.model.Supply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Supplies from printer-supply (PWG 5100.13) and from CUPS' marker lists, which most printers send as well.
///
/// printer-supply knows capacity and class and is preferred; names and the low-water marks come from the marker lists
/// when both have the same number of rows, since they go by position.
final class IppSupplies {
    private static final int MAX_ROWS = 100;
    private static final int SOME_LEFT = -3;
    private static final long PERCENT = 100;
    private static final Pattern NEXT_WORD = Pattern.compile("-([a-z])");

    private IppSupplies() {}

    static List<Supply> of(IppAttributes attributes) {
        List<Fields> told = attributes.texts("printer-supply").stream()
                .limit(MAX_ROWS)
                .map(Fields::of)
                .toList();
        int markers = Math.min(
                MAX_ROWS,
                Math.max(
                        attributes.texts("marker-names").size(),
                        attributes.integers("marker-levels").size()));
        List<Supply> supplies = new ArrayList<>();
        if (told.stream().allMatch(Fields::isEmpty)) {
            for (int i = 0; i < markers; i++) {
                supplies.add(marker(attributes, i));
            }
            return supplies;
        }
        boolean parallel = markers == told.size();
        for (int i = 0; i < told.size(); i++) {
            supplies.add(supply(told.get(i), i, attributes, parallel));
        }
        return supplies;
    }

    private static Supply supply(Fields told, int row, IppAttributes attributes, boolean parallel) {
        String type = type(told.text("type"));
        boolean receptacle = told.text("class").equalsIgnoreCase("receptacleThatIsFilled") || isWaste(type);
        Level level = MibLevel.of(told.number("level"), told.number("maxcapacity"));
        List<String> descriptions = attributes.texts("printer-supply-description");
        String markerName = parallel ? at(attributes.texts("marker-names"), row) : "";
        String description = row < descriptions.size() ? descriptions.get(row) : "";
        String name = description.isBlank() ? markerName : description;
        String color = color(told.text("colorantname"));
        if (color.isEmpty() || color.equals("black")) {
            String finer = IppColors.of(parallel ? at(attributes.texts("marker-colors"), row) : "", name);
            color = finer.isEmpty() ? color : finer;
        }
        FillState state = parallel ? state(level, receptacle, attributes, row) : FillState.of(level, receptacle);
        String index = "1." + told.number("index").orElse(row + 1L);
        return new Supply(index, name, type, color, receptacle, state, level, told.text("unit"), "", "");
    }

    private static Supply marker(IppAttributes attributes, int row) {
        String type = type(at(attributes.texts("marker-types"), row));
        boolean receptacle = isWaste(type);
        String name = at(attributes.texts("marker-names"), row);
        Level level = markerLevel(attributes.integers("marker-levels"), row, receptacle);
        return new Supply(
                "1." + (row + 1),
                name,
                type,
                receptacle ? "" : IppColors.of(at(attributes.texts("marker-colors"), row), name),
                receptacle,
                state(level, receptacle, attributes, row),
                level,
                "percent",
                "",
                "");
    }

    /// In percent, where -1 is "unavailable" rather than the Printer-MIB's "unlimited". For waste CUPS counts what
    /// is in the box; ours is the space left.
    private static Level markerLevel(List<Integer> levels, int row, boolean receptacle) {
        if (row >= levels.size()) {
            return Level.unknown();
        }
        int level = levels.get(row);
        if (level == SOME_LEFT) {
            return new Level.SomeLeft(OptionalLong.of(PERCENT));
        }
        if (level < 0) {
            return Level.unknown();
        }
        return new Level.Measured(receptacle ? Math.max(0, PERCENT - level) : level, PERCENT);
    }

    /// The printer's own low-water mark beats ours. For waste the mark is on the other side and counts what is in the
    /// box, so the level alone decides there.
    private static FillState state(Level level, boolean receptacle, IppAttributes attributes, int row) {
        FillState plain = FillState.of(level, receptacle);
        List<Integer> marks = attributes.integers("marker-low-levels");
        boolean low = plain == FillState.OK
                && !receptacle
                && row < marks.size()
                && level.percent().orElse((int) PERCENT) <= marks.get(row);
        return low ? FillState.LOW : plain;
    }

    private static String at(List<String> list, int row) {
        return row < list.size() ? list.get(row) : "";
    }

    private static String color(String colorant) {
        String lower = colorant.toLowerCase(Locale.ROOT).replace('-', ' ').strip();
        return lower.equals("unknown") || lower.equals("none") || lower.equals("other") ? "" : lower;
    }

    /// `ink-cartridge` is IPP's spelling of the Printer-MIB's `inkCartridge`; printers use either.
    private static String type(String keyword) {
        if (keyword.isBlank()) {
            return "unknown";
        }
        String plain = keyword.strip();
        return NEXT_WORD.matcher(plain).replaceAll(m -> m.group(1).toUpperCase(Locale.ROOT));
    }

    private static boolean isWaste(String type) {
        return type.startsWith("waste");
    }
}
