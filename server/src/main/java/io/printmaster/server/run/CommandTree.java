package io.printmaster.server.run;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/// All commands as picocli knows them: what they are called, their options and their help.
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
final class CommandTree {

    private CommandTree() {}

    /// Parses the words and runs the command that they name.
    ///
    /// @return its exit code
    static int execute(String... words) {
        CommandLine line = new CommandLine(new CommandTree());
        line.setExecutionStrategy(parsed -> {
            if (!parsed.hasSubcommand() && !parsed.isUsageHelpRequested() && !parsed.isVersionHelpRequested()) {
                throw new ParameterException(line, "a command is missing");
            }
            return new CommandLine.RunLast().execute(parsed);
        });
        line.setExecutionExceptionHandler((fault, command, parsed) -> Failures.tell(fault, command.getErr()));
        return line.execute(words);
    }
}
