package io.printmaster.server.run;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/// `server ...`: the entry point.
@Command(
        name = "server",
        description = "The PrintMaster server.",
        mixinStandardHelpOptions = true,
        subcommands = {
            RunCommand.class,
            JoinTokenCommand.class,
            AgentCommand.class,
            AdminCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            MigrateCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Main {

    private Main() {}

    /// Runs one command and exits with its code.
    public static void main(String[] args) {
        System.exit(execute(args));
    }

    /// Runs one command; what [#main] does without leaving the JVM.
    public static int execute(String... args) {
        CommandLine line = new CommandLine(new Main());
        line.setExecutionStrategy(parsed -> {
            if (!parsed.hasSubcommand() && !parsed.isUsageHelpRequested() && !parsed.isVersionHelpRequested()) {
                throw new ParameterException(line, "a command is missing");
            }
            return new CommandLine.RunLast().execute(parsed);
        });
        line.setExecutionExceptionHandler((fault, command, parsed) -> Failures.tell(fault, command.getErr()));
        return line.execute(args);
    }
}
