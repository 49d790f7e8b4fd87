package io.printmaster.agent.read.maker;

import io.printmaster.agent.read.maker.PrivateLevel.Kind;
import io.printmaster.agent.snmp.Oid;
import io.printmaster.agent.snmp.SnmpValue;
import io.printmaster.model.FillState;
import io.printmaster.model.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a maker keeps levels of supplies. Pure.
sealed interface SupplySource {
    String PERCENT = "percent";

    /// What has to be asked for.
    List<MakerObject> objects();

    /// The levels told; what says nothing new is not among them. Better sources come first.
    List<PrivateLevel> levels(Answers answers);

    private static boolean isPercent(long number) {
        return number >= 0 && number <= 100;
    }

    /// One object with the percent left in one supply.
    record Percent(Kind kind, String color, MakerObject object) implements SupplySource {
        @Override
        public List<MakerObject> objects() {
            return List.of(object.as(color + " " + kind.type() + ", percent left"));
        }

        @Override
        public List<PrivateLevel> levels(Answers answers) {
            OptionalLong told = answers.number(object);
            if (told.isEmpty() || !isPercent(told.getAsLong())) {
                return List.of();
            }
            Level level = new Level.Measured(told.getAsLong(), 100);
            return List.of(new PrivateLevel(kind, color, 0, color + " toner", level, PERCENT, Optional.empty()));
        }
    }

    /// A table of toners, percent left; -3 some left, -100 near its end.
    ///
    /// @param name the toners' names, which tell the colour where rows are not in the standard's order
    record Toners(Optional<MakerObject> name, MakerObject level) implements SupplySource {
        private static final long NEAR_END = -100;
        private static final Pattern COLOR = Pattern.compile("(?i)black|cyan|magenta|yellow");

        @Override
        public List<MakerObject> objects() {
            List<MakerObject> objects = new ArrayList<>();
            name.ifPresent(column -> objects.add(column.column("toner names")));
            objects.add(level.column("toner, percent left (-3 some, -100 near its end)"));
            return objects;
        }

        @Override
        public List<PrivateLevel> levels(Answers answers) {
            List<PrivateLevel> levels = new ArrayList<>();
            for (Map.Entry<Oid, SnmpValue> row : answers.column(level.oid()).entrySet()) {
                long told = row.getValue().number().orElse(-3);
                String text = name.map(column ->
                                answers.text(answers.column(column.oid()).get(row.getKey())))
                        .orElse("");
                Matcher color = COLOR.matcher(text);
                String shade = color.find() ? color.group().toLowerCase(Locale.ROOT) : "";
                int number = (int) row.getKey().arc(row.getKey().size() - 1);
                if (told == NEAR_END) {
                    levels.add(nearEnd(shade, number, text));
                } else if (isPercent(told)) {
                    Level measured = new Level.Measured(told, 100);
                    levels.add(new PrivateLevel(Kind.TONER, shade, number, text, measured, PERCENT, Optional.empty()));
                }
            }
            return levels;
        }

        private static PrivateLevel nearEnd(String color, int row, String name) {
            Level some = new Level.SomeLeft(OptionalLong.empty());
            return new PrivateLevel(Kind.TONER, color, row, name, some, PERCENT, Optional.of(FillState.LOW));
        }
    }

    /// The standard's own level column where a maker puts -100 for "near its end". It is walked anyway.
    record NearEndInStandard() implements SupplySource {
        private static final Oid SUPPLY_LEVEL = Oid.parse("1.3.6.1.2.1.43.11.1.1.9");

        @Override
        public List<MakerObject> objects() {
            return List.of();
        }

        @Override
        public List<PrivateLevel> levels(Answers answers) {
            List<PrivateLevel> levels = new ArrayList<>();
            answers.column(SUPPLY_LEVEL).forEach((row, value) -> {
                if (value.number().orElse(0) == Toners.NEAR_END) {
                    levels.add(Toners.nearEnd("", (int) row.arc(row.size() - 1), ""));
                }
            });
            return levels;
        }
    }

    /// Tagged records in one octet string (see [TaggedRecords]).
    record Records(MakerObject object, List<Tag> tags) implements SupplySource {

        /// What one tag tells.
        ///
        /// @param full the number that means full, or 0 for a number of pages left
        record Tag(int tag, Kind kind, String color, String name, long full) {}

        @Override
        public List<MakerObject> objects() {
            List<String> told = tags.stream()
                    .map(t -> "%02x %s %s".formatted(t.tag, t.name, t.full == 0 ? "pages left" : "of " + t.full))
                    .toList();
            return List.of(object.as("supplies by tag: " + String.join(", ", told)));
        }

        @Override
        public List<PrivateLevel> levels(Answers answers) {
            Map<Integer, Long> numbers =
                    answers.octets(object).map(TaggedRecords::of).orElse(Map.of());
            List<PrivateLevel> levels = new ArrayList<>();
            for (Tag tag : tags) {
                Long number = numbers.get(tag.tag);
                // Twice full is more than any cartridge over-reports.
                if (number != null && (tag.full == 0 || number <= 2 * tag.full)) {
                    Level level = tag.full == 0 ? new Level.Amount(number) : new Level.Measured(number, tag.full);
                    String unit = tag.full == 0 ? "impressions" : PERCENT;
                    levels.add(new PrivateLevel(tag.kind, tag.color, 0, tag.name, level, unit, Optional.empty()));
                }
            }
            return levels;
        }
    }
}
