package io.printmaster.agent.upload;

import io.printmaster.agent.send.CaPin;
import io.printmaster.agent.send.Outcome;
import io.printmaster.agent.send.Pace;
import io.printmaster.agent.send.RequestLimits;
import io.printmaster.agent.send.ServerClient;
import io.printmaster.agent.send.ServerUrl;
import io.printmaster.agent.send.Trust;
import io.printmaster.agent.store.AgentVault;
import io.printmaster.model.AgentFacts;
import io.printmaster.model.AgentId;
import io.printmaster.model.Text;
import io.printmaster.program.Secret;
import io.printmaster.wire.RegisterAnswer;
import io.printmaster.wire.RegisterRequest;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Becoming and staying a member of a server (seed, "Registration"; WIRE, section 2). Thread-safe as the vault is; one
/// join at a time.
public final class Enrollment {
    private static final Logger log = LoggerFactory.getLogger(Enrollment.class);
    private static final Duration FIRST_CONTACT = Duration.ofSeconds(15);

    private final AgentVault vault;
    private final TokenCare tokens;
    private final AgentId agentId;
    private final Fixed fixed;
    private final Supplier<AgentFacts> facts;
    private final Pace pace;
    private final RequestLimits limits;

    /// What this machine's configuration fixes, whatever joining told.
    ///
    /// @param server where the server is now
    /// @param trust  whom to trust for it
    public record Fixed(Optional<ServerUrl> server, Optional<Trust> trust) {
        /// Nothing.
        public static final Fixed NOTHING = new Fixed(Optional.empty(), Optional.empty());
    }

    /// Starts nothing.
    ///
    /// @param facts asked at each registration
    public Enrollment(
            AgentVault vault,
            AgentId agentId,
            Fixed fixed,
            Supplier<AgentFacts> facts,
            Pace pace,
            RequestLimits limits) {
        this.vault = vault;
        this.tokens = new TokenCare(vault, pace.clock());
        this.agentId = agentId;
        this.fixed = fixed;
        this.facts = facts;
        this.pace = pace;
        this.limits = limits;
    }

    /// Under which name this agent joins.
    public AgentId agentId() {
        return agentId;
    }

    /// The server that the agent belongs to; empty when it has not joined.
    public Optional<ServerUrl> server() {
        return membership().map(Membership::server);
    }

    TokenCare tokens() {
        return tokens;
    }

    Optional<Membership> membership() {
        return Membership.load(vault).map(m -> m.with(fixed));
    }

    /// Joins, and keeps what the server gave. With a join string, nothing secret is sent before the server proved that
    /// it has the pinned authority.
    ///
    /// @throws InterruptedException when the program is stopping
    public synchronized JoinResult join(Invitation invitation) throws InterruptedException {
        return switch (invitation) {
            case Invitation.ByToken(ServerUrl server, Secret token, Trust trust) -> register(server, token, trust);
            case Invitation.ByString byString -> {
                ServerUrl server = byString.server();
                Secret token = new Secret(byString.join().token());
                yield switch (CaPin.fetch(server, byString.join().caPin(), FIRST_CONTACT)) {
                    case CaPin.Found.Matched(Trust.Pinned trust) -> register(server, token, trust);
                    case CaPin.Found.OtherAuthority(String detail) -> new JoinResult.WrongServer(detail);
                    case CaPin.Found.NoAuthority(String detail) -> new JoinResult.Failed(detail);
                    case CaPin.Found.Unreachable(String detail) -> new JoinResult.Unreachable(detail);
                };
            }
        };
    }

    /// Asks for a new token with the stored join token, once.
    synchronized JoinResult renew(Membership old) throws InterruptedException {
        if (old.joinToken().isEmpty()) {
            return new JoinResult.Denied("", "there is no join token to register again with");
        }
        return register(old.server(), old.joinToken(), old.trust());
    }

    /// Forgets the server and the tokens; the server is not told.
    ///
    /// @return whether there was anything to forget
    public synchronized boolean leave() {
        boolean joined = membership().isPresent();
        Membership.forget(vault);
        return joined;
    }

    private JoinResult register(ServerUrl server, Secret joinToken, Trust trust) throws InterruptedException {
        try (ServerClient client = ServerClient.open(server, trust, pace.clock(), limits)) {
            RegisterRequest request = new RegisterRequest(joinToken.reveal(), agentId, facts.get());
            return switch (client.register(request)) {
                case Outcome.Accepted<RegisterAnswer>(RegisterAnswer answer) -> keep(answer, server, joinToken, trust);
                case Outcome.NotAllowed<RegisterAnswer> denied -> new JoinResult.Denied(denied.code(), denied.detail());
                case Outcome.RetryLater<RegisterAnswer> later -> new JoinResult.Unreachable(later.detail());
                case Outcome.TooLarge<RegisterAnswer> large -> new JoinResult.Failed(large.detail());
                case Outcome.Refused<RegisterAnswer> refused -> new JoinResult.Failed(refused.detail());
            };
        } catch (GeneralSecurityException e) {
            return new JoinResult.Failed("the CA certificate cannot be used: " + Text.clean(e.getMessage(), 200));
        }
    }

    private JoinResult keep(RegisterAnswer answer, ServerUrl server, Secret joinToken, Trust trust) {
        Secret token = new Secret(answer.agentToken());
        new Membership(answer.agentId(), server, trust, token, joinToken, answer.tenantId()).save(vault);
        log.atInfo()
                .addKeyValue("agent_id", answer.agentId())
                .addKeyValue("token", token.cut())
                .log("Agent registered successfully");
        return new JoinResult.Joined(answer.agentId(), server.toString(), answer.tenantId(), answer.capabilities());
    }
}
