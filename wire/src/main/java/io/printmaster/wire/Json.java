package io.printmaster.wire;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/// The one JSON reader and writer of the wire: strict limits on depth, names, numbers and strings, no reflection.
/// Thread-safe.
final class Json {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(40)
                    .maxNameLength(500)
                    .maxNumberLength(40)
                    .maxStringLength(1 << 20)
                    .build())
            .build();

    private Json() {}

    /// Writes one value.
    static byte[] write(Consumer<JsonGenerator> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            content.accept(generator);
        }
        return bytes.toByteArray();
    }

    /// Writes one value as text.
    static String text(Consumer<JsonGenerator> content) {
        return new String(write(content), StandardCharsets.UTF_8);
    }

    /// A parser over a whole message; reads fail with Jackson's unchecked exceptions.
    static JsonParser parser(InputStream body) {
        return FACTORY.createParser(ObjectReadContext.empty(), body);
    }

    /// Reads one object and nothing after it.
    ///
    /// @throws WireException when it is none
    static Fields object(byte[] json) throws WireException {
        try {
            if (value(json) instanceof Fields fields) {
                return fields;
            }
        } catch (JacksonException e) {
            throw new WireException(WireException.Kind.MALFORMED, "the body is not valid JSON");
        }
        throw new WireException(WireException.Kind.MALFORMED, "the body is not a JSON object");
    }

    /// Reads any JSON value, and nothing after it ([Fields#value]).
    ///
    /// @throws JacksonException when it is none
    static @Nullable Object value(byte[] json) {
        return only(FACTORY.createParser(ObjectReadContext.empty(), json));
    }

    /// Reads an object of our own making.
    ///
    /// @throws JacksonException when it is none
    static Fields own(String json) {
        JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json);
        if (only(parser) instanceof Fields fields) {
            return fields;
        }
        throw new StreamReadException(parser, "not an object");
    }

    private static @Nullable Object only(JsonParser parser) {
        try (parser) {
            if (parser.nextToken() == null) {
                throw new StreamReadException(parser, "empty");
            }
            Object value = Fields.value(parser);
            if (parser.nextToken() != null) {
                throw new StreamReadException(parser, "there is more after the value");
            }
            return value;
        }
    }

    /// Writes a text field unless it is empty.
    static void text(JsonGenerator g, String name, String value) {
        if (!value.isEmpty()) {
            g.writeStringProperty(name, value);
        }
    }
}
