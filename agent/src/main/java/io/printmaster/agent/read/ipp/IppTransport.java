package io.printmaster.agent.read.ipp;

import io.printmaster.program.DeviceHttp;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One POST, its whole answer within one time limit and one size limit; nothing secret is ever sent this way.
/// Thread-safe.
final class IppTransport implements AutoCloseable {
    private final IppSettings settings;
    private final DeviceHttp http;

    /// What became of a POST.
    sealed interface Outcome {
        /// An HTTP answer with its body.
        @SuppressWarnings("ArrayRecordComponent") // handed over, not compared
        record Answered(int status, byte[] body) implements Outcome {}

        /// An HTTP answer whose body is cut or too long.
        record Cut(String why) implements Outcome {}

        /// Somebody is there, but does not speak plain HTTP, or hung up.
        record NoHttp(String why) implements Outcome {}

        /// Nobody there, or too slow.
        ///
        /// @param closed whether a host is there that has nothing at this port
        record Silence(String why, boolean closed) implements Outcome {}
    }

    /// Starts nothing.
    IppTransport(IppSettings settings) {
        this.settings = settings;
        this.http = new DeviceHttp(settings.connectTimeout());
    }

    Outcome post(URI uri, byte[] body, Duration timeout) throws InterruptedException {
        Optional<HttpClient> open = http.client();
        if (open.isEmpty()) {
            return new Outcome.Silence("closed", false);
        }
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .header("Content-Type", "application/ipp")
                .header("Accept", "application/ipp")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        AtomicBoolean begun = new AtomicBoolean();
        HttpResponse.BodyHandler<byte[]> whole =
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), settings.maxBodyBytes());
        CompletableFuture<HttpResponse<byte[]>> answer = open.get().sendAsync(request, info -> {
            begun.set(true);
            return whole.apply(info);
        });
        try {
            HttpResponse<byte[]> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new Outcome.Answered(response.statusCode(), response.body());
        } catch (TimeoutException e) {
            return new Outcome.Silence("no whole answer within " + timeout.toMillis() + " ms", false);
        } catch (ExecutionException e) {
            return failed(e.getCause(), begun.get());
        } finally {
            // Ends an exchange that is still under way, whatever ended the waiting.
            answer.cancel(true);
        }
    }

    private Outcome failed(@Nullable Throwable cause, boolean begun) {
        if (cause instanceof ConnectException || cause instanceof HttpTimeoutException) {
            return isRefusal(cause)
                    ? new Outcome.Silence("nothing listens at this port", true)
                    : new Outcome.Silence("no connection", false);
        }
        return begun
                ? new Outcome.Cut("its answer is cut or longer than " + settings.maxBodyBytes() + " bytes")
                : new Outcome.NoHttp(String.valueOf(cause));
    }

    /// The client has no type of its own for a refused connection: it is what is neither out of time
    /// nor out of reach.
    private static boolean isRefusal(Throwable fault) {
        if (!(fault instanceof ConnectException)) {
            return false;
        }
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof NoRouteToHostException
                    || String.valueOf(cause.getMessage()).contains("unreachable")) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        http.close();
    }
}
