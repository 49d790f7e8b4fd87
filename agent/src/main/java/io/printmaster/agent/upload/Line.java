package io.printmaster.agent.upload;

import io.printmaster.agent.send.Breaker;
import io.printmaster.agent.send.LiveOpening;
import io.printmaster.agent.send.LiveSocket;
import io.printmaster.agent.send.Outcome;
import io.printmaster.agent.send.Outcome.Accepted;
import io.printmaster.agent.send.Outcome.Denial;
import io.printmaster.agent.send.Outcome.NotAllowed;
import io.printmaster.agent.send.Outcome.RetryLater;
import io.printmaster.agent.send.Outcome.Trouble;
import io.printmaster.agent.send.Pace;
import io.printmaster.agent.send.RequestLimits;
import io.printmaster.agent.send.Retrying;
import io.printmaster.agent.send.ServerClient;
import io.printmaster.agent.send.ServerUrl;
import io.printmaster.agent.send.StreamRequest;
import io.printmaster.agent.send.UploadRequest;
import io.printmaster.model.AgentId;
import io.printmaster.program.Secret;
import io.printmaster.wire.Capabilities;
import io.printmaster.wire.Heartbeat;
import io.printmaster.wire.HeartbeatAnswer;
import io.printmaster.wire.JobReport;
import io.printmaster.wire.Receipt;
import io.printmaster.wire.TokenAnswer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one way to the server for both workers: the current token, retries, the breaker, registering again after a 401,
/// and what is known of the server. Thread-safe.
///
/// While the breaker is open only heartbeats go out, as its probes.
public final class Line implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Line.class);
    private static final Duration HEARTBEAT_LIMIT = Duration.ofSeconds(10);
    /// Attempts bound a round of uploads, not time: a slow line must be able to use them all.
    private static final Duration NO_LIMIT = Duration.ofDays(1);

    private final Enrollment enrollment;
    private final Retrying retrying;
    private final Breaker breaker;
    private final Pace pace;
    private final RequestLimits limits;

    private @Nullable ServerClient client;
    private @Nullable Membership member;
    private Capabilities capabilities = Capabilities.NONE;
    private LineStatus status = LineStatus.START;
    private int generation;
    private volatile LiveRoute live = LiveRoute.NONE;

    /// Starts nothing and sends nothing.
    public Line(Enrollment enrollment, Retrying retrying, Breaker breaker, Pace pace, RequestLimits limits) {
        this.enrollment = enrollment;
        this.retrying = retrying;
        this.breaker = breaker;
        this.pace = pace;
        this.limits = limits;
    }

    /// Sets the age at which the token is exchanged; 30 days unless it is set.
    public void exchangeTokenAfter(Duration age) {
        enrollment.tokens().exchangeAfter(age);
    }

    /// How the line is now.
    public synchronized LineStatus status() {
        return status.breaker(breaker.state() == Breaker.State.OPEN);
    }

    /// What the server takes; [Capabilities#NONE] until it says more.
    synchronized Capabilities capabilities() {
        return capabilities;
    }

    /// Under which name the agent is known to the server, or will join it.
    public synchronized AgentId agentId() {
        return member == null ? enrollment.agentId() : member.agentId();
    }

    /// Where it leads; empty when the agent has not joined.
    public synchronized Optional<ServerUrl> server() {
        return Optional.ofNullable(member).map(Membership::server);
    }

    /// Who joins, for commands that come while the agent runs.
    public Enrollment enrollment() {
        return enrollment;
    }

    /// How far the server's clock is ahead; empty when not known.
    public synchronized Optional<Duration> clockSkew() {
        return client == null ? Optional.empty() : client.clockSkew();
    }

    /// How long nothing is sent to a server that is away; zero when something may be.
    public Duration untilNextProbe() {
        return breaker.untilNextTry();
    }

    int attempts() {
        return retrying.attempts();
    }

    /// Takes up the membership that the vault holds now, after a start, a join or a leave.
    ///
    /// @return whether there is one
    public synchronized boolean connect() {
        Optional<Membership> now = enrollment.membership();
        if (now.isEmpty()) {
            drop();
            status = status.failed(ConnectionState.NOT_JOINED, "", pace.clock().instant());
            return false;
        }
        if (client != null && now.get().equals(member)) {
            return true;
        }
        drop();
        try {
            client = ServerClient.open(now.get().server(), now.get().trust(), pace.clock(), limits);
            member = now.get();
            return true;
        } catch (GeneralSecurityException e) {
            String error = "the stored CA certificate cannot be used; join the server again";
            status = status.failed(
                    ConnectionState.JOIN_AGAIN, error, pace.clock().instant());
            log.atError().log(error);
            return false;
        }
    }

    /// Joins, and uses what came of it at once.
    public JoinResult join(Invitation invitation) throws InterruptedException {
        JoinResult result = enrollment.join(invitation);
        if (result instanceof JoinResult.Joined joined) {
            synchronized (this) {
                capabilities = joined.capabilities();
                status = status.failed(
                        ConnectionState.CONNECTING, "", pace.clock().instant());
            }
            breaker.worked();
            connect();
        }
        return result;
    }

    /// Notes why an attempt to join on its own did not work.
    void joinFailed(ConnectionState state, String error) {
        note(s -> s.failed(state, error, pace.clock().instant()));
    }

    /// Heartbeats go over that way while it is open.
    public void use(LiveRoute route) {
        live = route;
    }

    /// Whether a live channel may be asked for.
    public synchronized boolean offersLive() {
        return client != null && status.state() == ConnectionState.ONLINE && capabilities.live();
    }

    /// Grows with every other server or token: a channel opened before is not to be used any more.
    public synchronized int generation() {
        return generation;
    }

    /// Opens a live channel.
    ///
    /// @throws InterruptedException when the program is stopping
    public LiveOpening openLive(LiveSocket.Listener listener) throws InterruptedException {
        ServerClient over;
        Membership as;
        synchronized (this) {
            over = client;
            as = member;
        }
        return over == null || as == null
                ? new LiveOpening.Failed("the agent has not joined")
                : over.live(as.token(), listener);
    }

    Outcome<HeartbeatAnswer> heartbeat(Heartbeat heartbeat) throws InterruptedException {
        Optional<Outcome<HeartbeatAnswer>> overLive = live.heartbeat(heartbeat);
        if (overLive.isPresent()) {
            heard(overLive.get());
            return overLive.get();
        }
        List<JobReport> untold = live.untold();
        Outcome<HeartbeatAnswer> outcome = overHttp(untold.isEmpty() ? heartbeat : heartbeat.with(untold));
        if (outcome instanceof Accepted<HeartbeatAnswer>(HeartbeatAnswer answer)) {
            live.answered(untold, answer);
        }
        return outcome;
    }

    private Outcome<HeartbeatAnswer> overHttp(Heartbeat heartbeat) throws InterruptedException {
        boolean probe = breaker.state() == Breaker.State.OPEN;
        if (!breaker.mayTry()) {
            return waiting();
        }
        Outcome<HeartbeatAnswer> outcome = probe
                ? once((c, token) -> c.heartbeat(token, heartbeat))
                : retrying.send("Heartbeat", HEARTBEAT_LIMIT, () -> once((c, token) -> c.heartbeat(token, heartbeat)));
        heard(outcome);
        return outcome;
    }

    private void heard(Outcome<HeartbeatAnswer> outcome) throws InterruptedException {
        settle(outcome, true);
        if (outcome instanceof Accepted<HeartbeatAnswer>(HeartbeatAnswer answer)) {
            synchronized (this) {
                answer.capabilities().ifPresent(told -> capabilities = told);
                status = status.heartbeatAt(pace.clock().instant());
            }
            enrollment.tokens().worked();
            careForToken(answer.exchangeToken());
        }
    }

    /// Exchanges the token when it is old or the server wants it. Whatever goes wrong, the present one stays valid.
    private void careForToken(boolean wanted) throws InterruptedException {
        if (!enrollment.tokens().isDue(wanted)) {
            return;
        }
        Attempt<TokenAnswer> asked = attempt((c, token) -> c.nextToken(token));
        if (asked.outcome instanceof Accepted<TokenAnswer>(TokenAnswer answer) && asked.used != null) {
            if (enrollment.tokens().keep(asked.used.token(), new Secret(answer.agentToken()))) {
                connect();
            }
            return;
        }
        enrollment.tokens().notExchanged(asked.outcome);
    }

    Outcome<Receipt> upload(UploadRequest batch) throws InterruptedException {
        if (breaker.state() == Breaker.State.OPEN) {
            return waiting();
        }
        Outcome<Receipt> outcome = retrying.send("Upload", NO_LIMIT, () -> once((c, token) -> c.upload(token, batch)));
        settle(outcome, false);
        return outcome;
    }

    /// A stream that the server does not take says nothing about the line: the same goes out in batches next.
    Outcome<Receipt> stream(StreamRequest stream) throws InterruptedException {
        if (breaker.state() == Breaker.State.OPEN) {
            return waiting();
        }
        Outcome<Receipt> outcome = retrying.send("Upload", NO_LIMIT, () -> once((c, token) -> c.stream(token, stream)));
        if (!(outcome instanceof Outcome.Refused<Receipt>)) {
            settle(outcome, false);
        }
        return outcome;
    }

    synchronized void note(UnaryOperator<LineStatus> change) {
        status = change.apply(status);
    }

    private <T> Outcome<T> waiting() {
        return new RetryLater<>(Trouble.UNREACHABLE, breaker.untilNextTry(), status().lastError());
    }

    /// One authenticated request.
    private interface Call<T> {
        Outcome<T> send(ServerClient client, Secret token) throws InterruptedException;
    }

    /// One attempt; a token that the server does not know is replaced once, and the attempt made again with it.
    private <T> Outcome<T> once(Call<T> call) throws InterruptedException {
        Attempt<T> first = attempt(call);
        if (!(first.outcome instanceof NotAllowed<T> denied) || denied.why() != Denial.UNAUTHENTICATED) {
            return first.outcome;
        }
        JoinResult renewed = renew(first.used);
        return switch (renewed) {
            case JoinResult.Joined joined -> attempt(call).outcome;
            case JoinResult.Unreachable(String detail) -> new RetryLater<>(Trouble.UNREACHABLE, Duration.ZERO, detail);
            case JoinResult.Denied(String code, String detail) -> new NotAllowed<>(denied.why(), code, detail);
            case JoinResult.WrongServer(String detail) -> new NotAllowed<>(denied.why(), "", detail);
            case JoinResult.Failed(String detail) -> new NotAllowed<>(denied.why(), "", detail);
        };
    }

    private record Attempt<T>(Outcome<T> outcome, @Nullable Membership used) {}

    private <T> Attempt<T> attempt(Call<T> call) throws InterruptedException {
        ServerClient over;
        Membership as;
        synchronized (this) {
            over = client;
            as = member;
        }
        if (over == null || as == null) {
            return new Attempt<>(new NotAllowed<>(Denial.FORBIDDEN, "not_joined", "the agent has not joined"), null);
        }
        return new Attempt<>(call.send(over, as.token()), as);
    }

    /// Registers again, unless another thread already did since the refused token was read.
    private JoinResult renew(@Nullable Membership refused) throws InterruptedException {
        synchronized (enrollment) {
            Membership now = enrollment.membership().orElse(null);
            if (now == null || refused == null) {
                return new JoinResult.Denied("not_joined", "the agent has left the server");
            }
            if (!now.token().equals(refused.token())) {
                connect();
                return new JoinResult.Joined(now.agentId(), now.server().toString(), now.tenantId(), capabilities());
            }
            if (enrollment.tokens().fallBack(now.token())) {
                connect();
                return new JoinResult.Joined(now.agentId(), now.server().toString(), now.tenantId(), capabilities());
            }
            log.atWarn().log("Authentication failed, attempting re-registration");
            JoinResult result = enrollment.renew(now);
            if (result instanceof JoinResult.Joined joined) {
                synchronized (this) {
                    capabilities = joined.capabilities();
                }
                connect();
            }
            return result;
        }
    }

    private void settle(Outcome<?> outcome, boolean heartbeat) {
        switch (outcome) {
            case Accepted<?> accepted -> {
                breaker.worked();
                note(LineStatus::online);
            }
            case RetryLater<?> later -> {
                // A server that is merely busy with batches still takes heartbeats.
                if (heartbeat || later.why() != Trouble.BUSY) {
                    breaker.failed(heartbeat ? later.pause() : Duration.ZERO);
                }
                fail(ConnectionState.AWAY, later.detail());
            }
            case NotAllowed<?> denied ->
                fail(
                        denied.why() == Denial.FORBIDDEN ? ConnectionState.FORBIDDEN : ConnectionState.JOIN_AGAIN,
                        denied.detail());
            case Outcome.TooLarge<?> large ->
                note(s -> s.failed(s.state(), large.detail(), pace.clock().instant()));
            case Outcome.Refused<?> refused -> {
                if (refused.content() && !heartbeat) {
                    note(s -> s.failed(s.state(), refused.detail(), pace.clock().instant()));
                } else {
                    breaker.failed(Duration.ZERO);
                    fail(ConnectionState.WRONG_ADDRESS, refused.detail());
                }
            }
        }
    }

    private void fail(ConnectionState state, String error) {
        note(s -> s.failed(state, error, pace.clock().instant()));
    }

    private synchronized void drop() {
        if (client != null) {
            client.close();
        }
        client = null;
        member = null;
        generation++;
    }

    @Override
    public void close() {
        drop();
    }
}
