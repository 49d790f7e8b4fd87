package io.printmaster.agent.read;

import io.printmaster.model.HintName;
import io.printmaster.model.Identity;
import io.printmaster.model.Reading;
import io.printmaster.model.Sighting;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// Reads a printer by whatever it speaks, in one fixed order: SNMP with each credential, then IPP.
///
/// The order does not depend on the door by which the printer was met. It must not: SNMP usually tells a
/// serial number and IPP only a UUID, and a printer that is read now by one and now by the other would be
/// two. What SNMP reads is also more: meters above all. Thread-safe as far as the two readers are.
public final class EveryWayReader implements PrinterReader {
    private static final int SNMP_PORT = 161;

    private final PrinterReader snmp;
    private final PrinterReader ipp;
    private final Function<InetAddress, List<String>> credentials;
    private final int snmpPort;

    /// Combines two readers.
    ///
    /// @param credentials names of the SNMP credentials that are tried on devices that another door has
    ///                    met; none switches SNMP off for those
    public EveryWayReader(PrinterReader snmp, List<String> credentials, PrinterReader ipp) {
        this(snmp, address -> credentials, SNMP_PORT, ipp);
    }

    /// As above, with credentials that differ by address, and SNMP at another port.
    public EveryWayReader(
            PrinterReader snmp, Function<InetAddress, List<String>> credentials, int snmpPort, PrinterReader ipp) {
        this.snmp = snmp;
        this.credentials = credentials;
        this.snmpPort = snmpPort;
        this.ipp = ipp;
    }

    @Override
    public ReadOutcome read(Sighting sighting) {
        return readWithOrigin(sighting, origin -> {});
    }

    @Override
    public ReadOutcome readWithOrigin(Sighting sighting, Consumer<Origin> told) {
        if (sighting.hints().containsKey(HintName.QUEUE)) {
            return new ReadOutcome.NotAPrinter("a print queue on a computer; it belongs to a printer, and is none");
        }
        if (sighting.door() == Sighting.Door.USB) {
            return new ReadOutcome.NotAPrinter("plugged in: there is no network address to read it at");
        }
        List<ReadOutcome> failed = new ArrayList<>();
        Optional<Nameless> nameless = Optional.empty();
        for (Sighting way : waysIn(sighting)) {
            ReadOutcome outcome = snmp.read(way);
            String door = Origin.snmp(way.credential());
            if (outcome instanceof ReadOutcome.Read(Reading reading)) {
                told.accept(Origin.of(reading, door));
                return outcome;
            }
            if (Thread.currentThread().isInterrupted()) {
                return outcome;
            }
            if (outcome instanceof ReadOutcome.NoIdentity(UnkeyedReading reading) && nameless.isEmpty()) {
                nameless = Optional.of(new Nameless(reading, door));
            }
            failed.add(outcome);
        }
        // A device that SNMP knows to be a router or the like is not asked for its print service.
        boolean isKnownOther = sighting.door() == Sighting.Door.SNMP
                && failed.stream().anyMatch(ReadOutcome.NotAPrinter.class::isInstance);
        if (!isKnownOther) {
            ReadOutcome outcome = ipp.read(sighting);
            if (outcome instanceof ReadOutcome.Read(Reading reading)) {
                told.accept(nameless.map(n -> n.origin(reading)).orElseGet(() -> Origin.of(reading, Origin.IPP)));
                return new ReadOutcome.Read(
                        nameless.map(n -> identified(n.reading, reading)).orElse(reading));
            }
            failed.add(outcome);
        }
        ReadOutcome best = mostTelling(failed);
        if (best instanceof ReadOutcome.NoIdentity(UnkeyedReading reading)) {
            told.accept(Origin.of(reading, nameless.map(Nameless::door).orElse(Origin.IPP)));
        }
        return best;
    }

    /// What SNMP read of a printer that it could not name.
    private record Nameless(UnkeyedReading reading, String door) {
        /// Of the reading that IPP gave the name for: serial and UUID are its, the rest only where SNMP had nothing.
        Origin origin(Reading byIpp) {
            Origin snmp = Origin.of(reading, door);
            Identity ipp = byIpp.printer().identity();
            Identity names = new Identity("", "", ipp.serial(), "", ipp.uuid(), "");
            return Origin.ofIdentity(names, Origin.IPP).or(snmp).or(Origin.ofIdentity(ipp, Origin.IPP));
        }
    }

    private Set<Sighting> waysIn(Sighting sighting) {
        Set<Sighting> ways = new LinkedHashSet<>();
        if (sighting.door() == Sighting.Door.SNMP && !sighting.credential().isEmpty()) {
            ways.add(sighting);
            return ways;
        }
        for (String credential : credentials.apply(sighting.address())) {
            ways.add(new Sighting(
                    sighting.address(), snmpPort, sighting.door(), credential, sighting.at(), sighting.hints()));
        }
        return ways;
    }

    /// What SNMP read without knowing who it is, with the identity that IPP gave: SNMP knows meters and
    /// more.
    private static Reading identified(UnkeyedReading bySnmp, Reading byIpp) {
        Identity snmp = bySnmp.identity();
        Identity ipp = byIpp.printer().identity();
        Identity whole = new Identity(
                snmp.manufacturer().isEmpty() ? ipp.manufacturer() : snmp.manufacturer(),
                snmp.model().isEmpty() ? ipp.model() : snmp.model(),
                ipp.serial(),
                snmp.firmware().isEmpty() ? ipp.firmware() : snmp.firmware(),
                ipp.uuid(),
                snmp.assetNumber());
        return new UnkeyedReading(
                        whole,
                        bySnmp.network(),
                        bySnmp.condition(),
                        bySnmp.inventory(),
                        bySnmp.provenance(),
                        bySnmp.meters(),
                        bySnmp.at(),
                        bySnmp.upTime())
                .keyed(byIpp.printer().key());
    }

    /// What helps people most comes first: a printer without identity, a refusal, something that broke
    /// off; "not a printer" and silence come last.
    private static ReadOutcome mostTelling(List<ReadOutcome> failed) {
        ReadOutcome best = new ReadOutcome.Silent(0);
        for (ReadOutcome outcome : failed) {
            if (rank(outcome) < rank(best)) {
                best = outcome;
            }
        }
        return best;
    }

    private static int rank(ReadOutcome outcome) {
        return switch (outcome) {
            case ReadOutcome.Read read -> 0;
            case ReadOutcome.NoIdentity none -> 1;
            case ReadOutcome.Refused refused -> 2;
            case ReadOutcome.Silent silent -> silent.answers() > 0 ? 3 : 5;
            case ReadOutcome.NotAPrinter no -> 4;
        };
    }
}
