package io.printmaster.server.store;

import io.printmaster.model.AgentId;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The devices.
public interface Devices extends DeviceQueries {
    /// An agent that has not reported a device for so long loses it to one that does. Agents report a device that does
    /// not change once in 24 hours; the rest is for what delays that.
    Duration OWNER_SILENCE = Duration.ofHours(26);

    /// A device as an agent reported it.
    ///
    /// @param columns what lists filter and sort by, drawn from the printer
    /// @param detail  the wire's JSON of it without times, which the printer tells
    record Report(Printer printer, DeviceColumns columns, String detail) {
        /// Draws the columns.
        public Report(Printer printer, String detail) {
            this(printer, DeviceColumns.of(printer, detail), detail);
        }
    }

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
    default Outcome report(TenantId tenant, AgentId agent, Report report, Instant now) {
        return reportAll(tenant, agent, List.of(report), now).getFirst();
    }

    /// Stores reports as [#report] does, one after the other, in far fewer steps.
    ///
    /// @return the outcomes in the order of the reports
    List<Outcome> reportAll(TenantId tenant, AgentId agent, List<Report> reports, Instant now);

    /// Makes devices that an earlier version stored ready for the search.
    ///
    /// @return how many; fewer than max when none is left
    int makeSearchable(int max);

    /// The device that this agent reports under this serial; agents that know no keys go by it.
    Optional<PrinterKey> bySerial(TenantId tenant, AgentId agent, String serial);

    /// The device that this agent reported under a former key before it told the present one; empty for
    /// every key that is none of that kind.
    ///
    /// @param at when the agent told the former key
    default Optional<PrinterKey> nowKnownAs(TenantId tenant, AgentId agent, PrinterKey former, Instant at) {
        return Optional.ofNullable(nowKnownAs(tenant, agent, Map.of(former, at)).get(former));
    }

    /// The same for many keys.
    ///
    /// @param told when the agent told each
    /// @return those that lead somewhere
    Map<PrinterKey, PrinterKey> nowKnownAs(TenantId tenant, AgentId agent, Map<PrinterKey, Instant> told);

    /// Parts of a list that can be stored together: no device twice in one, and one that has former keys alone,
    /// because it changes what is found under them.
    static <T> List<List<T>> together(List<T> all, Function<T, Printer> printer) {
        List<List<T>> parts = new ArrayList<>();
        List<T> part = new ArrayList<>();
        Set<PrinterKey> keys = new HashSet<>();
        for (T one : all) {
            boolean alone = !printer.apply(one).ties().formerKeys().isEmpty();
            boolean begins = alone || !keys.add(printer.apply(one).key());
            if (begins && !part.isEmpty()) {
                parts.add(part);
                part = new ArrayList<>();
                keys.clear();
                keys.add(printer.apply(one).key());
            }
            part.add(one);
            if (alone) {
                parts.add(part);
                part = new ArrayList<>();
                keys.clear();
            }
        }
        if (!part.isEmpty()) {
            parts.add(part);
        }
        return parts;
    }
}
