package io.printmaster.agent.run;

/// The agent's command line: `printmaster agent ...` (DESIGN, "Commands").
public final class Main {

    private Main() {}

    /// Runs one command and ends the process with its exit code.
    public static void main(String[] arguments) {
        System.exit(execute(Console.ofProcess(), arguments));
    }

    /// Runs one command.
    ///
    /// @return its exit code
    static int execute(Console console, String... arguments) {
        Logging.configure(Logging.QUIET, console.err());
        return PlainRun.of(arguments)
                .map(run -> run.execute(console))
                .orElseGet(() -> CommandTree.execute(console, arguments));
    }
}
