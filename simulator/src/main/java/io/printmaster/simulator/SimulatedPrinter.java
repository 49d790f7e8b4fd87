package io.printmaster.simulator;

import io.printmaster.model.MacAddress;
import io.printmaster.simulator.profile.ProfilePrinter;
import io.printmaster.simulator.snmp.Changes;
import io.printmaster.simulator.snmp.DatagramLoop;
import io.printmaster.simulator.snmp.Manners;
import io.printmaster.simulator.snmp.Mib;
import io.printmaster.simulator.snmp.Responder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.VariableBinding;

/// One printer of a [SimulatedSite], with handles to count what it is asked and to change what it says. Any thread;
/// changes hold from the next request on.
public final class SimulatedPrinter {
    private static final OID LIFE_COUNT = new OID("1.3.6.1.2.1.43.10.2.1.4");
    private static final OID SERIAL = new OID("1.3.6.1.2.1.43.5.1.1.17");
    private static final OID DETECTED_ERRORS = new OID("1.3.6.1.2.1.25.3.5.1.2");
    /// After this long without a question a sleeper falls asleep again.
    private static final long AWAKE_NANOS = Duration.ofMinutes(1).toNanos();

    private final String name;
    private final Mib.Source objects;
    private final @Nullable ProfilePrinter profiled;
    private final Duration wakeTime;
    private final Responder responder;
    private final Changes changes = new Changes();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong answers = new AtomicLong();
    private final SplittableRandom chance;
    private volatile DatagramLoop.@Nullable Socket socket;
    private volatile boolean silent;
    private volatile Duration delay = Duration.ZERO;
    private volatile double loss;
    private volatile int busiestSecond;
    private long second = Long.MIN_VALUE;
    private int inThisSecond;
    private long lastAsked;
    private long awakeAt;
    private boolean everAsked;

    SimulatedPrinter(ProfilePrinter printer, Manners manners) {
        this(
                printer.profile().name(),
                printer,
                printer,
                printer.profile().wakeTime(),
                manners,
                printer.plate().seed());
    }

    SimulatedPrinter(String recording, Mib objects, Manners manners) {
        this(recording, () -> objects, null, Duration.ZERO, manners, recording.hashCode());
    }

    private SimulatedPrinter(
            String name,
            Mib.Source objects,
            @Nullable ProfilePrinter profiled,
            Duration wakeTime,
            Manners manners,
            long seed) {
        this.name = name;
        this.objects = objects;
        this.profiled = profiled;
        this.wakeTime = wakeTime;
        this.responder = new Responder(manners);
        this.chance = new SplittableRandom(seed);
    }

    void bind(DatagramLoop loop, InetSocketAddress address) throws IOException {
        socket = loop.bind(address, this::receive);
    }

    /// The name of its profile, or of its recording without the ending.
    public String name() {
        return name;
    }

    /// Where it answers.
    public InetAddress address() {
        return socketAddress().getAddress();
    }

    /// The UDP port where it answers.
    public int port() {
        return socketAddress().getPort();
    }

    private InetSocketAddress socketAddress() {
        DatagramLoop.Socket bound = socket;
        if (bound == null) {
            throw new IllegalStateException("not bound");
        }
        return bound.address();
    }

    /// The maker; empty for a recording.
    public Optional<String> maker() {
        return Optional.ofNullable(profiled).map(p -> p.profile().maker());
    }

    /// The model without the maker; empty for a recording.
    public Optional<String> model() {
        return Optional.ofNullable(profiled).map(p -> p.profile().model());
    }

    /// The serial number that it tells; empty when it tells none, and for a recording.
    public Optional<String> serial() {
        return Optional.ofNullable(profiled)
                .filter(p -> p.profile().tellsSerial())
                .map(p -> p.plate().serial());
    }

    /// Its network card's address; empty for a recording.
    public Optional<MacAddress> mac() {
        return Optional.ofNullable(profiled).map(p -> p.plate().mac());
    }

    /// Its life count now, in the unit of its marker; empty for a recording.
    public Optional<Long> pageCount() {
        return Optional.ofNullable(profiled).map(ProfilePrinter::pageCount);
    }

    /// Datagrams that reached it, also those that it did not answer.
    public long requests() {
        return requests.get();
    }

    /// Datagrams that it sent.
    public long answers() {
        return answers.get();
    }

    /// The most datagrams that reached it within one second of the system's clock.
    public int busiestSecond() {
        return busiestSecond;
    }

    /// Switched off, or on again: it hears and counts, but says nothing.
    public void setSilent(boolean off) {
        silent = off;
    }

    /// Every answer comes so much later.
    public void setDelay(Duration later) {
        if (later.isNegative()) {
            throw new IllegalArgumentException("a delay is not negative");
        }
        delay = later;
    }

    /// The share of requests that it does not answer, 0 to 1; which ones comes from the site's seed.
    public void setLoss(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a loss is 0 to 1, not " + share);
        }
        loss = share;
    }

    /// Counts on from `pages`; in a recording the first marker stands at it.
    public void setPageCount(long pages) {
        if (profiled != null) {
            profiled.setPageCount(pages);
        } else {
            changes.put(first(LIFE_COUNT), new Counter32(pages & 0xFFFF_FFFFL));
        }
    }

    /// Says another serial number everywhere (in a recording: in the Printer-MIB).
    public void setSerial(String serial) {
        if (profiled != null) {
            profiled.setSerial(serial);
        } else {
            changes.put(first(SERIAL), new OctetString(serial.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /// Sets hrPrinterDetectedErrorState: bit numbers of RFC 2790, 0 lowPaper to 14 overduePreventMaint; none for a
    /// printer without fault. A profile's device status follows; a recording's stays.
    public void setErrors(int... bits) {
        int mask = 0;
        for (int bit : bits) {
            if (bit < 0 || bit > 15) {
                throw new IllegalArgumentException("an error bit is 0 to 15, not " + bit);
            }
            mask |= 1 << bit;
        }
        if (profiled != null) {
            profiled.setErrors(mask);
        } else {
            int reversed = Integer.reverse(mask);
            byte[] octets = {(byte) (reversed >>> 24), (byte) (reversed >>> 16)};
            changes.put(first(DETECTED_ERRORS), new OctetString(octets));
        }
    }

    private OID first(OID column) {
        VariableBinding row = objects.now().next(column);
        if (row == null || !row.getOid().startsWith(column)) {
            throw new IllegalStateException(name + " has no object under " + column);
        }
        return row.getOid();
    }

    /// Puts an INTEGER in place of whatever stands at `oid`, or adds it.
    public void setInteger(String oid, int value) {
        changes.put(new OID(oid), new Integer32(value));
    }

    /// Puts a Counter32 in place of whatever stands at `oid`, or adds it.
    public void setCounter(String oid, long value) {
        changes.put(new OID(oid), new Counter32(value));
    }

    /// Puts an OCTET STRING in place of whatever stands at `oid`, or adds it.
    public void setOctets(String oid, byte[] value) {
        changes.put(new OID(oid), new OctetString(value));
    }

    /// Takes away the object at `oid`.
    public void remove(String oid) {
        changes.remove(new OID(oid));
    }

    /// Forgets what setInteger, setCounter, setOctets and remove did (in a recording: every change).
    public void restore() {
        changes.clear();
    }

    /// Gives up its address for good; harmless when done twice.
    public void stop() {
        DatagramLoop.Socket bound = socket;
        if (bound != null) {
            bound.close();
        }
    }

    private DatagramLoop.@Nullable Answer receive(ByteBuffer datagram) {
        requests.incrementAndGet();
        long now = System.nanoTime();
        note(now);
        Duration wake = wake(now);
        if (silent || (loss > 0 && chance.nextDouble() < loss)) {
            return null;
        }
        return switch (responder.answer(datagram, () -> changes.over(objects.now()))) {
            case Responder.Reply(ByteBuffer message) -> {
                answers.incrementAndGet();
                yield new DatagramLoop.Answer(message, wake.plus(delay));
            }
            case Responder.Silence _ -> null;
        };
    }

    private void note(long now) {
        long current = Math.floorDiv(now, 1_000_000_000L);
        inThisSecond = current == second ? inThisSecond + 1 : 1;
        second = current;
        busiestSecond = Math.max(busiestSecond, inThisSecond);
    }

    /// How long a sleeper still needs. It wakes by the first question after a pause, whoever asks.
    private Duration wake(long now) {
        if (wakeTime.isZero()) {
            return Duration.ZERO;
        }
        if (!everAsked || now - lastAsked > AWAKE_NANOS) {
            awakeAt = now + wakeTime.toNanos();
        }
        everAsked = true;
        lastAsked = now;
        return Duration.ofNanos(Math.max(0, awakeAt - now));
    }
}
