package io.printmaster.server.store;

import io.printmaster.model.AgentId;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Lists of devices; everything that pages and the API ask, answered by the database and in parts.
public interface DeviceQueries {
    /// Which devices; every given condition must hold.
    ///
    /// @param text           beginnings of words of serial, model, manufacturer, host name, address, MAC, asset or
    ///                       location, all of which must be there, and four or more characters out of the serial,
    ///                       in any case; empty for all
    /// @param statuses       one of these; empty for all
    /// @param error          has this detected error (its word)
    /// @param inError        (not) in need of somebody: down, or a detected error that stops it
    /// @param suppliesLow    (no) supply to ship
    /// @param lastSeenBefore silent since then
    /// @param metersBefore   no counter reading since then, or none ever
    record Filter(
            String text,
            Set<PrinterStatus> statuses,
            Optional<String> error,
            Optional<Boolean> inError,
            Optional<Boolean> suppliesLow,
            Optional<String> manufacturer,
            Optional<String> model,
            Optional<AgentId> agent,
            Optional<Instant> lastSeenBefore,
            Optional<Instant> metersBefore) {
        public static final Filter ALL = new Filter(
                "",
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        /// Copies.
        public Filter {
            statuses = Set.copyOf(statuses);
        }
    }

    /// What the list can be sorted by; unknown values come last when ascending.
    enum Sort {
        SERIAL,
        /// Manufacturer and model together, as lists show them.
        MODEL,
        IP,
        STATUS,
        LOWEST_PERCENT,
        TOTAL_PAGES,
        LAST_SEEN
    }

    /// An agent that sees a device.
    record Seen(AgentId agent, Instant firstReported, Instant lastReported) {}

    /// What an agent sees.
    ///
    /// @param inError of these
    record Watched(long devices, long inError) {}

    /// How many devices an agent sees, as the list filtered by it has.
    Watched watched(TenantId tenant, AgentId agent);

    /// A part of a list. Where neither kept counts nor an index tell how many match, they are counted up to
    /// [Page#COUNTED].
    Page<DeviceRow> page(Scope scope, Filter filter, Sort sort, boolean descending, PageRequest request);

    /// How many match, exactly, however long counting takes.
    long count(Scope scope, Filter filter);

    Optional<DeviceRow> find(TenantId tenant, PrinterKey key);

    /// The device's full record as JSON (WIRE, "Device"), without its times.
    Optional<String> detail(TenantId tenant, PrinterKey key);

    /// Which agents see it, the newest report first.
    List<Seen> seenBy(TenantId tenant, PrinterKey key);
}
