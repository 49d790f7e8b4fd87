package io.printmaster.server.store;

import io.printmaster.model.PrinterKey;
import io.printmaster.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The history at the resolutions of [Tier]: rolled up from the samples, and forgotten in its time.
///
/// Every stored sample marks its hour in the same commit. A roll-up takes marked hours away and brings
/// hour, day and month up to date in one commit, so that it can stop anywhere and no sample counts
/// twice or never. What a counter counted is the sum of its rises, each in the bucket of the later
/// sample. A counter that falls begins anew, unless a sample within [#RECOVERY_HOURS] after it is at or
/// above the value before: then the samples between were a slip or were stamped by a clock that has
/// been set since, and count nothing.
public interface MetricTiers {
    /// How long a counter may lie below its value until it counts as having begun anew, in hours.
    int RECOVERY_HOURS = 2;

    /// What is kept, each from this moment on; older is forgotten. Months are kept for ever.
    ///
    /// @param raw     samples
    /// @param hourly  hours
    /// @param daily   days
    record Horizons(Instant raw, Instant hourly, Instant daily) {
        /// Checks the order.
        ///
        /// @throws IllegalArgumentException when a finer resolution is kept longer than a coarser one
        public Horizons {
            if (raw.isBefore(hourly) || hourly.isBefore(daily)) {
                throw new IllegalArgumentException("samples cannot outlive hours, nor hours days");
            }
        }
    }

    /// A device, for [#overdue] and [#forget].
    record Owner(TenantId tenant, PrinterKey key) {}

    /// Devices looked at.
    ///
    /// @param due  those of them with something to forget
    /// @param next where to go on; empty at the end
    record Overdue(List<Owner> due, Optional<Owner> next) {
        /// Copies.
        public Overdue {
            due = List.copyOf(due);
        }
    }

    /// Rolls up marked hours, the oldest first. For samples older than the horizons, the finest
    /// resolution that is still kept is brought up to date.
    ///
    /// @param settled  only hours that begin before this; the present one would have to be done again
    /// and again
    /// @param maxHours at most so many
    /// @return how many were marked and are done now; fewer than maxHours when none is left
    int rollUp(Instant settled, Horizons kept, int maxHours);

    /// The oldest hour that has samples in no tier yet; samples from there on must not be forgotten.
    Optional<Instant> oldestMarked();

    /// Oldest first, from (included) to (not included), at most `limit` and then the newest of them.
    List<TierBucket> buckets(TenantId tenant, PrinterKey key, Tier tier, Instant from, Instant to, int limit);

    /// The newest hour that was rolled up.
    Optional<TierBucket> newestHour(TenantId tenant, PrinterKey key);

    /// Looks for devices with something to forget; changes nothing.
    ///
    /// @param after where an earlier look ended; empty for the start
    /// @param limit so many devices are looked at
    Overdue overdue(Horizons kept, Optional<Owner> after, int limit);

    /// Forgets the oldest of what this device has beyond the horizons; never samples that are in no
    /// tier yet.
    ///
    /// @param maxRows about so many rows at most (whole hours), so that nobody waits long for the
    /// writer
    /// @return how many rows were forgotten
    int forget(Owner device, Horizons kept, int maxRows);
}
