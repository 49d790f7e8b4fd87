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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final int ROUND = 10_000;

    private final Store store;
    private final Certificates certificates;
    private final HttpServer http;
    private final ControlRoom control;
    private final Clock clock;
    private @Nullable ScheduledExecutorService timer;

    Housekeeping(Store store, Certificates certificates, HttpServer http, ControlRoom control, Clock clock) {
        this.store = store;
        this.certificates = certificates;
        this.http = http;
        this.control = control;
        this.clock = clock;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the tasks tell of their own faults
    void start() {
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("housekeeping").daemon().factory());
        timer.scheduleWithFixedDelay(this::tend, 1, 4, TimeUnit.SECONDS);
        timer.scheduleWithFixedDelay(this::forget, 1, 15, TimeUnit.MINUTES);
        timer.scheduleWithFixedDelay(this::renew, 12, 12, TimeUnit.HOURS);
    }

    /// Keeps the duty, and does what must not wait long.
    private void tend() {
        try {
            if (mine()) {
                control.desk().sweep();
            }
        } catch (RuntimeException e) {
            LOG.atDebug().setCause(e).log("Overdue commands not looked for, next try in 4 seconds");
        }
    }

    private boolean mine() {
        return control.duties().mine(DUTY);
    }

    /// What [Store#maintain] may not give up.
    static Store.Kept kept(Instant now) {
        return new Store.Kept(now.minus(AUDIT), Optional.empty());
    }

    void forget() {
        if (!mine()) {
            return;
        }
        Instant now = clock.instant();
        try {
            store.maintain(now, kept(now));
            while (store.write(tx -> tx.batches().removeBefore(now.minus(BATCHES))) == ROUND && mine()) {
                LOG.atDebug().log("More old batches to forget");
            }
            while (store.write(tx -> tx.agentUploads().removeBefore(now.minus(UPLOAD_HOURS))) == ROUND && mine()) {
                LOG.atDebug().log("More old hours of uploads to forget");
            }
            while (store.write(tx -> tx.audit().removeBefore(now.minus(HEARTBEAT_ROWS), "heartbeat")) == ROUND
                    && mine()) {
                LOG.atDebug().log("More old heartbeat rows to forget");
            }
            while (store.write(tx -> tx.audit().removeBefore(now.minus(AUDIT), "")) == ROUND && mine()) {
                LOG.atDebug().log("More old audit rows to forget");
            }
            store.write(tx -> tx.commands().removeBefore(now.minus(COMMANDS)));
            store.write(tx -> tx.sessions().removeExpired(now.minus(SignIn.IDLE), now));
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("Housekeeping failed, next try in 15 minutes");
        }
    }

    private void renew() {
        try {
            TlsKeys keys = certificates.current();
            http.reload(keys);
        } catch (TlsException | IOException | RuntimeException e) {
            LOG.atWarn().setCause(e).log("Certificate not renewed, next try in 12 hours");
        }
    }

    @Override
    public void close() {
        if (timer != null) {
            timer.shutdownNow();
        }
        control.close();
    }
}
