package io.printmaster.agent.upload;

import io.printmaster.agent.send.Outcome;
import io.printmaster.agent.send.Outcome.RetryLater;
import io.printmaster.agent.send.Pace;
import io.printmaster.agent.send.Retrying;
import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.model.PrinterKey;
import io.printmaster.wire.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the queue to the server every upload interval: devices first, then samples (seed, "Upload Loop").
///
/// [#round] is one pass and returns when the next is due; a [Loop] repeats it. One thread at a time.
public final class UploadWorker {
    private static final Logger log = LoggerFactory.getLogger(UploadWorker.class);

    private final Line line;
    private final DeviceStore store;
    private final Batches batches;
    private final Duration interval;
    private final Pace pace;
    private final Runnable serverWentAway;
    /// Passes are due at this moment and whole intervals before and after it, at random for each agent and whatever
    /// happens in between: agents that bring their queues in the minute after an outage go apart again. Monotonic.
    private final long due;

    /// The server asked for rest until then; monotonic.
    private long notBefore;

    /// As whom and to which server the last round went; empty before the first.
    private String sentTo = "";

    private final Strikes strikes = new Strikes();
    private final Streams streams = new Streams();
    private final UploadLog uploads = new UploadLog();
    private final Map<RecordKind, Drain.Prepared> unsettled = new EnumMap<>(RecordKind.class);

    /// So few waiting records go out in a request or two.
    public static final int FEW = Streams.FROM;

    /// The agent's own limits for one request; a server that allows less is obeyed.
    ///
    /// @param maxBytes of an uncompressed body
    public record Limits(int maxRecords, int maxBytes) {}

    /// Starts nothing.
    ///
    /// @param serverWentAway called when a round ended because the server does not answer
    public UploadWorker(
            Line line, DeviceStore store, Limits limits, Duration interval, Pace pace, Runnable serverWentAway) {

        this.line = line;
        this.store = store;
        this.batches = new Batches(limits.maxRecords(), limits.maxBytes(), pace);
        this.interval = interval;
        this.pace = pace;
        this.serverWentAway = serverWentAway;
        this.notBefore = pace.nanos().getAsLong();
        this.due = notBefore + pace.random().nextLong(interval.toNanos());
    }

    /// One pass over the queue.
    ///
    /// @return after which time the next pass is due
    /// @throws InterruptedException when the program is stopping; what was not acknowledged is still queued
    public Duration round() throws InterruptedException {
        Duration asked = Duration.ofNanos(notBefore - pace.nanos().getAsLong());
        if (asked.isPositive()) {
            return asked;
        }
        if (line.status().state() != ConnectionState.ONLINE) {
            return untilDue();
        }
        noticeAnotherServer();
        Drain.Done devices = drain(RecordKind.DEVICE);
        if (devices.stop() != null) {
            return ended(devices.stop());
        }
        Drain.Done metrics = drain(RecordKind.METRICS);
        if (metrics.stop() == null && requeue(metrics.unknown())) {
            devices = drain(RecordKind.DEVICE);
            metrics = devices.stop() == null ? drain(RecordKind.METRICS) : devices;
        }
        return ended(metrics.stop());
    }

    /// What one server has acknowledged, another knows nothing of.
    private void noticeAnotherServer() {
        String now = line.agentId() + " at " + line.server();
        if (!sentTo.isEmpty() && !sentTo.equals(now)) {
            store.printers().forgetMarks();
        }
        sentTo = now;
    }

    /// What the uploads came to since the start; from any thread.
    public UploadStatistics statistics() {
        return uploads.statistics();
    }

    private Drain.Done drain(RecordKind kind) throws InterruptedException {
        Drain drain = new Drain(line, store.outbox(), batches, new Drain.Memory(strikes, streams, uploads), pace);
        Drain.Done done = drain.run(kind, unsettled.remove(kind));
        Drain.Prepared open = drain.unsettled();
        if (open != null) {
            unsettled.put(kind, open);
        }
        report(kind, done);
        return done;
    }

    private void report(RecordKind kind, Drain.Done done) {
        String what = kind == RecordKind.DEVICE ? "devices" : "metrics";
        if (done.sent() > 0) {
            log.atInfo().addKeyValue("count", done.sent()).log("Uploaded {}", what);
            Instant now = pace.clock().instant();
            line.note(s -> kind == RecordKind.DEVICE ? s.devicesAt(now) : s.metricsAt(now));
        }
        if (done.parked() > 0) {
            log.atWarn().addKeyValue("count", done.parked()).log("Set aside {} that the server refuses", what);
        }
        switch (done.stop()) {
            case null -> {}
            case RetryLater<Receipt> later
            when Retrying.askedForPatience(later) ->
                log.atWarn()
                        .addKeyValue("pause", later.pause().toSeconds() + "s")
                        .log("Server asked to wait before more {}", what);
            case RetryLater<Receipt> later ->
                log.atError().log("Failed to upload {} after {} attempts", what, line.attempts());
            case Outcome.NotAllowed<Receipt> denied ->
                log.atError()
                        .addKeyValue("error", denied.detail())
                        .log("Server does not allow this agent to upload {}", what);
            case Outcome.Accepted<Receipt> a -> throw new IllegalStateException("success stops no round");
            case Outcome.TooLarge<Receipt> l -> throw new IllegalStateException("a too large batch is halved");
            case Outcome.Refused<Receipt> refused ->
                log.atError().addKeyValue("error", refused.detail()).log("Server refused to take {}", what);
        }
    }

    /// Queues printers again that the server did not know; their samples wait behind them.
    private boolean requeue(Set<PrinterKey> printers) {
        boolean any = false;
        for (PrinterKey key : printers) {
            any |= store.transaction(() -> store.printers()
                    .find(key)
                    .map(known -> {
                        store.outbox()
                                .enqueue(known.last().printer(), pace.clock().instant());
                        return true;
                    })
                    .orElse(false));
        }
        return any;
    }

    private Duration ended(@Nullable Outcome<Receipt> stop) {
        if (line.status().state() == ConnectionState.AWAY) {
            serverWentAway.run();
        }
        if (stop instanceof RetryLater<Receipt> later && Retrying.askedForPatience(later)) {
            // It may have asked all its agents for the same.
            long jitter = pace.random().nextLong(later.pause().toNanos() / 2 + 1);
            Duration pause = later.pause().plusNanos(jitter);
            notBefore = pace.nanos().getAsLong() + pause.toNanos();
            return pause;
        }
        return untilDue();
    }

    private Duration untilDue() {
        long late = Math.floorMod(pace.nanos().getAsLong() - due, interval.toNanos());
        return interval.minusNanos(late);
    }
}
