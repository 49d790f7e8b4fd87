package io.printmaster.simulator.run;

import io.printmaster.program.ExitCode;
import io.printmaster.program.Logs;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The entry point of the simulator's commands. Data goes to standard output, talk to standard error.
@Command(
        name = "printmaster",
        description = "Printers that are not there, for tests and trials.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {SimulateCommand.class, DemoCommand.class})
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets what is annotated before it runs a command.
    private Main() {}

    /// Runs a command and ends the process with its code, see [ExitCode].
    public static void main(String[] arguments) {
        Logs.to(System.err, "info", Logs.Format.TEXT);
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setExecutionExceptionHandler((fault, at, parsed) -> {
            PrintWriter talk = at.getErr();
            talk.println("printmaster: " + message(fault));
            return ExitCode.FAILED;
        });
        return line;
    }

    private static String message(Exception fault) {
        return fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which command");
    }
}
