package io.printmaster.server.run;

import io.printmaster.model.TenantId;
import io.printmaster.program.ExitCode;
import io.printmaster.server.auth.JoinDesk;
import io.printmaster.server.config.ServerConfig;
import io.printmaster.server.http.tls.TlsFiles;
import io.printmaster.server.store.JoinTokens.JoinToken;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.Store;
import io.printmaster.wire.JoinString;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `server join-token create|list|revoke`: works beside a running server.
@Command(
        name = "join-token",
        description = "Make, list and revoke join tokens.",
        mixinStandardHelpOptions = true,
        subcommands = {JoinTokenCommand.Create.class, JoinTokenCommand.ListAll.class, JoinTokenCommand.Revoke.class})
final class JoinTokenCommand implements Runnable {
    private static final JsonMapper JSON = new JsonMapper();

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "create, list or revoke is missing");
    }

    private static JoinDesk desk(Store store) {
        return new JoinDesk(store, Clock.systemUTC(), new SecureRandom());
    }

    private static Duration lifetime(String text) {
        Matcher parts = Pattern.compile("([1-9][0-9]{0,4})([smhd])").matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("--lifetime is '" + text + "' but must be such as 90m, 24h or 30d");
        }
        long amount = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    @Command(
            name = "create",
            description = "Make a join token and print the join string.",
            mixinStandardHelpOptions = true)
    static final class Create implements Callable<Integer> {
        @Mixin
        private final Settings settings = new Settings();

        @Option(names = "--uses", defaultValue = "1", description = "How many agents may use it; 0 for any number.")
        private int uses;

        @Option(names = "--lifetime", defaultValue = "24h", description = "Such as 90m, 24h or 30d (default: 24h).")
        private String lifetime = "24h";

        @Option(names = "--site", defaultValue = "", description = "Site of the agents that join with it.")
        private String site = "";

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Override
        public Integer call() throws Exception {
            ServerConfig config = settings.read();
            SecureRandom random = new SecureRandom();
            OptionalInt maxUses = uses == 0 ? OptionalInt.empty() : OptionalInt.of(uses);
            JoinDesk.Wish wish = new JoinDesk.Wish(TenantId.DEFAULT, site, maxUses, lifetime(lifetime));
            JoinDesk.Made made;
            String pin = TlsFiles.pin(new Certificates(config, Clock.systemUTC(), random).anchor());
            try (Store store = Stores.open(config, random)) {
                made = desk(store).create(wish, Settings.ACTOR, "");
            }
            String text =
                    new JoinString(ServerProgram.publicUrl(config, config.listenPort()), pin, made.token()).format();
            PrintWriter out = settings.out();
            if (json) {
                ObjectNode node = node(made.row());
                node.put("schema_version", 1).put("join_string", text).put("token", made.token());
                out.println(node);
            } else {
                out.println(text);
                settings.err()
                        .println("Valid until " + made.row().expiresAt() + ", uses: " + (uses == 0 ? "any" : uses)
                                + ". At the new site: printmaster agent join <the line above>");
            }
            return ExitCode.OK;
        }
    }

    @Command(name = "list", description = "List join tokens.", mixinStandardHelpOptions = true)
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private final Settings settings = new Settings();

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Override
        public Integer call() throws Exception {
            ServerConfig config = settings.read();
            List<JoinToken> tokens;
            try (Store store = Stores.open(config, new SecureRandom())) {
                tokens = desk(store).list(new Scope.Everyone());
            }
            PrintWriter out = settings.out();
            if (json) {
                ObjectNode root = JSON.createObjectNode().put("schema_version", 1);
                ArrayNode items = root.putArray("items");
                tokens.forEach(t -> items.add(node(t)));
                out.println(root);
                return ExitCode.OK;
            }
            out.printf("%-20s  %-8s  %-9s  %-24s  %s%n", "ID", "STATE", "USES", "EXPIRES", "SITE");
            for (JoinToken t : tokens) {
                String max = t.maxUses().isPresent() ? "/" + t.maxUses().getAsInt() : "";
                out.printf(
                        "%-20s  %-8s  %-9s  %-24s  %s%n",
                        t.id(), state(t, Clock.systemUTC().instant()), t.uses() + max, t.expiresAt(), t.site());
            }
            return ExitCode.OK;
        }
    }

    @Command(name = "revoke", description = "Revoke a join token.", mixinStandardHelpOptions = true)
    static final class Revoke implements Callable<Integer> {
        @Mixin
        private final Settings settings = new Settings();

        @Parameters(paramLabel = "ID", description = "Id as in the list.")
        private String id = "";

        @Override
        public Integer call() throws Exception {
            ServerConfig config = settings.read();
            try (Store store = Stores.open(config, new SecureRandom())) {
                if (desk(store).revoke(new Scope.Everyone(), id, Settings.ACTOR, "")) {
                    settings.err().println("Join token " + id + " revoked.");
                    return ExitCode.OK;
                }
            }
            settings.err().println("server: there is no join token " + id + " to revoke");
            return ExitCode.NOT_FOUND;
        }
    }

    private static ObjectNode node(JoinToken t) {
        ObjectNode node = JSON.createObjectNode()
                .put("id", t.id())
                .put("tenant_id", t.tenant().value())
                .put("site", t.site())
                .put("uses", t.uses())
                .put("state", state(t, Clock.systemUTC().instant()))
                .put("created_at", t.createdAt().toString())
                .put("created_by", t.createdBy())
                .put("expires_at", t.expiresAt().toString());
        t.maxUses().ifPresent(max -> node.put("max_uses", max));
        return node;
    }

    private static String state(JoinToken t, Instant now) {
        if (t.revokedAt().isPresent()) {
            return "revoked";
        }
        return t.usedUp() ? "used up" : t.valid(now) ? "valid" : "expired";
    }
}
