package io.printmaster.agent.discover;

import io.printmaster.agent.snmp.SnmpDatagrams;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The sending and receiving side of one sweep: paces every packet, hears while it waits, and treats a
/// datagram that the kernel did not take as not sent yet. For one thread.
final class SweepWire {
    /// Neighbours that are being resolved give their buffers free after three seconds.
    private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final Duration BREATH = Duration.ofMillis(20);
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final SweepLine line;
    private final SnmpDatagrams datagrams;
    private final RequestIds ids;
    private final int port;
    private final LongSupplier nanos;
    private final Pace everywhere;
    private final Pace onLink;
    private final Ear ear;
    private long lastTick;

    /// What becomes of what is heard.
    interface Ear {
        void heard(SweepLine.Heard heard);

        /// Called every few milliseconds while the wire is at work.
        void tick(long now);
    }

    /// Packets of which kind count against the limit of attached networks.
    enum Reach {
        ON_LINK,
        ROUTED
    }

    SweepWire(
            SweepLine line,
            SnmpDatagrams datagrams,
            RequestIds ids,
            SweepSettings settings,
            LongSupplier nanos,
            Ear ear) {
        this.line = line;
        this.datagrams = datagrams;
        this.ids = ids;
        this.port = settings.port();
        this.nanos = nanos;
        this.ear = ear;
        int rate = settings.packetsPerSecond();
        int slower = Math.min(rate, settings.onLinkPerSecond());
        long now = nanos.getAsLong();
        this.everywhere = new Pace(rate, rate, now);
        // Within its second an attached network may be asked as fast as any other: a /24 is over in a moment.
        this.onLink = new Pace(slower, rate, now);
    }

    /// When a packet of this kind may leave.
    long due(Reach reach) {
        long due = everywhere.due();
        if (reach == Reach.ON_LINK) {
            long later = onLink.due();
            due = later - due > 0 ? later : due;
        }
        return due;
    }

    /// Makes the datagram.
    byte[] datagram(AskSet asks, int ask, int place) {
        int id = ids.id(place, ask);
        return switch (asks.asks().get(ask)) {
            case AskSet.ByCommunity(var community) -> datagrams.get(community, id, Candidates.PROBE);
            case AskSet.Engine _ -> datagrams.whoAreYou(id);
        };
    }

    /// Sends when the pace allows, hearing meanwhile.
    ///
    /// @return false when this machine cannot send there
    boolean send(byte[] datagram, InetAddress to, Reach reach) throws InterruptedException {
        InetSocketAddress address = new InetSocketAddress(to, port);
        long end = nanos.getAsLong() + STUCK_NANOS;
        while (true) {
            listenUntil(due(reach));
            try {
                if (line.send(datagram, address)) {
                    spend(reach);
                    return true;
                }
            } catch (ClosedByInterruptException e) {
                throw stopped(e);
            } catch (IOException e) {
                return false;
            }
            long now = nanos.getAsLong();
            if (end - now <= 0) {
                return false;
            }
            listenUntil(now + BREATH.toNanos());
        }
    }

    /// Takes a packet's place in the pace without sending one: somebody else does.
    void spend(Reach reach) {
        long now = nanos.getAsLong();
        everywhere.left(now);
        if (reach == Reach.ON_LINK) {
            onLink.left(now);
        }
    }

    /// Hears until then.
    ///
    /// @throws InterruptedException when the thread is interrupted
    void listenUntil(long end) throws InterruptedException {
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the sweep was cancelled");
            }
            long now = nanos.getAsLong();
            if (now - lastTick >= TICK_NANOS) {
                lastTick = now;
                ear.tick(now);
            }
            long left = end - now;
            SweepLine.Heard heard = receive(left);
            if (heard != null) {
                ear.heard(heard);
            } else if (left <= 0) {
                return;
            }
        }
    }

    private SweepLine.@Nullable Heard receive(long leftNanos) throws InterruptedException {
        try {
            long nanosNow = Math.min(leftNanos, TICK_NANOS);
            return line.receive(Duration.ofNanos(nanosNow));
        } catch (ClosedByInterruptException e) {
            throw stopped(e);
        } catch (IOException e) {
            // Linux tells of refusals by ICMP only to connected sockets; other systems may do so here.
            return null;
        }
    }

    private static InterruptedException stopped(Exception cause) {
        // The flag has done its work.
        boolean _ = Thread.interrupted();
        InterruptedException stopped = new InterruptedException("the sweep was cancelled");
        stopped.initCause(cause);
        return stopped;
    }
}
