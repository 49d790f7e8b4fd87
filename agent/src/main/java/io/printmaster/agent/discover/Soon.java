package io.printmaster.agent.discover;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Looks at a device a moment after it made itself known: it does so in several messages, and more than
/// once. Thread-safe.
public final class Soon implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(400);
    private static final int MAX_AT_A_TIME = 32;

    private final Set<InetAddress> waiting = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /// What is done then.
    @FunctionalInterface
    public interface Look {
        /// May block.
        void run() throws InterruptedException;
    }

    /// Looks at the device in a moment, unless that is to happen anyway; when too many are waited for,
    /// the next search has to find it.
    public void of(InetAddress device, Look look) {
        if (!closed && threads.size() < MAX_AT_A_TIME && waiting.add(device)) {
            Thread.ofVirtual().name("announced").start(() -> run(device, look));
        }
    }

    private void run(InetAddress device, Look look) {
        threads.add(Thread.currentThread());
        try {
            Thread.sleep(PAUSE);
            // Whatever comes from now on is looked at anew.
            waiting.remove(device);
            if (!closed) {
                look.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.remove(device);
            threads.remove(Thread.currentThread());
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
    }
}
