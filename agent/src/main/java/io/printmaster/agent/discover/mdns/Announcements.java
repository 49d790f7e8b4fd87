package io.printmaster.agent.discover.mdns;

import java.net.InetAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What everybody on the links has announced, sender by sender. Thread-safe, bounded.
final class Announcements {
    private static final int MAX_SENDERS = 4_000;

    private final Map<InetAddress, Announcer> senders = new LinkedHashMap<>();

    /// Takes a message in.
    ///
    /// @return the services that it made known, or known anew; those that were known as they are now
    /// are left out
    synchronized List<Announced> take(InetAddress from, DnsMessage message, Instant now) {
        if (!message.response() || message.records().isEmpty()) {
            return List.of();
        }
        if (!senders.containsKey(from) && senders.size() >= MAX_SENDERS) {
            senders.values().removeIf(sender -> !sender.dropOver(now));
            if (senders.size() >= MAX_SENDERS) {
                return List.of();
            }
        }
        Announcer sender = senders.computeIfAbsent(from, Announcer::new);
        message.records().forEach(record -> sender.take(record, now));
        return sender.news(message, now);
    }

    synchronized List<Announced> all(Instant now) {
        return senders.values().stream()
                .flatMap(sender -> sender.announced(now).stream())
                .distinct()
                .toList();
    }

    /// At most so many questions for what is not known in full.
    synchronized List<DnsQuestion> missing(Instant now, int atMost) {
        return senders.values().stream()
                .flatMap(sender -> sender.missing(now).stream())
                .distinct()
                .limit(atMost)
                .toList();
    }

    synchronized List<DnsRecord.Pointer> complete(Instant now, int atMost) {
        return senders.values().stream()
                .flatMap(sender -> sender.complete(now).stream())
                .limit(atMost)
                .toList();
    }

    synchronized void clear() {
        senders.clear();
    }
}
