package io.printmaster.agent.survey;

import io.printmaster.agent.store.ScanRun;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// The counts of one cycle while it runs. Thread-safe.
final class Tally {
    final AtomicInteger sightings = new AtomicInteger();
    final AtomicInteger reading = new AtomicInteger();
    final AtomicInteger found = new AtomicInteger();
    final AtomicInteger changed = new AtomicInteger();
    final AtomicInteger skipped = new AtomicInteger();
    final AtomicInteger silent = new AtomicInteger();
    final AtomicInteger errors = new AtomicInteger();

    private final Instant started;
    private final long addresses;
    private volatile String lastError = "";
    private volatile boolean running = true;

    Tally(Instant started, long addresses) {
        this.started = started;
        this.addresses = addresses;
    }

    void failed(String what) {
        errors.incrementAndGet();
        lastError = what;
    }

    SurveyProgress progress() {
        return new SurveyProgress(
                running,
                Optional.of(started),
                addresses,
                sightings.get(),
                reading.get(),
                found.get(),
                changed.get(),
                skipped.get(),
                silent.get(),
                errors.get(),
                lastError);
    }

    ScanRun end(Instant ended, boolean cancelled) {
        int shown = (int) Math.min(Integer.MAX_VALUE, addresses);
        return new ScanRun(started, ended, shown, found.get(), changed.get(), errors.get(), cancelled);
    }

    void stopped() {
        running = false;
    }
}
