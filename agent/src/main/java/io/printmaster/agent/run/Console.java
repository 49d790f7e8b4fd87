package io.printmaster.agent.run;

import java.io.PrintStream;
import java.util.Map;

/// Where a command speaks and what surrounds it: data goes to `out`, talk to `err`.
///
/// @param environment all environment variables
record Console(PrintStream out, PrintStream err, Map<String, String> environment) {

    /// The process's own.
    static Console ofProcess() {
        return new Console(System.out, System.err, System.getenv());
    }

    /// Whether people watch: standard input and output are a terminal.
    @SuppressWarnings("SystemConsoleNull") // The base console provider of a JDK may still give none.
    boolean terminal() {
        java.io.Console terminal = System.console();
        return terminal != null && terminal.isTerminal();
    }

    /// Whether colours may be used (no-color.org), for usage texts.
    boolean color() {
        return environment.getOrDefault("NO_COLOR", "").isEmpty() && terminal();
    }
}
