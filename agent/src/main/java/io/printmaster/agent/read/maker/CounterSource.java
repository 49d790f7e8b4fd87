package io.printmaster.agent.read.maker;

import io.printmaster.agent.snmp.Oid;
import io.printmaster.agent.snmp.SnmpValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Where a maker keeps counters. Pure.
sealed interface CounterSource {

    /// What has to be asked for.
    List<MakerObject> objects();

    /// The counters by our names, as told.
    Map<String, Long> counts(Answers answers);

    /// A column of which only the cells that count are asked for.
    default Optional<Oid> cellColumn() {
        return Optional.empty();
    }

    /// Those cells, as far as the walked columns tell.
    default List<Oid> cells(Answers answers) {
        return List.of();
    }

    /// One object, one counter.
    record Single(String name, MakerObject object) implements CounterSource {
        @Override
        public List<MakerObject> objects() {
            return List.of(object.as("counter " + name));
        }

        @Override
        public Map<String, Long> counts(Answers answers) {
            OptionalLong count = answers.count(object);
            return count.isPresent() ? Map.of(name, count.getAsLong()) : Map.of();
        }
    }

    /// A number inside a text, such as a length in centimetres.
    ///
    /// @param number how the text reads, with the number as its first group
    record InText(String name, MakerObject object, Pattern number) implements CounterSource {
        @Override
        public List<MakerObject> objects() {
            return List.of(object.as("counter " + name + ", in a text"));
        }

        @Override
        public Map<String, Long> counts(Answers answers) {
            Matcher matcher = number.matcher(answers.text(object));
            return matcher.find() ? Map.of(name, Long.parseLong(matcher.group(1))) : Map.of();
        }
    }

    /// A table of which one column says what a row counts, and another how many. Row numbers differ from model to
    /// model, so only that word decides.
    ///
    /// @param names our names by the maker's word: a text in lower case, or a number
    record Rows(MakerObject key, MakerObject value, Map<String, String> names) implements CounterSource {
        @Override
        public List<MakerObject> objects() {
            String told = names.entrySet().stream()
                    .map(e -> e.getKey() + " " + e.getValue())
                    .sorted()
                    .collect(Collectors.joining(", "));
            return List.of(key.column("what each counter counts: " + told), value.column("the counters"));
        }

        @Override
        public Map<String, Long> counts(Answers answers) {
            Map<String, Long> counts = new HashMap<>();
            for (Map.Entry<Oid, SnmpValue> row : answers.column(key.oid()).entrySet()) {
                String name = names.get(word(answers, row.getValue()));
                OptionalLong count = Answers.count(answers.column(value.oid()).get(row.getKey()));
                if (name != null && count.isPresent()) {
                    counts.putIfAbsent(name, count.getAsLong());
                }
            }
            return counts;
        }

        @Override
        public Optional<Oid> cellColumn() {
            return Optional.of(value.oid());
        }

        @Override
        public List<Oid> cells(Answers answers) {
            return answers.column(key.oid()).entrySet().stream()
                    .filter(row -> names.containsKey(word(answers, row.getValue())))
                    .map(row -> value.oid().append(row.getKey()))
                    .toList();
        }

        private static String word(Answers answers, SnmpValue key) {
            OptionalLong number = key.number();
            return number.isPresent()
                    ? Long.toString(number.getAsLong())
                    : answers.text(key).toLowerCase(Locale.ROOT);
        }
    }

    /// Tagged records in one octet string (see [TaggedRecords]).
    ///
    /// @param names our names by tag
    record Records(MakerObject object, Map<Integer, String> names) implements CounterSource {
        @Override
        public List<MakerObject> objects() {
            List<String> told = new ArrayList<>();
            names.forEach((tag, name) -> told.add("%02x %s".formatted(tag, name)));
            return List.of(object.as("counters by tag: "
                    + String.join(", ", told.stream().sorted().toList())));
        }

        @Override
        public Map<String, Long> counts(Answers answers) {
            Map<String, Long> counts = new HashMap<>();
            answers.octets(object).map(TaggedRecords::of).orElse(Map.of()).forEach((tag, number) -> {
                String name = names.get(tag);
                if (name != null) {
                    counts.put(name, number);
                }
            });
            return counts;
        }
    }
}
