package io.printmaster.simulator.run;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `printmaster simulate`, which only has commands below it.
@Command(
        name = "simulate",
        description = "Simulates devices on this machine's loopback addresses, or agents at their work.",
        mixinStandardHelpOptions = true,
        subcommands = {PrintersCommand.class, FleetCommand.class})
final class SimulateCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets what is annotated before it runs a command.
    SimulateCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to simulate: printers or fleet");
    }
}
