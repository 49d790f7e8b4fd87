package io.printmaster.server.store;

import io.printmaster.model.Meters;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The history of counters and levels.
public interface Metrics {
    /// What a device said at one moment.
    ///
    /// @param tonerLevels JSON object name -> percent, known ones only
    /// @param supplies    JSON list of `{index,percent?,state}`; empty when not told
    /// @param reset       whether a counter fell against the sample before
    record Point(Instant at, Meters meters, String tonerLevels, String supplies, boolean reset) {}

    /// What adding did.
    enum Added {
        STORED,
        /// There was one for that moment; it stays.
        REPEATED,
        UNKNOWN_DEVICE
    }

    /// Adds a sample and shows it; whether it is a reset is found here, the given flag is not used.
    default Added add(TenantId tenant, PrinterKey key, Point point) {
        Added added = keep(tenant, key, point);
        if (added == Added.STORED) {
            show(tenant, key, point.at(), point.meters().count(Meters.TOTAL));
        }
        return added;
    }

    /// Adds a sample to the history only. Who has many at once keeps them all and shows the newest: a device's row is
    /// long, and writing it again for each sample would cost more than the samples.
    Added keep(TenantId tenant, PrinterKey key, Point point);

    /// Tells at the device what its newest sample said, unless a newer one was shown. A printer that gave a sample was
    /// there: it was last seen at that time, if not later.
    ///
    /// @param total empty when the sample did not tell it; then the device keeps the one it has
    void show(TenantId tenant, PrinterKey key, Instant at, OptionalLong total);

    Optional<Point> newest(TenantId tenant, PrinterKey key);

    /// Oldest first, from (included) to (not included), at most `limit` and then the newest of them.
    List<Point> history(TenantId tenant, PrinterKey key, Instant from, Instant to, int limit);

    long count(Scope scope);
}
