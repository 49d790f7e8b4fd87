package io.printmaster.agent.discover;

import io.printmaster.agent.snmp.SnmpDatagram;
import io.printmaster.agent.snmp.SnmpDatagrams;
import io.printmaster.model.Sighting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Hears SNMP traps (RFC 1157, RFC 3416): a device that sends one has something to tell, so it is worth
/// reading now.
///
/// What a trap says is never believed, for anybody can send one: it only makes a sighting of the address
/// that it came from, and only for addresses that are searched anyway. At most one sighting a source and
/// pause; what comes within the pause makes one more at its end, so that the last event of a burst is not
/// missed. Thread-safe.
public final class TrapEar implements AutoCloseable {
    /// The hint that says which version of SNMP the trap was in.
    public static final String HINT = "trap";

    private final SnmpDatagrams datagrams;
    private final int snmpPort;
    private final Predicate<InetAddress> counts;
    private final InstantSource clock;
    private final GroupEar ear;
    private final TrapLimit limit;

    /// Listens to nothing yet.
    ///
    /// @param port     UDP port to listen at on every address; 0 takes a free one
    /// @param snmpPort where the devices answer
    /// @param counts   which sources are searched at all
    public TrapEar(
            SnmpDatagrams datagrams, int port, int snmpPort, Predicate<InetAddress> counts, InstantSource clock) {
        this(datagrams, new InetSocketAddress(port), snmpPort, counts, clock, TrapLimit.PAUSE);
    }

    TrapEar(
            SnmpDatagrams datagrams,
            InetSocketAddress at,
            int snmpPort,
            Predicate<InetAddress> counts,
            InstantSource clock,
            Duration pause) {
        this.datagrams = datagrams;
        this.snmpPort = snmpPort;
        this.counts = counts;
        this.clock = clock;
        this.ear = GroupEar.at(at);
        this.limit = new TrapLimit(pause);
    }

    /// Starts to listen.
    ///
    /// @param told called with each sighting, on threads of the ear; must be quick
    /// @throws IOException when the port cannot be had: below 1024 that takes a right, and another may have it
    public void open(Consumer<Sighting> told) throws IOException {
        ear.open((from, octets) -> heard(from, octets, told));
    }

    /// The port that it listens at; 0 when it does not.
    public int port() {
        return ear.port();
    }

    private void heard(InetAddress from, byte[] octets, Consumer<Sighting> told) {
        if (datagrams.read(ByteBuffer.wrap(octets)) instanceof SnmpDatagram.Notification(var version)
                && counts.test(from)) {
            limit.admit(from, () -> told.accept(sighting(from, version)));
        }
    }

    private Sighting sighting(InetAddress from, SnmpDatagram.Version version) {
        return new Sighting(
                from,
                snmpPort,
                Sighting.Door.SNMP,
                "",
                clock.instant(),
                Map.of(HINT, version.name().toLowerCase(Locale.ROOT)));
    }

    @Override
    public void close() {
        ear.close();
        limit.close();
    }
}
