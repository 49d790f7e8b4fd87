package io.printmaster.agent.read;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What is kept of devices between readings, by where and how they are asked; the least recently used
/// make room.
/// Thread-safe.
final class KeptDevices {
    /// Four times the printers of a large site, at a few thousand octets each.
    private static final int MAX_DEVICES = 4_000;

    private final Map<Place, Kept> devices = new LinkedHashMap<>(16, 0.75f, true);

    /// @param credential its name
    record Place(InetAddress address, int port, String credential) {}

    synchronized Optional<Kept> find(Place place) {
        return Optional.ofNullable(devices.get(place));
    }

    synchronized void keep(Place place, Kept kept) {
        devices.put(place, kept);
        if (devices.size() > MAX_DEVICES) {
            var oldest = devices.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    synchronized void forget(Place place) {
        devices.remove(place);
    }

    synchronized int size() {
        return devices.size();
    }
}
