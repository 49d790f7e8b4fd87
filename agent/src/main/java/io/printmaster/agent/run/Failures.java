package io.printmaster.agent.run;

import io.printmaster.agent.store.StoreFault;
import io.printmaster.program.ExitCode;

/// What a command that failed says, and the exit code it ends with.
final class Failures {
    private Failures() {}

    /// Says it on `err`.
    ///
    /// @param debug whether with all details
    /// @return the exit code
    static int told(Console console, Exception fault, boolean debug) {
        if (debug) {
            fault.printStackTrace(console.err());
        }
        return switch (fault) {
            case CommandFault f -> said(console, String.valueOf(f.getMessage()), f.exitCode());
            case StoreFault f -> said(console, String.valueOf(f.getMessage()), ExitCode.FAILED);
            case InterruptedException f -> said(console, "interrupted", ExitCode.FAILED);
            default ->
                said(
                        console,
                        "unexpected failure: " + fault + (debug ? "" : " (add --debug for the details)"),
                        ExitCode.FAILED);
        };
    }

    private static int said(Console console, String text, int exitCode) {
        console.err().println("printmaster: " + text);
        return exitCode;
    }
}
