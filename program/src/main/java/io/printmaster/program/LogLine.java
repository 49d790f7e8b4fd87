package io.printmaster.program;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.event.KeyValuePair;

/// Lays a log event out as `LEVEL Message key=value key="value with blanks"` (seed, "Monitoring and Debugging"): five
/// columns for the level, values quoted only when they need it, control characters escaped so that nothing a printer
/// or a caller says can forge a line. Thread-safe.
///
/// Loggers use SLF4J's fluent API: `log.atInfo().addKeyValue("count", 42).log("Uploaded devices")`.
public final class LogLine extends LayoutBase<ILoggingEvent> {
    private boolean time;

    /// Whether each line starts with the time in UTC, for files and pipes that do not add one themselves.
    public void setTime(boolean time) {
        this.time = time;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(120);
        if (time) {
            line.append(Instant.ofEpochMilli(event.getTimeStamp()).truncatedTo(ChronoUnit.MILLIS))
                    .append(' ');
        }
        String level = event.getLevel().toString();
        line.append(level).append(" ".repeat(Math.max(1, 6 - level.length())));
        escape(event.getFormattedMessage(), line);
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                line.append(' ').append(pair.key).append('=');
                value(String.valueOf(pair.value), line);
            }
        }
        String label = " error=";
        for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
            line.append(label);
            String message = cause.getMessage();
            value(cause.getClassName() + (message == null ? "" : ": " + message), line);
            label = " cause=";
        }
        return line.append(System.lineSeparator()).toString();
    }

    private static void value(String value, StringBuilder line) {
        boolean plain = !value.isEmpty() && value.chars().allMatch(c -> c > ' ' && c != '"' && c != '=' && c < 0x7F);
        if (plain) {
            line.append(value);
            return;
        }
        line.append('"');
        escape(value.replace("\\", "\\\\").replace("\"", "\\\""), line);
        line.append('"');
    }

    private static void escape(String text, StringBuilder line) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029) {
                        line.append(String.format("\\u%04x", (int) c));
                    } else {
                        line.append(c);
                    }
                }
            }
        }
    }
}
