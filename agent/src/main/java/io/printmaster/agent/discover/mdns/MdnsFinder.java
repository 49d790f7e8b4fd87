package io.printmaster.agent.discover.mdns;

import io.printmaster.agent.discover.Callout;
import io.printmaster.agent.discover.FindSummary;
import io.printmaster.agent.discover.Finder;
import io.printmaster.agent.discover.GroupEar;
import io.printmaster.agent.discover.Reach;
import io.printmaster.agent.discover.TargetList;
import io.printmaster.model.Sighting;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds printers by mDNS and DNS-SD: asks everybody when a search starts, and hears what they announce
/// in between.
///
/// A search asks on every interface, by IPv4 and IPv6: first for answers to a port of its own, so that
/// it disturbs nobody and works beside other mDNS programs of this machine, then, once it listens, for
/// answers to all. Searches come one at a time. Nothing of this machine is announced. Source: RFC 6762,
/// RFC 6763, Bonjour Printing 1.2.1.
public final class MdnsFinder implements Finder, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MdnsFinder.class);
    static final int PORT = 5353;
    static final String GROUP4 = "224.0.0.251";
    static final String GROUP6 = "ff02::fb";

    /// Responders may ignore what a router could have passed on.
    private static final int TTL = 255;

    private static final int ROUNDS = 3;
    private static final int MAX_FOLLOW_UPS = 512;
    private static final int MAX_KNOWN = 40;

    private final MdnsSettings settings;
    private final Reach reach;
    private final Clock clock;
    private final Callout.Links links;
    private final GroupEar ear;
    private final Announcements announcements = new Announcements();

    /// Wires; opens nothing yet.
    public MdnsFinder(MdnsSettings settings, Reach reach, Clock clock) {
        this(
                settings,
                reach,
                clock,
                wanted -> Callout.everywhere(GROUP4, GROUP6, PORT, wanted),
                new GroupEar(GROUP4, GROUP6, PORT));
    }

    MdnsFinder(MdnsSettings settings, Reach reach, Clock clock, Callout.Links links, GroupEar ear) {
        this.settings = settings;
        this.reach = reach;
        this.clock = clock;
        this.links = links;
        this.ear = ear;
    }

    /// Starts to take in what is announced; [#close] ends it.
    ///
    /// @param found told of each device that makes itself known, targets or not; from one thread, and
    ///              must be quick
    /// @throws IOException when the port cannot be had
    public void listen(Consumer<Sighting> found) throws IOException {
        hear(found);
    }

    private void hear(Consumer<Sighting> found) throws IOException {
        ear.open((from, octets) -> DnsMessage.parse(octets).ifPresent(message -> {
            List<Announced> news = announcements.take(from, message, clock.instant());
            if (!news.isEmpty()) {
                Predicate<InetAddress> allowed = reach.excluded().negate();
                MdnsSightings.of(news, allowed, clock.instant()).forEach(found);
            }
        }));
    }

    /// Answers to all are heard by whoever listens already, else from now on.
    private void hearAnswers() {
        try {
            hear(sighting -> {});
            ear.refresh();
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("error", e.getMessage()).log("Only answers to this program alone are heard");
        }
    }

    @Override
    public FindSummary find(TargetList targets, Consumer<Sighting> found) throws InterruptedException {
        long start = System.nanoTime();
        long packets = 0;
        try {
            List<Callout.Destination> destinations = links.destinations(reach.links(targets));
            if (!destinations.isEmpty()) {
                packets = search(destinations);
            }
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("mDNS cannot search");
        }
        List<Announced> announced = announcements.all(clock.instant());
        List<Sighting> sightings = MdnsSightings.of(announced, reach.within(targets), clock.instant());
        sightings.forEach(found);
        long answered = announced.stream()
                .flatMap(a -> a.addresses().stream())
                .distinct()
                .count();
        return new FindSummary(
                0, answered, sightings.size(), List.of(), packets, Duration.ofNanos(System.nanoTime() - start));
    }

    private long search(List<Callout.Destination> destinations) throws IOException, InterruptedException {
        long packets = 0;
        hearAnswers();
        try (Callout call = Callout.open(destinations, TTL)) {
            for (int round = 0; round < ROUNDS; round++) {
                packets += ask(call, destinations, round);
                collect(call, settings.patience().dividedBy(ROUNDS));
            }
        }
        return packets;
    }

    /// First everything, each type by itself since some look only at the first question of a message;
    /// then all at once for answers to everybody; in between and last what is still open.
    private long ask(Callout call, List<Callout.Destination> destinations, int round) {
        long packets = 0;
        if (round == 0) {
            for (String type : MdnsSightings.QUESTIONS) {
                packets += call.send(DnsQuestion.message(List.of(typeQuestion(type, true)), List.of()));
            }
            return packets;
        }
        if (round == 1) {
            List<DnsQuestion> all = MdnsSightings.QUESTIONS.stream()
                    .map(type -> typeQuestion(type, false))
                    .toList();
            byte[] message = DnsQuestion.message(all, announcements.complete(clock.instant(), MAX_KNOWN));
            packets += ear.send(message, destinations, TTL);
        }
        for (DnsQuestion question : announcements.missing(clock.instant(), MAX_FOLLOW_UPS)) {
            packets += call.send(DnsQuestion.message(List.of(question), List.of()));
        }
        return packets;
    }

    private static DnsQuestion typeQuestion(String type, boolean unicast) {
        return new DnsQuestion(DnsName.local(type), DnsRecord.TYPE_PTR, unicast);
    }

    private void collect(Callout call, Duration time) throws IOException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            Callout.Received received = call.receive(Duration.ofNanos(left));
            if (received != null) {
                DnsMessage.parse(received.octets())
                        .ifPresent(message -> announcements.take(received.from(), message, clock.instant()));
            }
        }
    }

    @Override
    public void close() {
        ear.close();
        announcements.clear();
    }
}
