package io.printmaster.agent.run;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import io.printmaster.agent.config.LoggingSettings;
import io.printmaster.agent.config.LoggingSettings.Format;
import io.printmaster.program.LogLine;
import java.io.PrintStream;
import org.slf4j.LoggerFactory;

/// Sets the logs up: to stderr, as the seed's lines or as JSON lines. No file is written.
final class Logging {
    /// For commands that are not `run`: only what is wrong.
    static final LoggingSettings QUIET = new LoggingSettings(LoggingSettings.Level.WARN, Format.TEXT);

    private Logging() {}

    static void configure(LoggingSettings settings, PrintStream err) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        Encoder<ILoggingEvent> encoder = encoder(settings.format(), context);
        encoder.start();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(new Unclosed(err));
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        context.getLogger("io.printmaster")
                .setLevel(Level.toLevel(settings.level().name()));
        for (String chatty : new String[] {"org.flywaydb", "org.snmp4j", "org.sqlite"}) {
            context.getLogger(chatty).setLevel(Level.WARN);
        }
    }

    private static Encoder<ILoggingEvent> encoder(Format format, LoggerContext context) {
        return switch (format) {
            case TEXT -> {
                LogLine layout = new LogLine();
                layout.setContext(context);
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
    private static final class Unclosed extends java.io.FilterOutputStream {
        Unclosed(PrintStream stream) {
            super(stream);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws java.io.IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws java.io.IOException {
            flush();
        }
    }
}
