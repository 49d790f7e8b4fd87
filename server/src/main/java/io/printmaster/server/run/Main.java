package io.printmaster.server.run;

/// `server ...`: the entry point.
public final class Main {

    private Main() {}

    /// Runs one command and exits with its code.
    public static void main(String[] args) {
        System.exit(execute(args));
    }

    /// Runs one command; what [#main] does without leaving the JVM.
    public static int execute(String... args) {
        return PlainRun.of(args).map(PlainRun::execute).orElseGet(() -> CommandTree.execute(args));
    }
}
