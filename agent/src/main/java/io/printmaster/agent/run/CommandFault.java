package io.printmaster.agent.run;

import org.jspecify.annotations.Nullable;

/// A command ends here: one clear text for people, which says what to do, and the exit code.
final class CommandFault extends RuntimeException {
    private final int exitCode;

    CommandFault(int exitCode, String message) {
        this(exitCode, message, null);
    }

    CommandFault(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
