package io.printmaster.server.store;

import io.printmaster.model.AgentId;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A device as lists show it.
///
/// @param errors        words of DetectedError
/// @param inError       somebody has to go there: down, or a detected error that stops it
/// @param lowestPercent of its supplies that tell a percentage; empty when none does
/// @param suppliesLow   whether a supply is low, empty or full, in whatever way the printer says so
/// @param totalPages    newest total counter
/// @param metersAt      when the newest sample was taken; empty when none ever arrived
/// @param lastSeen      when the printer last answered an agent; never the time of an upload
/// @param agent         whose report counts
/// @param updatedAt     when a report last changed this row
public record DeviceRow(
        TenantId tenant,
        PrinterKey key,
        String serial,
        String manufacturer,
        String model,
        String hostname,
        String ip,
        String mac,
        String location,
        String asset,
        PrinterStatus status,
        List<String> errors,
        boolean inError,
        OptionalInt lowestPercent,
        boolean suppliesLow,
        OptionalLong totalPages,
        Optional<Instant> metersAt,
        Instant firstSeen,
        Instant lastSeen,
        AgentId agent,
        Instant updatedAt) {
    /// Copies.
    public DeviceRow {
        errors = List.copyOf(errors);
    }
}
