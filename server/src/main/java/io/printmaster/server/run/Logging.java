package io.printmaster.server.run;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import io.printmaster.program.LogLine;
import java.io.Console;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/// Sends the log to stderr in the seed's shape; other people's libraries speak from WARN on.
final class Logging {

    private Logging() {}

    static void configure(String level) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        context.reset();
        LogLine layout = new LogLine();
        layout.setContext(context);
        layout.setTime(Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isEmpty());
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(console);
        root.setLevel(Level.WARN);
        context.getLogger("io.printmaster").setLevel(Level.toLevel(level));
    }
}
