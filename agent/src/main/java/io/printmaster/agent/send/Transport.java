package io.printmaster.agent.send;

import io.printmaster.program.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// One HTTP client over one TLS context. Thread-safe. A redirection is never followed: the token would go along.
final class Transport implements AutoCloseable {
    private final ServerUrl url;
    private final HttpClient client;
    private final int maxAnswerBytes;

    private Transport(ServerUrl url, HttpClient client, int maxAnswerBytes) {
        this.url = url;
        this.client = client;
        this.maxAnswerBytes = maxAnswerBytes;
    }

    static Transport open(ServerUrl url, SSLContext tls, Duration connectLimit, int maxAnswerBytes) {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(tls)
                .connectTimeout(connectLimit)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        return new Transport(url, client, maxAnswerBytes);
    }

    Answer get(String route, Duration limit) throws IOException, InterruptedException {
        return get(route, null, limit);
    }

    Answer get(String route, @Nullable Secret token, Duration limit) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(route)).GET();
        if (token != null) {
            request.header("Authorization", "Bearer " + token.reveal());
        }
        return send(request.build(), limit);
    }

    Answer post(
            String route,
            @Nullable Secret token,
            Map<String, String> headers,
            HttpRequest.BodyPublisher body,
            Duration limit)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(route))
                .header("Accept", "application/json, application/problem+json")
                .POST(body);
        request.setHeader("Content-Type", "application/json");
        headers.forEach(request::setHeader);
        if (token != null) {
            request.header("Authorization", "Bearer " + token.reveal());
        }
        return send(request.build(), limit);
    }

    /// Opens a WebSocket over the same client, so that it has the same trust and no thread of its own.
    LiveOpening live(String route, Secret token, LiveSocket.Listener listener, Duration limit)
            throws InterruptedException {
        LiveSocket live = new LiveSocket(listener);
        CompletableFuture<WebSocket> coming = client.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token.reveal())
                .connectTimeout(limit)
                .buildAsync(webSocket(url.resolve(route)), live.ear());
        boolean open = false;
        try {
            live.opened(coming.get(limit.toMillis(), TimeUnit.MILLISECONDS));
            open = true;
            return new LiveOpening.Open(live);
        } catch (TimeoutException e) {
            return new LiveOpening.Failed("no answer within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case WebSocketHandshakeException refused ->
                    new LiveOpening.Refused(refused.getResponse().statusCode());
                case IOException fault ->
                    new LiveOpening.Failed(NetworkFault.of(fault, url).detail());
                case null, default -> new LiveOpening.Failed("the live channel could not be opened");
            };
        } finally {
            if (!open) {
                coming.cancel(true);
                live.abandon();
            }
        }
    }

    private static URI webSocket(URI address) {
        return URI.create(address.toString().replaceFirst("^http", "ws"));
    }

    /// The limit covers connecting, sending and the whole answer; the client's own time-out ends with the headers.
    private Answer send(HttpRequest request, Duration limit) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> coming =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxAnswerBytes));
        try {
            HttpResponse<byte[]> answer = coming.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(
                    answer.statusCode(),
                    answer.body(),
                    answer.headers().firstValue("Retry-After").orElse("").strip(),
                    answer.headers().firstValue("Date").orElse("").strip());
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no answer within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException("the request could not be sent", e.getCause());
        } finally {
            coming.cancel(true);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
