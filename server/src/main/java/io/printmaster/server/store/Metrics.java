package io.printmaster.server.store;

import io.printmaster.model.Meters;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The history of counters and levels.
public interface Metrics {
    /// No sample is later: the end of the years that fit into a stamp.
    Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

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

    /// Adds a sample; whether it is a reset is found here, the given flag is not used. A printer that gave a sample was
    /// there: the device was last seen at that time, if not later.
    default Added add(TenantId tenant, PrinterKey key, Point point) {
        return addAll(tenant, List.of(new Sample(key, point))).getFirst();
    }

    /// A sample and whose it is.
    record Sample(PrinterKey key, Point point) {}

    /// How far ahead of the server's clock a sample may be and still be believed.
    Duration AHEAD = Duration.ofMinutes(1);

    /// The same, for a caller to whom no sample is from the future.
    default List<Added> addAll(TenantId tenant, List<Sample> samples) {
        return addAll(tenant, samples, LATEST);
    }

    /// Adds samples as [#add] does, one after the other, in far fewer steps.
    ///
    /// The device shows the newest. One that a wrong clock stamped with a time further ahead than [#AHEAD] is shown
    /// only until the next comes: else the device would show it until that time.
    ///
    /// @param now when they came, by the server's clock
    /// @return what became of each, in their order
    List<Added> addAll(TenantId tenant, List<Sample> samples, Instant now);

    /// What the device shows.
    Optional<Point> newest(TenantId tenant, PrinterKey key);

    /// Oldest first, from (included) to (not included), at most `limit` and then the newest of them.
    List<Point> history(TenantId tenant, PrinterKey key, Instant from, Instant to, int limit);

    long count(Scope scope);
}
