package io.printmaster.agent.run;

import io.printmaster.agent.config.DiscoverySettings;
import io.printmaster.agent.discover.Reach;
import io.printmaster.agent.discover.TargetList;
import io.printmaster.agent.upload.Loop;
import io.printmaster.model.HintName;
import io.printmaster.model.Sighting;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has devices that make themselves known between two cycles read within seconds. Thread-safe.
///
/// A device announces itself in several ways at once, so its reading waits a moment; and it repeats
/// itself, so it is read at most once in a while. With configured ranges, only what is in them.
final class Newcomers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Newcomers.class);
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final Duration WHILE = Duration.ofMinutes(2);
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final Duration FOR_EVER = Duration.ofDays(1);
    private static final int MAX_WAITING = 500;
    private static final int MAX_READ = 5_000;

    private final DiscoverySettings settings;
    private final Reading reading;
    private final LongSupplier nanos;
    private final Loop loop = new Loop("newcomers", this::step);
    private final Map<InetAddress, List<Sighting>> waiting = new LinkedHashMap<>();
    private final Map<InetAddress, Long> read = new HashMap<>();
    private long since;

    /// What is done with them; says whether it was.
    @FunctionalInterface
    interface Reading {
        boolean of(List<Sighting> sightings);
    }

    Newcomers(DiscoverySettings settings, Reading reading, LongSupplier nanos) {
        this.settings = settings;
        this.reading = reading;
        this.nanos = nanos;
    }

    void start() {
        loop.start(FOR_EVER);
    }

    /// Takes note of a device that said it is there.
    void heard(Sighting sighting) {
        synchronized (waiting) {
            long now = nanos.getAsLong();
            Long before = read.get(sighting.address());
            boolean isQueue = sighting.hints().containsKey(HintName.QUEUE);
            boolean justRead = before != null && now - before < WHILE.toNanos();
            if (isQueue || justRead || (waiting.size() >= MAX_WAITING && !waiting.containsKey(sighting.address()))) {
                return;
            }
            if (waiting.isEmpty()) {
                since = now;
            }
            List<Sighting> ways = waiting.computeIfAbsent(sighting.address(), a -> new ArrayList<>());
            if (ways.stream().noneMatch(way -> way.door() == sighting.door())) {
                ways.add(sighting);
            }
        }
        loop.wake();
    }

    private Duration step() {
        List<Sighting> now = new ArrayList<>();
        synchronized (waiting) {
            if (waiting.isEmpty()) {
                return FOR_EVER;
            }
            long left = MOMENT.toNanos() - (nanos.getAsLong() - since);
            if (left > 0) {
                return Duration.ofNanos(left);
            }
            waiting.values().forEach(now::addAll);
        }
        Predicate<InetAddress> wanted = wanted();
        List<Sighting> inReach =
                now.stream().filter(s -> wanted.test(s.address())).toList();
        if (!inReach.isEmpty() && !reading.of(inReach)) {
            return AGAIN;
        }
        inReach.forEach(s -> LOG.atDebug()
                .addKeyValue("address", s.address().getHostAddress())
                .addKeyValue("door", s.door())
                .log("A device made itself known"));
        done(now);
        return FOR_EVER;
    }

    private Predicate<InetAddress> wanted() {
        if (settings.ranges().isEmpty()) {
            return address -> true;
        }
        try {
            return Reach.TARGETS.within(TargetList.parse(settings.ranges(), Long.MAX_VALUE));
        } catch (IllegalArgumentException e) {
            // The cycle says what is wrong with them.
            return address -> false;
        }
    }

    private void done(List<Sighting> sightings) {
        synchronized (waiting) {
            long now = nanos.getAsLong();
            read.values().removeIf(time -> now - time >= WHILE.toNanos());
            for (Sighting sighting : sightings) {
                waiting.remove(sighting.address());
                if (read.size() < MAX_READ) {
                    read.put(sighting.address(), now);
                }
            }
            since = now;
            if (!waiting.isEmpty()) {
                loop.wake();
            }
        }
    }

    /// Stops without waiting for the end of what is under way.
    void stop() {
        loop.stop();
    }

    @Override
    public void close() {
        loop.close();
    }
}
