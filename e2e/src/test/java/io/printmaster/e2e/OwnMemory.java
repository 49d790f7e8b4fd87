package io.printmaster.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Looks ten times a second at what a process has of memory for itself (`RssAnon` of `/proc/PID/status`), and keeps
/// the most. Only on Linux.
final class OwnMemory implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(100);

    private final Path status;
    private final AtomicLong mostBytes = new AtomicLong();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());

    private OwnMemory(long pid) {
        this.status = Path.of("/proc", Long.toString(pid), "status");
    }

    static OwnMemory watch(ProgramUnderTest program) {
        OwnMemory memory = new OwnMemory(program.pid());
        ScheduledFuture<?> _ =
                memory.clock.scheduleAtFixedRate(memory::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return memory;
    }

    private void look() {
        try {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("RssAnon:")) {
                    long kb = Long.parseLong(line.replaceAll("[^0-9]", ""));
                    mostBytes.accumulateAndGet(kb * 1024, Math::max);
                }
            }
        } catch (NoSuchFileException e) {
            clock.shutdown();
        } catch (IOException e) {
            // It ends just now.
        }
    }

    long mostBytes() {
        return mostBytes.get();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
