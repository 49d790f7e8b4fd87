package io.printmaster.server.store;

import io.printmaster.model.AgentId;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The devices.
public interface Devices extends DeviceQueries {
    /// An agent that has not reported a device for so long loses it to one that does. Agents report a device that does
    /// not change once in 24 hours; the rest is for what delays that.
    Duration OWNER_SILENCE = Duration.ofHours(26);

    /// A device as an agent reported it.
    ///
    /// @param detail         the wire's JSON of it
    /// @param consumables    JSON list as sent, or empty
    /// @param statusMessages JSON list as sent, or empty
    /// @param rawData        JSON object as sent, or empty
    record Report(Printer printer, String detail, String consumables, String statusMessages, String rawData) {}

    /// What a report did.
    ///
    /// @param isNew     whether the device was not known
    /// @param owner     whose reports count now
    /// @param formerOwner who lost it by this report
    /// @param moved       former keys whose devices are now part of this one, their history included
    record Outcome(boolean isNew, AgentId owner, Optional<AgentId> formerOwner, List<PrinterKey> moved) {
        /// Copies.
        public Outcome {
            moved = List.copyOf(moved);
        }
    }

    /// Stores a report. One printer seen by two agents of a tenant stays one device: both are remembered, and
    /// the row follows its owner's reports; another agent takes over when the owner was silent for
    /// [#OWNER_SILENCE]. Older reports than the stored one never change the row.
    ///
    /// Devices of the same agent under the report's former keys become this one. Other agents' devices, and
    /// such as were seen later than the report says, stay what they are. A repeat changes nothing.
    Outcome report(TenantId tenant, AgentId agent, Report report, Instant now);

    /// The device that this agent reports under this serial; agents that know no keys go by it.
    Optional<PrinterKey> bySerial(TenantId tenant, AgentId agent, String serial);

    /// The device that this agent reported under a former key before it told the present one; empty for
    /// every key that is none of that kind.
    ///
    /// @param at when the agent told the former key
    Optional<PrinterKey> nowKnownAs(TenantId tenant, AgentId agent, PrinterKey former, Instant at);
}
