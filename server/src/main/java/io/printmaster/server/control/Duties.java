package io.printmaster.server.control;

import io.printmaster.server.store.Leases.Lease;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.StoreException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives each piece of background work to one of the server processes on a database. Thread-safe.
///
/// The holder of a duty counts its lease up at every call of [#mine]; another process takes it over after it has seen
/// the count stand still for the lease's life, by its own monotonic clock. So no two clocks need to agree, and a clock
/// that is set changes nothing. A holder that was stopped for longer than that and wakes may overlap with its
/// successor until its next call: what is done under a duty must bear being done twice.
public final class Duties implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Duties.class);

    private final Store store;
    private final String server;
    private final Duration life;
    private final LongSupplier nanos;
    private final Map<String, Seen> seen = new HashMap<>();
    private final Set<String> held = new HashSet<>();

    private record Seen(Lease lease, long since) {}

    /// @param server names this process, and no other one ever
    /// @param life   a holder silent for so long has lost the duty; call [#mine] several times as often
    /// @param nanos  monotonic, such as `System::nanoTime`
    public Duties(Store store, String server, Duration life, LongSupplier nanos) {
        this.store = store;
        this.server = server;
        this.life = life;
        this.nanos = nanos;
    }

    /// Whether this process does the work; renews or takes the duty where it can. False when the database does not say.
    public synchronized boolean mine(String duty) {
        try {
            boolean mine = renewOrTake(duty);
            if (mine ? held.add(duty) : held.remove(duty)) {
                LOG.atInfo()
                        .addKeyValue("duty", duty)
                        .addKeyValue("server", server)
                        .log(mine ? "Duty taken" : "Duty lost to another process");
            }
            return mine;
        } catch (StoreException e) {
            return false;
        }
    }

    private boolean renewOrTake(String duty) {
        Optional<Lease> found = store.read(tx -> tx.leases().find(duty));
        if (found.isEmpty()) {
            return store.write(tx -> tx.leases().add(new Lease(duty, server, 1)));
        }
        Lease lease = found.get();
        if (!lease.holder().equals(server) && !stoodStill(lease)) {
            return false;
        }
        return store.write(tx -> tx.leases().replace(lease, new Lease(duty, server, lease.renewal() + 1)));
    }

    private boolean stoodStill(Lease lease) {
        long now = nanos.getAsLong();
        Seen before = seen.get(lease.name());
        if (before == null || !before.lease.equals(lease)) {
            seen.put(lease.name(), new Seen(lease, now));
            return false;
        }
        return now - before.since >= life.toNanos();
    }

    /// Gives every duty up, so that another process need not wait.
    @Override
    public synchronized void close() {
        try {
            for (String duty : held) {
                store.write(tx -> {
                    tx.leases().remove(duty, server);
                    return true;
                });
            }
        } catch (StoreException e) {
            LOG.atDebug().setCause(e).log("Duties not given up; others take them over by themselves");
        }
        held.clear();
    }
}
