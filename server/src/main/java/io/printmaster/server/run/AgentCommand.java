package io.printmaster.server.run;

import io.printmaster.model.AgentId;
import io.printmaster.program.ExitCode;
import io.printmaster.server.auth.JoinDesk;
import io.printmaster.server.auth.TokenExchange;
import io.printmaster.server.config.ServerConfig;
import io.printmaster.server.fleet.AgentState;
import io.printmaster.server.fleet.Patience;
import io.printmaster.server.store.AgentRow;
import io.printmaster.server.store.Agents;
import io.printmaster.server.store.Page;
import io.printmaster.server.store.PageRequest;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.Store;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `server agent list|revoke|exchange-token`: works beside a running server, which looks tokens up at every request
/// and so shuts a revoked agent out at its next one.
@Command(
        name = "agent",
        description = "List and revoke agents, and have them exchange their tokens.",
        mixinStandardHelpOptions = true,
        subcommands = {AgentCommand.ListAll.class, AgentCommand.Revoke.class, AgentCommand.Exchange.class})
final class AgentCommand implements Runnable {
    private static final JsonMapper JSON = new JsonMapper();

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "list, revoke or exchange-token is missing");
    }

    @Command(name = "list", description = "List agents.", mixinStandardHelpOptions = true)
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private final Settings settings = new Settings();

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Override
        public Integer call() throws Exception {
            ServerConfig config = settings.read();
            Instant now = Clock.systemUTC().instant();
            List<AgentRow> agents;
            try (Store store = Stores.open(config, new SecureRandom())) {
                agents = all(store);
            }
            PrintWriter out = settings.out();
            if (json) {
                ObjectNode root = JSON.createObjectNode().put("schema_version", 1);
                ArrayNode items = root.putArray("items");
                agents.forEach(agent -> items.add(node(agent, now)));
                out.println(root);
                return ExitCode.OK;
            }
            out.printf("%-36s  %-8s  %-24s  %s%n", "ID", "STATE", "LAST HEARTBEAT", "SITE");
            for (AgentRow agent : agents) {
                String heard = agent.lastHeartbeat().map(Instant::toString).orElse("never");
                out.printf("%-36s  %-8s  %-24s  %s%n", agent.id(), state(agent, now), heard, agent.site());
            }
            return ExitCode.OK;
        }

        private static List<AgentRow> all(Store store) {
            List<AgentRow> all = new ArrayList<>();
            Optional<String> after = Optional.empty();
            do {
                PageRequest part = new PageRequest(PageRequest.MAX, after);
                Page<AgentRow> page = store.read(
                        tx -> tx.agents().page(new Scope.Everyone(), Agents.Filter.ALL, Agents.Sort.ID, false, part));
                all.addAll(page.items());
                after = page.next();
            } while (after.isPresent());
            return all;
        }

        private static ObjectNode node(AgentRow agent, Instant now) {
            ObjectNode node = JSON.createObjectNode()
                    .put("id", agent.id().value())
                    .put("tenant_id", agent.tenant().value())
                    .put("site", agent.site())
                    .put("state", state(agent, now))
                    .put("name", agent.facts().name())
                    .put("version", agent.facts().version())
                    .put("hostname", agent.facts().hostname())
                    .put("address", agent.address())
                    .put("first_seen", agent.firstSeen().toString());
            agent.lastHeartbeat().ifPresent(at -> node.put("last_heartbeat", at.toString()));
            agent.revokedAt().ifPresent(at -> node.put("revoked_at", at.toString()));
            return node;
        }

        private static String state(AgentRow agent, Instant now) {
            return AgentState.of(agent, Patience.DEFAULT, now).word();
        }
    }

    @Command(
            name = "exchange-token",
            description = "Have an agent exchange its token with its next heartbeat, without a gap; the former one ends"
                    + " when the new one is used.",
            mixinStandardHelpOptions = true)
    static final class Exchange implements Callable<Integer> {
        @Mixin
        private final Settings settings = new Settings();

        @Parameters(paramLabel = "ID", description = "Id as in the list.")
        private String id = "";

        @Override
        public Integer call() throws Exception {
            ServerConfig config = settings.read();
            boolean asked;
            try (Store store = Stores.open(config, new SecureRandom())) {
                TokenExchange exchange = new TokenExchange(store, Clock.systemUTC(), new SecureRandom());
                asked = exchange.ask(new Scope.Everyone(), new AgentId(id), Settings.ACTOR, "");
            }
            settings.err()
                    .println(
                            asked
                                    ? "Agent " + id + " exchanges its token with its next heartbeat."
                                    : "server: there is no agent " + id + ", or it is revoked; see: printmaster server"
                                            + " agent list");
            return asked ? ExitCode.OK : ExitCode.NOT_FOUND;
        }
    }

    @Command(
            name = "revoke",
            description = "End an agent's tokens at once; what it reported stays. It may join again with a join token"
                    + " made after that.",
            mixinStandardHelpOptions = true)
    static final class Revoke implements Callable<Integer> {
        @Mixin
        private final Settings settings = new Settings();

        @Parameters(paramLabel = "ID", description = "Id as in the list.")
        private String id = "";

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Override
        public Integer call() throws Exception {
            ServerConfig config = settings.read();
            AgentId agent = new AgentId(id);
            boolean revoked;
            try (Store store = Stores.open(config, new SecureRandom())) {
                JoinDesk desk = new JoinDesk(store, Clock.systemUTC(), new SecureRandom());
                revoked = desk.revokeAgent(new Scope.Everyone(), agent, Settings.ACTOR, "");
            }
            if (!revoked) {
                settings.err()
                        .println("server: there is no agent " + id + " to revoke, or it is revoked already; see:"
                                + " printmaster server agent list");
                return ExitCode.NOT_FOUND;
            }
            if (json) {
                settings.out()
                        .println(JSON.createObjectNode()
                                .put("schema_version", 1)
                                .put("id", id)
                                .put("state", AgentState.REVOKED.word()));
            }
            settings.err()
                    .println("Agent " + id + " revoked. To let it in again: printmaster server join-token create");
            return ExitCode.OK;
        }
    }
}
