package io.printmaster.wire;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// One message of the live channel (WIRE, section 7): `{"type","data"?,"timestamp"}` as text.
public sealed interface Frame {
    /// Bytes that a message, in all its fragments, may have.
    int MAX_BYTES = 1 << 20;

    /// The close code for a connection that a newer one of the same agent replaces.
    int CLOSE_REPLACED = 4001;

    /// The close code for a connection whose token is no longer valid.
    int CLOSE_REVOKED = 4003;

    /// From the agent: it lives. Answered by [Pong].
    record Beat(Heartbeat heartbeat) implements Frame {}

    /// From the server: the answer to a [Beat].
    record Pong(HeartbeatAnswer answer) implements Frame {}

    /// The other side could not do what was sent.
    ///
    /// @param code as in problem details, such as `busy`
    record Fault(String code, String detail) implements Frame {}

    /// From the server: something to do.
    record Command(CommandOrder order) implements Frame {}

    /// From the agent: `job_progress` while it runs, `command_result` at its end.
    record Job(JobReport report) implements Frame {}

    /// From the server: other settings are to be had.
    record SettingsChanged(String settingsVersion) implements Frame {}

    /// Of a type that this program does not know; to be ignored.
    record Other(String type) implements Frame {}

    /// The message as text.
    default String toJson(Instant now) {
        return switch (this) {
            case Beat(Heartbeat heartbeat) -> json("heartbeat", now, heartbeat::write);
            case Pong(HeartbeatAnswer answer) -> json("pong", now, answer::write);
            case Fault(String code, String detail) ->
                json("error", now, g -> {
                    g.writeStringProperty("code", code);
                    g.writeStringProperty("message", detail);
                });
            case Command(CommandOrder order) -> json("command", now, order::write);
            case Job(JobReport report) ->
                report.state() == JobReport.State.RUNNING
                        ? json("job_progress", now, report::write)
                        : json("command_result", now, report::writeResult);
            case SettingsChanged(String version) ->
                json("settings_changed", now, g -> g.writeStringProperty("settings_version", version));
            case Other(String type) -> json(type, now, g -> {});
        };
    }

    private static String json(String type, Instant now, Consumer<JsonGenerator> data) {
        return Json.text(g -> {
            g.writeStartObject();
            g.writeStringProperty("type", type);
            g.writeObjectPropertyStart("data");
            data.accept(g);
            g.writeEndObject();
            g.writeStringProperty("timestamp", Times.format(now));
            g.writeEndObject();
        });
    }

    /// Reads a message.
    ///
    /// @throws WireException when it is no JSON object, has no type, or its data is not what its type says
    static Frame fromJson(String text) throws WireException {
        Fields f = Json.object(text.getBytes(StandardCharsets.UTF_8));
        try {
            String type = f.text("type");
            if (type.isEmpty()) {
                throw new WireException(WireException.Kind.MALFORMED, "the message has no type");
            }
            Fields told = f.object("data");
            Fields data = told == null ? new Fields() : told;
            return switch (type) {
                case "heartbeat" -> new Beat(Heartbeat.read(data));
                case "pong" -> new Pong(HeartbeatAnswer.read(data));
                case "error" -> new Fault(data.text("code"), data.firstText("message", "detail", "error"));
                case "command" -> new Command(CommandOrder.read(data));
                case "job_progress" -> new Job(JobReport.read(data));
                case "command_result" -> new Job(JobReport.readResult(data));
                case "settings_changed" -> new SettingsChanged(data.text("settings_version"));
                default -> new Other(type.length() <= 64 ? type : type.substring(0, 64));
            };
        } catch (BadRecordException e) {
            throw new WireException(WireException.Kind.MALFORMED, e.detail());
        }
    }
}
