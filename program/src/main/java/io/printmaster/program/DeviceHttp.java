package io.printmaster.program;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The JDK's HTTP client as printers and other devices are asked with it: HTTP/1.1, straight to them, whatever their
/// certificate ([AnyCertificate]), and without redirections, which could lead anywhere. Thread-safe.
///
/// Starts at its first use: at most sites no device is asked so, and a client costs a thread, TLS, and a tenth of the
/// time until an agent is ready.
public final class DeviceHttp implements AutoCloseable {
    private final Duration connectTimeout;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Started started;
    private boolean closed;

    private record Started(HttpClient client, ExecutorService threads) {}

    /// Starts nothing.
    public DeviceHttp(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    /// The one client; empty once this is closed.
    public Optional<HttpClient> client() {
        lock.lock();
        try {
            if (started == null && !closed) {
                started = start();
            }
            return Optional.ofNullable(started).map(Started::client);
        } finally {
            lock.unlock();
        }
    }

    private Started start() {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .proxy(HttpClient.Builder.NO_PROXY)
                .sslContext(AnyCertificate.context())
                .executor(threads)
                .build();
        return new Started(client, threads);
    }

    /// Breaks off what is under way, and ends its threads.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (started != null) {
                started.client().shutdownNow();
                started.threads().shutdownNow();
                started = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
