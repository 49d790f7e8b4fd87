package io.printmaster.agent.discover.cups;

import io.printmaster.agent.discover.DeviceUri;
import io.printmaster.agent.discover.FindSummary;
import io.printmaster.agent.discover.Finder;
import io.printmaster.agent.discover.Hints;
import io.printmaster.agent.discover.TargetList;
import io.printmaster.model.HintName;
import io.printmaster.model.Ieee1284Id;
import io.printmaster.model.Sighting;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/// Finds printers through the print queues of this computer: those that hang on it by a cable, and, for
/// every queue, which printer it prints on. Thread-safe as far as its source is.
///
/// A printer behind a cable has no network address, so its sighting has one of the block that routers
/// discard (`100::/64`, RFC 6666), made of the queue's name; nothing can be sent there. Its queue tells
/// how it is.
public final class QueueFinder implements Finder {
    private static final int MAX_QUEUES = 500;
    private static final int QUEUES = 0x4355_5053;

    private final Source source;
    private final int port;
    private final Clock clock;

    /// Where queues are listed.
    @FunctionalInterface
    public interface Source {
        /// All queues; none when this computer has no print system.
        List<LocalQueue> queues() throws InterruptedException;
    }

    /// Asks nobody yet.
    ///
    /// @param port at which the print system of this computer answers
    public QueueFinder(Source source, int port, Clock clock) {
        this.source = source;
        this.port = port;
        this.clock = clock;
    }

    /// Tells of every queue; the targets mean nothing here.
    @Override
    public FindSummary find(TargetList targets, Consumer<Sighting> found) throws InterruptedException {
        long start = System.nanoTime();
        Instant now = clock.instant();
        Set<String> cables = new HashSet<>();
        List<LocalQueue> queues = source.queues().stream().limit(MAX_QUEUES).toList();
        for (LocalQueue queue : queues) {
            if (hangsOnACable(queue.deviceUri()) && cables.add(queue.deviceUri())) {
                found.accept(printer(queue, now));
            }
            Hints hints = identity(queue);
            hints.put(HintName.QUEUE, queue.name());
            found.accept(
                    new Sighting(InetAddress.getLoopbackAddress(), port, Sighting.Door.USB, "", now, hints.toMap()));
        }
        return new FindSummary(
                0, queues.size(), cables.size(), List.of(), 1, Duration.ofNanos(System.nanoTime() - start));
    }

    private static boolean hangsOnACable(String deviceUri) {
        String uri = deviceUri.toLowerCase(Locale.ROOT);
        return uri.startsWith("usb:") || uri.startsWith("hp:/usb/") || uri.startsWith("parallel:");
    }

    private Sighting printer(LocalQueue queue, Instant now) {
        Hints hints = identity(queue);
        hints.put(HintName.DEVICE_TYPE, queue.shared() ? "shared" : "local");
        hints.put(HintName.IPP_PORT, Integer.toString(port));
        hints.put(HintName.IPP_PATH, "printers/" + queue.name());
        hints.put(HintName.LOCATION, queue.location());
        return new Sighting(address(queue.name()), 0, Sighting.Door.USB, "", now, hints.toMap());
    }

    /// The id that the printer gave counts more than the address of its cable, and that more than the
    /// driver's name.
    private static Hints identity(LocalQueue queue) {
        Ieee1284Id id = Ieee1284Id.parse(queue.deviceId()).orElse(Ieee1284Id.NONE);
        DeviceUri uri = DeviceUri.parse(queue.deviceUri());
        Hints hints = new Hints();
        hints.put(HintName.DEVICE_ID, queue.deviceId());
        hints.put(HintName.DEVICE_URI, queue.deviceUri());
        hints.put(HintName.MANUFACTURER, id.manufacturer());
        hints.put(HintName.MANUFACTURER, uri.manufacturer());
        hints.put(HintName.MODEL, id.model());
        hints.put(HintName.MODEL, uri.model());
        hints.put(HintName.MODEL, queue.makeAndModel());
        hints.put(HintName.SERIAL, id.serial());
        hints.put(HintName.SERIAL, uri.serial());
        return hints;
    }

    private static InetAddress address(String name) {
        byte[] octets = ByteBuffer.allocate(16)
                .putLong(0x0100_0000_0000_0000L)
                .putInt(QUEUES)
                .putInt(name.hashCode())
                .array();
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("sixteen octets are an address", e);
        }
    }
}
