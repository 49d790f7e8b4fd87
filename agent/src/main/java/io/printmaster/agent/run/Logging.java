package io.printmaster.agent.run;

import io.printmaster.agent.config.LoggingSettings;
import io.printmaster.program.Logs;
import java.io.PrintStream;

/// Sets the logs up as configured, on stderr.
final class Logging {
    /// For commands that are not `run`: only what is wrong.
    static final LoggingSettings QUIET = new LoggingSettings(LoggingSettings.Level.WARN, Logs.Format.TEXT);

    private Logging() {}

    static void configure(LoggingSettings settings, PrintStream err) {
        Logs.to(err, settings.level().name(), settings.format());
    }
}
