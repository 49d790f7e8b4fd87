package io.printmaster.agent.send;

import io.printmaster.program.Secret;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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

    Answer post(String route, @Nullable Secret token, Map<String, String> headers, byte[] body, Duration limit)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(route))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, application/problem+json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        if (token != null) {
            request.header("Authorization", "Bearer " + token.reveal());
        }
        return send(request.build(), limit);
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
            throw new java.net.http.HttpTimeoutException("no answer within " + limit.toSeconds() + " s");
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
