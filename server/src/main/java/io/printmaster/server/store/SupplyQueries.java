package io.printmaster.server.store;

import io.printmaster.model.AgentId;
import io.printmaster.model.FillState;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.TenantId;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.Set;

/// The supplies of all devices as one list, as each device's newest report told them; a report replaces those of its
/// device.
public interface SupplyQueries {

    /// Which supplies.
    ///
    /// @param text   part of the supply's name or part number, or what the list of devices finds its device by,
    ///               in any case; blank for all
    /// @param states one of these; empty for all
    record Filter(String text, Set<FillState> states) {
        /// Low, empty, or a full receptacle: somebody has to ship something.
        public static final Set<FillState> TO_SHIP = Set.of(FillState.LOW, FillState.EMPTY, FillState.FULL);

        /// Copies.
        public Filter {
            states = Set.copyOf(states);
        }
    }

    /// A supply with what is needed to send a new one.
    ///
    /// @param index   as in the model's Supply
    /// @param percent empty when the printer gave none
    record SupplyRow(
            TenantId tenant,
            PrinterKey device,
            String index,
            String name,
            String type,
            String color,
            boolean receptacle,
            FillState state,
            OptionalInt percent,
            String partNumber,
            String serial,
            String manufacturer,
            String model,
            String location,
            AgentId agent,
            Instant lastSeen) {}

    /// The most urgent first: empty and full, low, enough, some left, unknown; within these by percent, device, index.
    /// What a search finds is counted up to [Page#COUNTED], or less where no index leads to it.
    Page<SupplyRow> page(Scope scope, Filter filter, PageRequest request);

    /// How many match.
    long count(Scope scope, Filter filter);
}
