package io.printmaster.agent.discover;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Keeps those who send many traps from being read many times: what is admitted runs at once, and once more
/// after the pause if more came meanwhile. One virtual thread for each source within its pause, bounded.
/// Thread-safe.
final class TrapLimit implements AutoCloseable {
    static final Duration PAUSE = Duration.ofSeconds(10);

    /// More sources at a time than this is an attack, or a network that fell over: the survey sees to it.
    private static final int MAX_SOURCES = 64;

    private final Duration pause;
    private final Map<InetAddress, Source> sources = new HashMap<>();

    /// One that is within its pause.
    private static final class Source {
        private boolean again;
        private final Thread thread;

        private Source(Thread thread) {
            this.thread = thread;
        }
    }

    TrapLimit(Duration pause) {
        this.pause = pause;
    }

    /// Runs it now, at the end of the pause, or not at all.
    void admit(InetAddress from, Runnable read) {
        synchronized (sources) {
            Source source = sources.get(from);
            if (source != null) {
                source.again = true;
                return;
            }
            if (sources.size() >= MAX_SOURCES) {
                return;
            }
            Thread thread = Thread.ofVirtual().name("trap-pause").unstarted(() -> pauses(from, read));
            sources.put(from, new Source(thread));
            thread.start();
        }
        read.run();
    }

    private void pauses(InetAddress from, Runnable read) {
        try {
            Thread.sleep(pause);
            while (isWantedAgain(from)) {
                read.run();
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private boolean isWantedAgain(InetAddress from) {
        synchronized (sources) {
            Source source = sources.get(from);
            if (source == null || !source.again) {
                sources.remove(from);
                return false;
            }
            source.again = false;
            return true;
        }
    }

    @Override
    public void close() {
        synchronized (sources) {
            sources.values().forEach(source -> source.thread.interrupt());
            sources.clear();
        }
    }
}
