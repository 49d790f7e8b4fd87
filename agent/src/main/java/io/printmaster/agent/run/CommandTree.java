package io.printmaster.agent.run;

import io.printmaster.model.Text;
import io.printmaster.program.ExitCode;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// All commands as picocli knows them: what they are called, their options and their help (DESIGN, "Commands").
final class CommandTree {

    private CommandTree() {}

    /// Parses the words and runs the command that they name.
    ///
    /// @return its exit code
    static int execute(Console console, String... arguments) {
        boolean debug = List.of(arguments).contains("--debug");
        CommandLine line = new CommandLine(new Root())
                .addSubcommand(new RunCommand(console))
                .addSubcommand(new JoinCommand(console))
                .addSubcommand(new LeaveCommand(console))
                .addSubcommand(new StatusCommand(console))
                .addSubcommand(new ScanCommand(console))
                .addSubcommand(new ExplainCommand(console))
                .addSubcommand(new DoctorCommand(console))
                .addSubcommand(QueueCommand.line(console))
                .addSubcommand(new ConfigCommand(console))
                .addSubcommand(new CommandLine(new AutoComplete.GenerateCompletion()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(console.color() ? Ansi.ON : Ansi.OFF))
                .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((fault, args) -> wrongUsage(console, fault))
                .setExecutionExceptionHandler((fault, command, parsed) -> Failures.told(console, fault, debug));
        return line.execute(arguments);
    }

    private static int wrongUsage(Console console, ParameterException fault) {
        String command = fault.getCommandLine().getCommandSpec().qualifiedName();
        console.err().println("printmaster: " + Text.clean(fault.getMessage(), 500));
        console.err().println("See: " + command + " --help");
        return ExitCode.USAGE;
    }

    /// The word in front of the commands.
    @Command(
            name = "printmaster agent",
            mixinStandardHelpOptions = true,
            versionProvider = Told.class,
            synopsisSubcommandLabel = "COMMAND",
            description = "Finds the printers of a site, reads them, and brings what changed to the server.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:done",
                "1:failed, or running with something broken",
                "2:wrong command line or configuration",
                "3:nothing found",
                "4:not joined, or refused by the server",
                "5:server unreachable",
                "6:partly done",
                "7:doctor found something broken"
            })
    private static final class Root implements Runnable {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Option(
                names = "--debug",
                scope = CommandLine.ScopeType.INHERIT,
                description = "Show the details of a failure.")
        private boolean debug;

        @Override
        public void run() {
            throw new ParameterException(
                    spec.commandLine(),
                    "a command is missing: " + String.join(", ", commands()) + (debug ? " (with --debug)" : ""));
        }

        private List<String> commands() {
            return Arrays.asList("run", "join", "leave", "status", "scan", "explain", "doctor", "queue", "config");
        }
    }

    /// What `--version` says.
    private static final class Told implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"PrintMaster agent " + Version.text()};
        }
    }
}
