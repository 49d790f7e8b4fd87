package io.printmaster.agent.run;

import io.printmaster.agent.config.EffectiveValue;
import io.printmaster.program.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `config show`: every key in force.
@Command(name = "config", mixinStandardHelpOptions = true, description = "Shows the configuration.")
final class ConfigCommand implements Callable<Integer> {
    private final Console console;

    ConfigCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        throw new CommandFault(ExitCode.USAGE, "say what to do with the configuration: printmaster agent config show");
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Prints every key in force; secrets as ***.")
    int show(
            @Mixin Settings options,
            @Option(names = "--origin", description = "Say where each value comes from.") boolean origin,
            @Option(names = "--json", description = "Print it as JSON.") boolean json) {
        List<EffectiveValue> values = options.valid(console).values();
        if (json) {
            console.out().println(document(values));
            return ExitCode.OK;
        }
        String section = "";
        for (EffectiveValue value : values) {
            if (!value.section().equals(section)) {
                console.out().println((section.isEmpty() ? "" : "\n") + "[" + value.section() + "]");
                section = value.section();
            }
            String line = value.key() + " = " + value.shown();
            console.out().println(origin ? String.format("%-50s ; %s", line, value.origin()) : line);
        }
        return ExitCode.OK;
    }

    private static ObjectNode document(List<EffectiveValue> values) {
        ObjectNode document = Json.document();
        ArrayNode list = document.putArray("values");
        for (EffectiveValue value : values) {
            list.addObject()
                    .put("section", value.section())
                    .put("key", value.key())
                    .put("value", value.shown())
                    .put("origin", value.origin().toString())
                    .put("fixed", value.fixed());
        }
        return document;
    }
}
