package io.printmaster.agent.discover;

import io.printmaster.program.AnyCertificate;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Fetches what a device says of itself over HTTP, or TLS with whatever certificate: at most
/// [SafeXml#MAX_BYTES], whole within one time limit, without redirections. Only for addresses that
/// [SameHost] let pass. Thread-safe; [#close] ends its threads.
public final class DescriptionClient implements AutoCloseable {
    private static final int HTTP_OK = 200;

    private final HttpClient client;
    private final ExecutorService threads;
    private final Duration timeout;

    private DescriptionClient(HttpClient client, ExecutorService threads, Duration timeout) {
        this.client = client;
        this.threads = threads;
        this.timeout = timeout;
    }

    /// Starts the client's threads.
    ///
    /// @param timeout for a whole exchange
    public static DescriptionClient open(Duration timeout) {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .proxy(HttpClient.Builder.NO_PROXY)
                .sslContext(AnyCertificate.context())
                .executor(threads)
                .build();
        return new DescriptionClient(client, threads, timeout);
    }

    /// The body at that address; empty when there is none, or not in time, or too much.
    public Optional<byte[]> get(URI uri) throws InterruptedException {
        return exchange(HttpRequest.newBuilder(uri).GET());
    }

    /// The body that a SOAP 1.2 request is answered with; empty as above.
    public Optional<byte[]> soap(URI uri, byte[] envelope) throws InterruptedException {
        return exchange(HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/soap+xml")
                .POST(HttpRequest.BodyPublishers.ofByteArray(envelope)));
    }

    private Optional<byte[]> exchange(HttpRequest.Builder request) throws InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(
                request.timeout(timeout).build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), SafeXml.MAX_BYTES));
        try {
            HttpResponse<byte[]> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return response.statusCode() == HTTP_OK ? Optional.of(response.body()) : Optional.empty();
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } finally {
            answer.cancel(true);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }
}
