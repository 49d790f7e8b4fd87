package io.printmaster.agent.run;

import io.printmaster.program.ExitCode;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The JSON that commands print and the control socket carries. Thread-safe.
final class Json {
    /// Of every document that a command prints.
    static final int SCHEMA_VERSION = 1;

    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /// A document that a command prints.
    static ObjectNode document() {
        return object().put("schema_version", SCHEMA_VERSION);
    }

    static ObjectNode parse(String text) {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw new CommandFault(
                    ExitCode.FAILED, "the running agent cannot be understood; is it another version?", e);
        }
        throw new CommandFault(ExitCode.FAILED, "the running agent cannot be understood; is it another version?");
    }

    static String text(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value != null && value.isString() ? value.stringValue() : "";
    }

    static void time(ObjectNode object, String name, Optional<Instant> time) {
        time.ifPresent(t -> object.put(name, t.toString()));
    }
}
