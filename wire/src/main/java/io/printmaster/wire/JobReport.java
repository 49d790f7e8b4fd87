package io.printmaster.wire;

import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// An agent says how far a command is, or how it ended (WIRE, section 7: `job_progress`, `command_result`).
///
/// @param id      of the command
/// @param type    the command's name; empty where the message does not tell it
/// @param done    of `total`, in whatever the work is counted in (a scan: addresses); 0 when not told
/// @param total   0 when not known
/// @param found   printers so far
/// @param message for people, at most 500 characters
public record JobReport(String id, String type, State state, long done, long total, int found, String message) {

    /// How it stands.
    public enum State {
        RUNNING,
        DONE,
        FAILED;

        /// Lower case, as on the wire.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<State> ofWord(String word) {
            return switch (word) {
                case "running", "pending", "started", "in_progress" -> Optional.of(RUNNING);
                case "done", "completed", "complete", "ok", "success" -> Optional.of(DONE);
                case "failed", "error", "cancelled" -> Optional.of(FAILED);
                default -> Optional.empty();
            };
        }
    }

    /// Shortens what is longer, and keeps the counts from being negative.
    ///
    /// @throws IllegalArgumentException for an id that is empty or longer than 64 characters
    public JobReport {
        if (id.isEmpty() || id.length() > 64) {
            throw new IllegalArgumentException("a job has an id of 1 to 64 characters");
        }
        type = cut(type, 64);
        message = cut(message, 500);
        done = Math.max(0, done);
        total = Math.max(0, total);
        found = Math.max(0, found);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    /// Without counts.
    public static JobReport of(String id, String type, State state, String message) {
        return new JobReport(id, type, state, 0, 0, 0, message);
    }

    /// Of `total`, 0 to 100; 0 when the total is not known.
    public int percent() {
        return total == 0 ? 0 : (int) Math.min(100, 100 * done / total);
    }

    /// As `job_progress` has it.
    void write(JsonGenerator g) {
        g.writeStringProperty("job_id", id);
        Json.text(g, "job_type", type);
        g.writeStringProperty("status", state.word());
        g.writeNumberProperty("progress", percent());
        g.writeNumberProperty("done", done);
        g.writeNumberProperty("total", total);
        g.writeNumberProperty("found", found);
        Json.text(g, "message", message);
    }

    static JobReport read(Fields f) throws BadRecordException {
        State state = State.ofWord(f.text("status").toLowerCase(Locale.ROOT)).orElse(State.RUNNING);
        return checked(
                f.text("job_id"),
                f.text("job_type"),
                state,
                f.integer("done", 0),
                f.integer("total", 0),
                Math.clamp(f.integer("found", 0), 0, Integer.MAX_VALUE),
                f.text("message"));
    }

    /// As `command_result` has it.
    void writeResult(JsonGenerator g) {
        g.writeStringProperty("id", id);
        g.writeBooleanProperty("ok", state == State.DONE);
        Json.text(g, "detail", message);
        Json.text(g, "job_type", type);
        g.writeNumberProperty("done", done);
        g.writeNumberProperty("total", total);
        g.writeNumberProperty("found", found);
    }

    static JobReport readResult(Fields f) throws BadRecordException {
        return checked(
                f.text("id"),
                f.text("job_type"),
                f.flag("ok") ? State.DONE : State.FAILED,
                f.integer("done", 0),
                f.integer("total", 0),
                Math.clamp(f.integer("found", 0), 0, Integer.MAX_VALUE),
                f.text("detail"));
    }

    private static JobReport checked(
            String id, String type, State state, long done, long total, int found, String message)
            throws BadRecordException {
        try {
            return new JobReport(id, type, state, done, total, found, message);
        } catch (IllegalArgumentException e) {
            throw new BadRecordException("bad_job", String.valueOf(e.getMessage()));
        }
    }
}
