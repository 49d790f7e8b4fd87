package io.printmaster.agent.discover;

import io.printmaster.program.DeviceHttp;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Fetches what a device says of itself over HTTP, or TLS with whatever certificate: at most
/// [SafeXml#MAX_BYTES], whole within one time limit, without redirections. Only for addresses that
/// [SameHost] let pass. Thread-safe; [#close] ends its threads.
public final class DescriptionClient implements AutoCloseable {
    private static final int HTTP_OK = 200;

    private final DeviceHttp http;
    private final Duration timeout;

    private DescriptionClient(DeviceHttp http, Duration timeout) {
        this.http = http;
        this.timeout = timeout;
    }

    /// Starts nothing before its first use.
    ///
    /// @param timeout for a whole exchange
    public static DescriptionClient open(Duration timeout) {
        return new DescriptionClient(new DeviceHttp(timeout), timeout);
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
        Optional<HttpClient> client = http.client();
        if (client.isEmpty()) {
            return Optional.empty();
        }
        CompletableFuture<HttpResponse<byte[]>> answer = client.get()
                .sendAsync(
                        request.timeout(timeout).build(),
                        BodyHandlers.limiting(BodyHandlers.ofByteArray(), SafeXml.MAX_BYTES));
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
        http.close();
    }
}
