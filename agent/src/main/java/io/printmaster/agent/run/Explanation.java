package io.printmaster.agent.run;

import io.printmaster.agent.read.ReadOutcome;
import io.printmaster.model.Reading;
import io.printmaster.model.Text;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Everything that `explain` found out about one address: what the configuration and the store say of it, and what
/// came of each door.
///
/// @param tried     in the order of asking
/// @param bySnmp    what reading by SNMP gave; empty when nobody answered SNMP
/// @param byIpp     what reading by IPP gave; empty when it was not asked
/// @param neighbour whether the kernel holds a hardware address for it; empty where it cannot be known
record Explanation(
        InetAddress address,
        Standing standing,
        Optional<Known> known,
        Optional<Boolean> neighbour,
        List<Tried> tried,
        Optional<ReadOutcome> bySnmp,
        Optional<ReadOutcome> byIpp) {

    Explanation {
        tried = List.copyOf(tried);
    }

    /// What the configuration says.
    ///
    /// @param excludedBy the entry of `[discovery] exclude` that covers it
    /// @param range      the entry of `[discovery] ranges` that covers it, or "attached network"
    /// @param ranges     whether any ranges are configured; without, the attached networks are searched
    /// @param ipp        whether the agent reads by IPP
    record Standing(Optional<String> excludedBy, Optional<String> range, boolean ranges, boolean ipp) {}

    /// A printer of the store that was last read at this address.
    ///
    /// @param read   when it was last read
    /// @param door   by which protocol
    /// @param status as last stored, such as `offline` for one that did not answer since
    /// @param rests  until when the running agent asks it less often than the others; empty when it does not
    record Known(String key, Instant read, String door, String status, Optional<Instant> rests) {}

    /// What one question came to.
    ///
    /// @param door   `snmp`, `ipp`, `mdns`, `ssdp` or `wsd`
    /// @param with   the credential's name or the place; never a secret
    /// @param why    in words, cleaned: the device's own may be among them
    record Tried(String door, String with, Result result, String why) {
        Tried {
            with = Text.clean(with, 300);
            why = Text.clean(why, 300);
        }
    }

    /// What a question came to, in short.
    enum Result {
        READ,
        ANSWERS,
        REFUSED,
        CLOSED,
        SILENT
    }

    /// What was read, by SNMP if that worked, else by IPP.
    Optional<Reading> reading() {
        return bySnmp.flatMap(Explanation::reading).or(() -> byIpp.flatMap(Explanation::reading));
    }

    static Optional<Reading> reading(ReadOutcome outcome) {
        return outcome instanceof ReadOutcome.Read(Reading reading) ? Optional.of(reading) : Optional.empty();
    }

    /// The first question at a door that came to this.
    Optional<Tried> first(String door, Result result) {
        return tried.stream()
                .filter(t -> t.door().equals(door) && t.result() == result)
                .findFirst();
    }

    /// The doors other than SNMP and IPP by which it announced itself.
    List<String> announcedBy() {
        return tried.stream()
                .filter(t -> t.result() == Result.ANSWERS
                        && !t.door().equals(Doorbell.SNMP)
                        && !t.door().equals(Doorbell.IPP))
                .map(Tried::door)
                .distinct()
                .toList();
    }

    /// Whether anything at all says that a host has this address.
    boolean isThere() {
        return neighbour.orElse(false) || tried.stream().anyMatch(t -> t.result() != Result.SILENT);
    }
}
