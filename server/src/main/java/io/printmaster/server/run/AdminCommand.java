package io.printmaster.server.run;

import io.printmaster.model.TenantId;
import io.printmaster.program.ExitCode;
import io.printmaster.server.auth.SignIn;
import io.printmaster.server.config.ServerConfig;
import io.printmaster.server.store.Role;
import io.printmaster.server.store.Store;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/// `server admin create`: works beside a running server.
@Command(
        name = "admin",
        description = "Add the person who owns the server.",
        mixinStandardHelpOptions = true,
        subcommands = AdminCommand.Create.class)
final class AdminCommand implements Runnable {
    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "create is missing");
    }

    @Command(
            name = "create",
            description = "Add an owner, or give one a new password; printed once, to be changed at sign-in.",
            mixinStandardHelpOptions = true)
    static final class Create implements Callable<Integer> {
        @Mixin
        private final Settings settings = new Settings();

        @Option(names = "--name", defaultValue = "admin", description = "User name (default: admin).")
        private String name = "admin";

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Override
        public Integer call() throws Exception {
            ServerConfig config = settings.read();
            SecureRandom random = new SecureRandom();
            SignIn.Invited invited;
            try (Store store = Stores.open(config, random)) {
                store.write(tx -> {
                    tx.tenants()
                            .add(TenantId.DEFAULT, "Default", Clock.systemUTC().instant());
                    return true;
                });
                invited = new SignIn(store, Clock.systemUTC(), random)
                        .invite(name, Role.OWNER, Optional.empty(), Settings.ACTOR, "");
            }
            String url = ServerProgram.publicUrl(config, config.listenPort()).toString();
            PrintWriter out = settings.out();
            if (json) {
                out.println(new JsonMapper()
                        .createObjectNode()
                        .put("schema_version", 1)
                        .put("name", invited.user().name())
                        .put("password", invited.password())
                        .put("role", Role.OWNER.word())
                        .put("url", url));
            } else {
                out.println(invited.password());
                settings.err()
                        .println("One-time password of " + invited.user().name() + " (above); sign in at " + url
                                + " and choose your own.");
            }
            return ExitCode.OK;
        }
    }
}
