package io.printmaster.wire;

import io.printmaster.model.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads the fields of one JSON object with the wire's rules: absent and null are the same, unknown names are ignored,
/// a wrong type names its field.
final class Fields {
    private static final int MAX_TEXT = 4_000;

    private final JsonNode node;

    Fields(JsonNode node) {
        this.node = node;
    }

    JsonNode node() {
        return node;
    }

    boolean has(String name) {
        return present(name) != null;
    }

    /// The text, cleaned of control characters; empty when absent.
    String text(String name) throws BadRecordException {
        JsonNode value = present(name);
        if (value == null) {
            return "";
        }
        if (!value.isString()) {
            throw wrongType(name, "text");
        }
        return Text.clean(value.stringValue(), MAX_TEXT);
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
        JsonNode value = present(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        if (value.isNumber() && value.canConvertToLong() && value.canConvertToExactIntegral()) {
            return OptionalLong.of(value.asLong());
        }
        throw wrongType(name, "a whole number");
    }

    long integer(String name, long absent) throws BadRecordException {
        return integer(name).orElse(absent);
    }

    boolean flag(String name) throws BadRecordException {
        JsonNode value = present(name);
        if (value == null) {
            return false;
        }
        if (!value.isBoolean()) {
            throw wrongType(name, "true or false");
        }
        return value.booleanValue();
    }

    /// The time; empty when absent or the zero time of other languages.
    Optional<java.time.Instant> time(String name) throws BadRecordException {
        String text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Times.parse(text).orElseThrow(() -> wrongType(name, "an RFC 3339 time"));
    }

    List<String> texts(String name) throws BadRecordException {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : array(name)) {
            if (!item.isString()) {
                throw wrongType(name, "a list of texts");
            }
            texts.add(Text.clean(item.stringValue(), MAX_TEXT));
        }
        return texts;
    }

    List<Fields> objects(String name) throws BadRecordException {
        List<Fields> objects = new ArrayList<>();
        for (JsonNode item : array(name)) {
            if (!item.isObject()) {
                throw wrongType(name, "a list of objects");
            }
            objects.add(new Fields(item));
        }
        return objects;
    }

    /// An object of whole numbers, in the order sent; null entries are left out.
    Map<String, Long> integers(String name) throws BadRecordException {
        Fields object = object(name);
        if (object == null) {
            return Map.of();
        }
        Map<String, Long> numbers = new LinkedHashMap<>();
        for (String key : object.node.propertyNames()) {
            OptionalLong number = object.integer(key);
            if (number.isPresent()) {
                numbers.put(key, number.getAsLong());
            }
        }
        return numbers;
    }

    @Nullable
    Fields object(String name) throws BadRecordException {
        JsonNode value = present(name);
        if (value == null) {
            return null;
        }
        if (!value.isObject()) {
            throw wrongType(name, "an object");
        }
        return new Fields(value);
    }

    private Iterable<JsonNode> array(String name) throws BadRecordException {
        JsonNode value = present(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            throw wrongType(name, "a list");
        }
        return value.values();
    }

    private @Nullable JsonNode present(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private static BadRecordException wrongType(String name, String wanted) {
        return new BadRecordException("wrong_type", "field " + name + " must be " + wanted);
    }
}
