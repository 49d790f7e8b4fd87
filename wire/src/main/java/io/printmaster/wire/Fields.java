package io.printmaster.wire;

import io.printmaster.model.Text;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/// The fields of one JSON object, read with the wire's rules: absent and null are the same, unknown names are ignored,
/// a wrong type names its field, a name given twice makes the message unreadable. Used by one thread.
///
/// A batch has thousands of these, with tens of fields each, asked for in about the order in which they come: names and
/// values lie side by side without nodes around them, and a name is looked for from where the last one was found.
final class Fields {
    private static final int MAX_TEXT = 4_000;
    private static final String WHOLE_NUMBER = "a whole number";

    /// From so many names on, one that stands twice is found by hashing: nobody may make us compare each with each.
    private static final int MANY = 64;

    private final List<String> names = new ArrayList<>();
    /// Texts ([String]), whole numbers ([Long] or [BigInteger]), others ([BigDecimal]), [Boolean], lists ([List]),
    /// objects ([Fields]), or null.
    private final List<@Nullable Object> values = new ArrayList<>();

    private Set<String> hashed = Set.of();
    /// Where the next name is looked for first.
    private int next;

    /// Reads the object that the parser stands at the beginning of, to its end.
    ///
    /// @throws JacksonException when it is not valid JSON, or has a name twice
    static Fields read(JsonParser parser) {
        Fields object = new Fields();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            object.add(name, parser);
        }
        return object;
    }

    /// Reads one more, whose value the parser stands at the beginning of.
    ///
    /// @throws JacksonException when it is not valid JSON, or there is one of this name
    void add(String name, JsonParser parser) {
        add(name, value(parser), parser);
    }

    /// Passes over one more as [#add] reads it; it counts as absent.
    void pass(String name, JsonParser parser) {
        parser.skipChildren();
        add(name, null, parser);
    }

    private void add(String name, @Nullable Object value, JsonParser parser) {
        if (names.size() == MANY) {
            hashed = new HashSet<>(names);
        }
        if (names.size() < MANY ? names.contains(name) : !hashed.add(name)) {
            throw new StreamReadException(parser, "a name stands twice in an object");
        }
        names.add(name);
        values.add(value);
    }

    private @Nullable Object get(String name) {
        int size = names.size();
        for (int i = 0; i < size; i++) {
            int place = next + i < size ? next + i : next + i - size;
            if (names.get(place).equals(name)) {
                next = place + 1;
                return values.get(place);
            }
        }
        return null;
    }

    /// Any value, which the parser stands at the beginning of.
    static @Nullable Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> read(parser);
            case START_ARRAY -> {
                List<@Nullable Object> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser));
                }
                yield items;
            }
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? parser.getBigIntegerValue()
                        : Long.valueOf(parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            default -> null;
        };
    }

    /// Writes the field as it was read; nothing where there is none.
    void writeTo(JsonGenerator g, String name) {
        if (has(name)) {
            g.writeName(name);
            write(get(name), g);
        }
    }

    private static void write(@Nullable Object value, JsonGenerator g) {
        switch (value) {
            case null -> g.writeNull();
            case String text -> g.writeString(text);
            case Long number -> g.writeNumber(number);
            case BigInteger number -> g.writeNumber(number);
            case BigDecimal number -> g.writeNumber(number);
            case Boolean flag -> g.writeBoolean(flag);
            case List<?> items -> {
                g.writeStartArray();
                items.forEach(item -> write(item, g));
                g.writeEndArray();
            }
            case Fields object -> {
                g.writeStartObject();
                for (int i = 0; i < object.names.size(); i++) {
                    g.writeName(object.names.get(i));
                    write(object.values.get(i), g);
                }
                g.writeEndObject();
            }
            default -> throw new IllegalStateException("not read from JSON: " + value.getClass());
        }
    }

    boolean has(String name) {
        return get(name) != null;
    }

    /// In the order sent.
    List<String> names() {
        return names;
    }

    /// The text, cleaned of control characters; empty when absent.
    String text(String name) throws BadRecordException {
        return switch (get(name)) {
            case null -> "";
            case String text -> Text.clean(text, MAX_TEXT);
            default -> throw wrongType(name, "text");
        };
    }

    /// The first of several spellings that is not empty.
    String firstText(String... names) throws BadRecordException {
        for (String name : names) {
            String text = text(name);
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    /// A whole number within +-2^63; a fraction without a remainder counts as whole.
    OptionalLong integer(String name) throws BadRecordException {
        return switch (get(name)) {
            case null -> OptionalLong.empty();
            case Long number -> OptionalLong.of(number);
            case BigDecimal number -> OptionalLong.of(whole(name, number));
            default -> throw wrongType(name, WHOLE_NUMBER);
        };
    }

    private static long whole(String name, BigDecimal number) throws BadRecordException {
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            throw wrongType(name, WHOLE_NUMBER);
        }
    }

    long integer(String name, long absent) throws BadRecordException {
        return integer(name).orElse(absent);
    }

    boolean flag(String name) throws BadRecordException {
        return switch (get(name)) {
            case null -> false;
            case Boolean flag -> flag;
            default -> throw wrongType(name, "true or false");
        };
    }

    /// The time; empty when absent or the zero time of other languages.
    Optional<Instant> time(String name) throws BadRecordException {
        String text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Times.parse(text).orElseThrow(() -> wrongType(name, "an RFC 3339 time"));
    }

    List<String> texts(String name) throws BadRecordException {
        List<String> texts = new ArrayList<>();
        for (Object item : items(name)) {
            if (!(item instanceof String text)) {
                throw wrongType(name, "a list of texts");
            }
            texts.add(Text.clean(text, MAX_TEXT));
        }
        return texts;
    }

    List<Fields> objects(String name) throws BadRecordException {
        List<Fields> objects = new ArrayList<>();
        for (Object item : items(name)) {
            if (!(item instanceof Fields object)) {
                throw wrongType(name, "a list of objects");
            }
            objects.add(object);
        }
        return objects;
    }

    private List<?> items(String name) throws BadRecordException {
        return switch (get(name)) {
            case null -> List.of();
            case List<?> items -> items;
            default -> throw wrongType(name, "a list");
        };
    }

    /// An object of whole numbers, in the order sent; null entries are left out.
    Map<String, Long> integers(String name) throws BadRecordException {
        Fields object = object(name);
        if (object == null) {
            return Map.of();
        }
        Map<String, Long> numbers = new LinkedHashMap<>();
        for (String key : object.names) {
            OptionalLong number = object.integer(key);
            if (number.isPresent()) {
                numbers.put(key, number.getAsLong());
            }
        }
        return numbers;
    }

    @Nullable
    Fields object(String name) throws BadRecordException {
        return switch (get(name)) {
            case null -> null;
            case Fields object -> object;
            default -> throw wrongType(name, "an object");
        };
    }

    private static BadRecordException wrongType(String name, String wanted) {
        return new BadRecordException("wrong_type", "field " + name + " must be " + wanted);
    }
}
