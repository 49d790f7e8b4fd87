package io.printmaster.program;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.io.Console;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/// Sends a program's log to one stream, as [LogLine]s or as JSON lines; no file is ever written. Other people's
/// libraries speak from WARN on.
public final class Logs {

    /// How a line looks.
    public enum Format {
        /// The seed's lines, with the time in front unless a person is looking on.
        TEXT,
        /// One JSON object a line.
        JSON
    }

    private Logs() {}

    /// Sets the logging of this process up, in place of what was set up before.
    ///
    /// @param err   not closed by this
    /// @param level `error`, `warn`, `info`, `debug` or `trace`, for the project's own loggers
    public static void to(OutputStream err, String level, Format format) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        Encoder<ILoggingEvent> encoder = encoder(format, context);
        encoder.start();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(new Unclosed(err));
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        context.getLogger("io.printmaster").setLevel(Level.toLevel(level));
    }

    private static Encoder<ILoggingEvent> encoder(Format format, LoggerContext context) {
        return switch (format) {
            case TEXT -> {
                LogLine layout = new LogLine();
                layout.setContext(context);
                layout.setTime(Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isEmpty());
                layout.start();
                LayoutWrappingEncoder<ILoggingEvent> lines = new LayoutWrappingEncoder<>();
                lines.setContext(context);
                lines.setLayout(layout);
                yield lines;
            }
            case JSON -> {
                JsonEncoder json = new JsonEncoder();
                json.setContext(context);
                yield json;
            }
        };
    }

    /// Logback closes the stream of an appender that it replaces; this one is the process's.
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream stream) {
            super(stream);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
