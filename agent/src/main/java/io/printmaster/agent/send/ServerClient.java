package io.printmaster.agent.send;

import io.printmaster.agent.send.Outcome.RetryLater;
import io.printmaster.program.Secret;
import io.printmaster.wire.Heartbeat;
import io.printmaster.wire.HeartbeatAnswer;
import io.printmaster.wire.Receipt;
import io.printmaster.wire.RecordStream;
import io.printmaster.wire.RegisterAnswer;
import io.printmaster.wire.RegisterRequest;
import io.printmaster.wire.TokenAnswer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The server, as the agent sees it: five requests, each sent once, each ending in an [Outcome]. Repeating is
/// [Retrying]'s. Thread-safe.
///
/// Every request has a limit for the whole exchange, and no more than 1 MiB of an answer is read.
public final class ServerClient implements AutoCloseable {
    private static final int MAX_ANSWER_BYTES = 1 << 20;
    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.US_ASCII);
    private static final int STREAM_PATIENCE = 5;
    private static final Duration HEARTBEAT_LIMIT = Duration.ofSeconds(10);
    private static final Duration REGISTER_LIMIT = Duration.ofSeconds(30);

    private final ServerUrl url;
    private final Transport transport;
    private final Clock clock;
    private final RequestLimits limits;
    private final AtomicReference<@Nullable Duration> clockSkew = new AtomicReference<>();

    private ServerClient(ServerUrl url, Transport transport, Clock clock, RequestLimits limits) {
        this.url = url;
        this.transport = transport;
        this.clock = clock;
        this.limits = limits;
    }

    /// Makes a client; nothing is sent yet.
    ///
    /// @throws GeneralSecurityException when the trusted certificates cannot be read
    public static ServerClient open(ServerUrl url, Trust trust, Clock clock, RequestLimits limits)
            throws GeneralSecurityException {
        Transport transport = Transport.open(url, trust.context(), limits.connect(), MAX_ANSWER_BYTES);
        return new ServerClient(url, transport, clock, limits);
    }

    /// Where it sends to.
    public ServerUrl url() {
        return url;
    }

    /// How far the server's clock was ahead of ours at the last answer; empty before the first that told it.
    public Optional<Duration> clockSkew() {
        return Optional.ofNullable(clockSkew.get());
    }

    /// Asks to join, or to join again.
    public Outcome<RegisterAnswer> register(RegisterRequest request) throws InterruptedException {
        return post(
                "/api/v1/agents/register-with-token",
                null,
                Map.of(),
                request.toJson(),
                REGISTER_LIMIT,
                body -> RegisterAnswer.fromJson(body, request.agentId()));
    }

    /// Says that the agent lives; also proves the token.
    public Outcome<HeartbeatAnswer> heartbeat(Secret token, Heartbeat heartbeat) throws InterruptedException {
        return post(
                "/api/v1/agents/heartbeat",
                token,
                Map.of(),
                heartbeat.toJson(),
                HEARTBEAT_LIMIT,
                HeartbeatAnswer::fromJson);
    }

    /// Asks for a new token in place of the present one; [Outcome.Refused] with 404 when the server knows no such
    /// thing.
    public Outcome<TokenAnswer> nextToken(Secret token) throws InterruptedException {
        return post("/api/v1/agents/token", token, Map.of(), NOTHING, REGISTER_LIMIT, TokenAnswer::fromJson);
    }

    /// Brings a batch.
    public Outcome<Receipt> upload(Secret token, UploadRequest batch) throws InterruptedException {
        Map<String, String> headers = new LinkedHashMap<>();
        batch.batchId().ifPresent(id -> headers.put("Idempotency-Key", id.toString()));
        if (batch.compressed()) {
            headers.put("Content-Encoding", "gzip");
        }
        return post(batch.route().batchPath(), token, headers, batch.wire(), limits.upload(), Receipt::fromJson);
    }

    /// Brings a long list. It has five times as long as a batch, since it holds as much more.
    public Outcome<Receipt> stream(Secret token, StreamRequest stream) throws InterruptedException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", RecordStream.CONTENT_TYPE);
        headers.put("Idempotency-Key", stream.streamId().toString());
        if (stream.gzip()) {
            headers.put("Content-Encoding", "gzip");
        }
        Duration limit = limits.upload().multipliedBy(STREAM_PATIENCE);
        return post(
                stream.route().streamPath(),
                token,
                headers,
                BodyPublishers.ofInputStream(stream::open),
                limit,
                Receipt::fromJson);
    }

    /// Opens the live channel.
    ///
    /// @throws InterruptedException when the program is stopping
    public LiveOpening live(Secret token, LiveSocket.Listener listener) throws InterruptedException {
        return transport.live("/api/v1/agents/ws", token, listener, HEARTBEAT_LIMIT);
    }

    private <T> Outcome<T> post(
            String route,
            @Nullable Secret token,
            Map<String, String> headers,
            byte[] body,
            Duration limit,
            Reaction.Reader<T> reader)
            throws InterruptedException {
        return post(route, token, headers, BodyPublishers.ofByteArray(body), limit, reader);
    }

    private <T> Outcome<T> post(
            String route,
            @Nullable Secret token,
            Map<String, String> headers,
            BodyPublisher body,
            Duration limit,
            Reaction.Reader<T> reader)
            throws InterruptedException {
        try {
            Answer answer = transport.post(route, token, headers, body, limit);
            answer.date().ifPresent(date -> clockSkew.set(Duration.between(clock.instant(), date)));
            return Reaction.to(answer, clock.instant(), reader);
        } catch (IOException e) {
            RetryLater<T> later = NetworkFault.of(e, url);
            return later;
        }
    }

    /// Breaks off what is under way.
    @Override
    public void close() {
        transport.close();
    }
}
