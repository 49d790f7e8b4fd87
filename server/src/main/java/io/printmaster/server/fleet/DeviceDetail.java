package io.printmaster.server.fleet;

import io.printmaster.server.store.Audit;
import io.printmaster.server.store.DeviceQueries;
import io.printmaster.server.store.DeviceRow;
import io.printmaster.server.store.Metrics;
import java.util.List;
import java.util.Optional;

/// All that is known of one device, of one moment.
///
/// @param record   its full record as JSON (WIRE, "Device"); empty when none was kept
/// @param newest   newest sample
/// @param readings its history of 90 days, the newest first, of these the newest hundred
/// @param seenBy   agents that report it
/// @param audit    entries that name it, the newest first
public record DeviceDetail(
        DeviceRow row,
        Optional<String> record,
        Optional<Metrics.Point> newest,
        List<History.Point> readings,
        List<DeviceQueries.Seen> seenBy,
        List<Audit.Entry> audit) {

    /// Copies.
    public DeviceDetail {
        readings = List.copyOf(readings);
        seenBy = List.copyOf(seenBy);
        audit = List.copyOf(audit);
    }
}
