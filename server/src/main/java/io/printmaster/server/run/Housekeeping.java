package io.printmaster.server.run;

import io.printmaster.server.auth.SignIn;
import io.printmaster.server.http.HttpServer;
import io.printmaster.server.http.tls.TlsException;
import io.printmaster.server.http.tls.TlsKeys;
import io.printmaster.server.store.Store;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is done from time to time: giving up commands and forgetting what has had its time, by one of the processes on
/// a database; and renewing the certificate, by each.
final class Housekeeping implements AutoCloseable {
    /// An agent resends a batch for much less than this.
    static final Duration BATCHES = Duration.ofDays(7);
    /// One row a minute and agent: kept for a look back, not for ever.
    static final Duration HEARTBEAT_ROWS = Duration.ofDays(7);

    /// As long as the hours of a chart are looked at.
    static final Duration UPLOAD_HOURS = Duration.ofDays(30);

    static final Duration AUDIT = Duration.ofDays(400);

    static final Duration COMMANDS = Duration.ofDays(90);

    private static final String DUTY = "housekeeping";
    /// One step of a job takes some 10 ms.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String NOT_SWEPT = "Overdue commands not looked for, next try in 4 seconds";
    private static final String NOT_RENEWED = "Certificate not renewed, next try in 12 hours";
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration METRICS_TURN = Duration.ofSeconds(30);
    private static final int DEVICES_A_STEP = 50;
    private static final int ROUND = 10_000;

    private final Store store;
    private final Certificates certificates;
    private final HttpServer http;
    private final ControlRoom control;
    private final Clock clock;
    private final MetricUpkeep metrics;
    private final Rounds rounds = new Rounds(DUTY, PATIENCE);

    Housekeeping(Store store, Certificates certificates, HttpServer http, ControlRoom control, Clock clock) {
        this.store = store;
        this.certificates = certificates;
        this.http = http;
        this.control = control;
        this.clock = clock;
        this.metrics = new MetricUpkeep(store, clock);
    }

    void start() {
        rounds.every(seconds(1), seconds(4), this::tend, NOT_SWEPT);
        rounds.every(
                Duration.ofMinutes(1),
                Duration.ofMinutes(15),
                this::forget,
                "Housekeeping failed, next try in 15 minutes");
        rounds.once(
                seconds(20),
                this::makeSearchable,
                "Making devices searchable failed; each will be with its next report");
        rounds.every(
                seconds(30), seconds(60), this::keepMetrics, "Rolling up the history failed, next try in a minute");
        rounds.every(Duration.ofHours(12), Duration.ofHours(12), this::renew, NOT_RENEWED);
    }

    private static Duration seconds(long count) {
        return Duration.ofSeconds(count);
    }

    /// Keeps the duty, and does what must not wait long.
    private void tend() {
        try {
            if (mine()) {
                control.desk().sweep();
            }
        } catch (RuntimeException e) {
            LOG.atDebug().setCause(e).log(NOT_SWEPT);
        }
    }

    private boolean mine() {
        return !rounds.ending() && control.duties().mine(DUTY);
    }

    /// What [Store#maintain] may not give up.
    static Store.Kept kept(Instant now) {
        return new Store.Kept(now.minus(AUDIT), Optional.of(now.minus(MetricUpkeep.SAMPLES)));
    }

    private void forget() {
        if (!mine()) {
            return;
        }
        Instant now = clock.instant();
        store.maintain(now, kept(now));
        while (store.write(tx -> tx.batches().removeBefore(now.minus(BATCHES))) == ROUND && mine()) {
            LOG.atDebug().log("More old batches to forget");
        }
        while (store.write(tx -> tx.agentUploads().removeBefore(now.minus(UPLOAD_HOURS))) == ROUND && mine()) {
            LOG.atDebug().log("More old hours of uploads to forget");
        }
        while (store.write(tx -> tx.audit().removeBefore(now.minus(HEARTBEAT_ROWS), "heartbeat")) == ROUND && mine()) {
            LOG.atDebug().log("More old heartbeat rows to forget");
        }
        while (store.write(tx -> tx.audit().removeBefore(now.minus(AUDIT), "")) == ROUND && mine()) {
            LOG.atDebug().log("More old audit rows to forget");
        }
        store.write(tx -> tx.commands().removeBefore(now.minus(COMMANDS)));
        store.write(tx -> tx.sessions().removeExpired(now.minus(SignIn.IDLE), now));
    }

    /// Once after an update from a version without the search's words.
    private void makeSearchable() {
        while (mine() && store.write(tx -> tx.devices().makeSearchable(DEVICES_A_STEP)) == DEVICES_A_STEP) {
            LOG.atTrace().log("More devices to make searchable");
        }
    }

    /// Works on the history for about half a minute at most, so that the other jobs have their turn; one
    /// call in an idle server is two queries.
    private void keepMetrics() {
        long end = System.nanoTime() + METRICS_TURN.toNanos();
        while (mine() && metrics.rollUp() && System.nanoTime() < end) {
            LOG.atTrace().log("More hours to roll up");
        }
        while (System.nanoTime() < end && mine() && metrics.forget()) {
            LOG.atTrace().log("More of the history to forget");
        }
    }

    private void renew() {
        try {
            TlsKeys keys = certificates.current();
            http.reload(keys);
        } catch (TlsException | IOException e) {
            LOG.atWarn().setCause(e).log(NOT_RENEWED);
        }
    }

    /// Waits for the job that runs: the store is closed afterwards.
    @Override
    public void close() {
        rounds.close();
        control.close();
    }
}
