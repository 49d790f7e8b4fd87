package io.printmaster.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// The server's answer to a heartbeat (WIRE, section 3).
///
/// @param settingsVersion change token of the settings the agent should have; empty when there are none
/// @param capabilities    empty when the server told none; then what was known stays
/// @param exchangeToken   whether the agent shall ask for a new token (`exchange_token`, an addition of ours)
/// @param commands        what the agent shall do, also what it may have been told before
public record HeartbeatAnswer(
        String settingsVersion,
        Optional<Capabilities> capabilities,
        boolean exchangeToken,
        List<CommandOrder> commands) {
    private static final int MAX_COMMANDS = 100;

    /// Copies.
    public HeartbeatAnswer {
        commands = List.copyOf(commands);
    }

    /// One without commands.
    public HeartbeatAnswer(String settingsVersion, Optional<Capabilities> capabilities) {
        this(settingsVersion, capabilities, false, List.of());
    }

    /// The answer's body.
    public byte[] toJson() {
        return Json.write(g -> {
            g.writeStartObject();
            write(g);
            g.writeEndObject();
        });
    }

    void write(JsonGenerator g) {
        g.writeBooleanProperty("success", true);
        Json.text(g, "settings_version", settingsVersion);
        capabilities.ifPresent(c -> c.write(g));
        if (exchangeToken) {
            g.writeBooleanProperty("exchange_token", true);
        }
        if (!commands.isEmpty()) {
            g.writeArrayPropertyStart("commands");
            for (CommandOrder command : commands) {
                g.writeStartObject();
                command.write(g);
                g.writeEndObject();
            }
            g.writeEndArray();
        }
    }

    /// Reads the answer.
    ///
    /// @throws WireException when it is malformed
    public static HeartbeatAnswer fromJson(byte[] json) throws WireException {
        return read(Json.object(json));
    }

    static HeartbeatAnswer read(Fields f) throws WireException {
        try {
            return new HeartbeatAnswer(
                    f.text("settings_version"),
                    Optional.ofNullable(Capabilities.read(f)),
                    f.flag("exchange_token"),
                    commands(f));
        } catch (BadRecordException e) {
            throw new WireException(WireException.Kind.MALFORMED, e.detail());
        }
    }

    private static List<CommandOrder> commands(Fields f) throws BadRecordException {
        List<CommandOrder> orders = new ArrayList<>();
        for (Fields command : f.objects("commands")) {
            if (orders.size() < MAX_COMMANDS) {
                readable(command).ifPresent(orders::add);
            }
        }
        return orders;
    }

    /// Empty for one that cannot be read: it must not cost the whole answer.
    private static Optional<CommandOrder> readable(Fields command) {
        try {
            return Optional.of(CommandOrder.read(command));
        } catch (BadRecordException e) {
            return Optional.empty();
        }
    }
}
