package io.printmaster.wire;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

/// The server asks an agent for something (WIRE, sections 3 and 7). It may arrive more than once, by either way: the
/// agent does an id once.
///
/// @param id        of the command, 1 to 64 characters
/// @param command   what to do, such as [#SCAN_NOW]; an agent refuses what it does not know
/// @param args      texts by name; at most 20
/// @param expiresAt by the server's clock; afterwards it is not begun any more; empty for never
public record CommandOrder(String id, String command, Map<String, String> args, Optional<Instant> expiresAt) {
    /// Search for printers and read them, now.
    public static final String SCAN_NOW = "scan_now";

    /// Bring what is queued to the server, now.
    public static final String UPLOAD_NOW = "upload_now";

    private static final int MAX_ARGS = 20;

    /// Copies.
    ///
    /// @throws IllegalArgumentException for an id or a command that is empty or too long, or too many arguments
    public CommandOrder {
        if (id.isEmpty() || id.length() > 64 || command.isEmpty() || command.length() > 64) {
            throw new IllegalArgumentException("a command has an id and a name of 1 to 64 characters");
        }
        if (args.size() > MAX_ARGS) {
            throw new IllegalArgumentException("a command has at most " + MAX_ARGS + " arguments");
        }
        args = Map.copyOf(args);
    }

    void write(JsonGenerator g) {
        g.writeStringProperty("id", id);
        g.writeStringProperty("command", command);
        if (!args.isEmpty()) {
            g.writeObjectPropertyStart("args");
            args.forEach(g::writeStringProperty);
            g.writeEndObject();
        }
        expiresAt.ifPresent(at -> g.writeStringProperty("expires_at", Times.format(at)));
    }

    static CommandOrder read(Fields f) throws BadRecordException {
        Fields given = f.object("args");
        Map<String, String> args = given == null ? Map.of() : texts(given);
        try {
            return new CommandOrder(f.text("id"), f.text("command"), args, f.time("expires_at"));
        } catch (IllegalArgumentException e) {
            throw new BadRecordException("bad_command", String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> texts(Fields f) throws BadRecordException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : f.names()) {
            texts.put(name, f.text(name));
        }
        return texts;
    }

    /// The arguments as JSON text, for keeping.
    public String argsJson() {
        return Json.text(g -> {
            g.writeStartObject();
            args.forEach(g::writeStringProperty);
            g.writeEndObject();
        });
    }

    /// Reads what [#argsJson] wrote.
    ///
    /// @throws IllegalStateException when it is not in this form: the store is damaged
    public static Map<String, String> argsOf(String json) {
        try {
            return texts(Json.own(json));
        } catch (BadRecordException | JacksonException e) {
            throw new IllegalStateException("stored arguments are not readable", e);
        }
    }
}
