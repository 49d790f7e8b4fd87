package io.printmaster.wire;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The one JSON reader and writer of the wire: strict limits on depth, names, numbers and strings, no reflection.
/// Thread-safe.
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(40)
                            .maxNameLength(500)
                            .maxNumberLength(40)
                            .maxStringLength(1 << 20)
                            .build())
                    .build())
            .build();

    private Json() {}

    /// Writes one value.
    static byte[] write(Consumer<JsonGenerator> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator generator = MAPPER.createGenerator(bytes)) {
            content.accept(generator);
        }
        return bytes.toByteArray();
    }

    /// A parser over a whole message; reads fail with Jackson's unchecked exceptions.
    static JsonParser parser(InputStream body) {
        return MAPPER.createParser(body);
    }

    /// Reads one object and nothing after it.
    ///
    /// @throws WireException when it is none
    static Fields object(byte[] json) throws WireException {
        JsonNode node;
        try {
            node = MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new WireException(WireException.Kind.MALFORMED, "the body is not valid JSON");
        }
        if (!node.isObject()) {
            throw new WireException(WireException.Kind.MALFORMED, "the body is not a JSON object");
        }
        return new Fields(node);
    }

    /// Reads any JSON value, and nothing after it.
    ///
    /// @throws JacksonException when it is none
    static JsonNode tree(byte[] json) {
        return MAPPER.readTree(json);
    }

    /// Reads any JSON text of our own making.
    static JsonNode tree(String json) {
        return MAPPER.readTree(json);
    }

    /// An empty object to fill.
    static tools.jackson.databind.node.ObjectNode newObject() {
        return MAPPER.createObjectNode();
    }

    /// Writes a text field unless it is empty.
    static void text(JsonGenerator g, String name, String value) {
        if (!value.isEmpty()) {
            g.writeStringProperty(name, value);
        }
    }
}
