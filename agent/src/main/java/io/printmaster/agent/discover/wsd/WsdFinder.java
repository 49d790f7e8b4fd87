package io.printmaster.agent.discover.wsd;

import io.printmaster.agent.discover.Callout;
import io.printmaster.agent.discover.DescriptionClient;
import io.printmaster.agent.discover.FindSummary;
import io.printmaster.agent.discover.Finder;
import io.printmaster.agent.discover.GroupEar;
import io.printmaster.agent.discover.Hints;
import io.printmaster.agent.discover.Reach;
import io.printmaster.agent.discover.SameHost;
import io.printmaster.agent.discover.SideBySide;
import io.printmaster.agent.discover.Soon;
import io.printmaster.agent.discover.TargetList;
import io.printmaster.model.Brand;
import io.printmaster.model.HintName;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Sighting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds printers by WS-Discovery: probes in both generations of the protocol, asks for addresses where
/// an answer has none, then asks the device itself who it is.
///
/// Searches work without [#listen]; Hellos are heard only after it and told of by the next search.
/// Searches come one at a time. Source: WS-Discovery 2005/04 and 1.1, DPWS 1.1, SOAP-over-UDP 1.1.
public final class WsdFinder implements Finder, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WsdFinder.class);

    static final int PORT = 3702;
    static final String GROUP4 = "239.255.255.250";
    static final String GROUP6 = "ff02::c";

    private static final int MAX_QUESTIONS_A_HELLO = 4;
    private static final int MAX_DEVICES = 2_000;
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(150);

    private final WsdSettings settings;
    private final Reach reach;
    private final Clock clock;
    private final RandomGenerator random;
    private final Callout.Links links;
    private final GroupEar ear;
    private final Soon soon = new Soon();
    private final Map<InetAddress, WsdMatch> heard = new ConcurrentHashMap<>();

    /// Wires; opens nothing yet.
    public WsdFinder(WsdSettings settings, Reach reach, Clock clock, RandomGenerator random) {
        this(
                settings,
                reach,
                clock,
                random,
                wanted -> Callout.everywhere(GROUP4, GROUP6, PORT, wanted),
                new GroupEar(GROUP4, GROUP6, PORT));
    }

    WsdFinder(
            WsdSettings settings, Reach reach, Clock clock, RandomGenerator random, Callout.Links links, GroupEar ear) {
        this.settings = settings;
        this.reach = reach;
        this.clock = clock;
        this.random = random;
        this.links = links;
        this.ear = ear;
    }

    /// Starts to take in Hellos; [#close] ends it.
    ///
    /// @param found told of each device that makes itself known, targets or not, and that may be a
    ///              printer; the next search tells of it again
    /// @throws IOException when the port cannot be had
    public void listen(Consumer<Sighting> found) throws IOException {
        ear.open((from, octets) -> WsdMatch.parse(octets).stream()
                .filter(m -> m.relatesTo().isEmpty())
                .forEach(m -> {
                    keep(heard, from, m);
                    soon.of(from, () -> tellOf(from, found));
                }));
    }

    private void tellOf(InetAddress from, Consumer<Sighting> found) throws InterruptedException {
        WsdMatch match = heard.get(from);
        if (match == null || !match.mayBePrinter() || reach.excluded().test(from)) {
            return;
        }
        try (DescriptionClient client = DescriptionClient.open(settings.fetchTimeout())) {
            sighted(client, from, match, new AtomicInteger(MAX_QUESTIONS_A_HELLO))
                    .ifPresent(found);
        }
    }

    @Override
    public FindSummary find(TargetList targets, Consumer<Sighting> found) throws InterruptedException {
        long start = System.nanoTime();
        Map<InetAddress, WsdMatch> answered = new LinkedHashMap<>(heard);
        heard.clear();
        Predicate<InetAddress> allowed = reach.within(targets);
        long packets = 0;
        try {
            List<Callout.Destination> destinations = links.destinations(reach.links(targets));
            if (!destinations.isEmpty()) {
                try (Callout call = Callout.open(destinations)) {
                    packets += probe(call, answered);
                    answered.keySet().removeIf(allowed.negate());
                    packets += resolve(call, answered);
                }
            }
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("WS-Discovery cannot search");
        }
        answered.keySet().removeIf(allowed.negate());
        long candidates = tell(answered, found);
        return new FindSummary(
                0, answered.size(), candidates, List.of(), packets, Duration.ofNanos(System.nanoTime() - start));
    }

    private long probe(Callout call, Map<InetAddress, WsdMatch> answered) throws IOException, InterruptedException {
        Map<String, byte[]> probes = new LinkedHashMap<>();
        for (WsdDialect dialect : WsdDialect.values()) {
            String id = messageId();
            probes.put(id, dialect.probeDevices(id));
            id = messageId();
            probes.put(id, dialect.probePrinters(id));
        }
        return ask(call, probes, answered);
    }

    /// For devices that told no address of theirs; the answer fills it in.
    private long resolve(Callout call, Map<InetAddress, WsdMatch> answered) throws IOException, InterruptedException {
        Map<String, byte[]> questions = new LinkedHashMap<>();
        for (WsdMatch match : answered.values()) {
            if (match.addresses().isEmpty() && match.mayBePrinter() && questions.size() < 256) {
                String id = messageId();
                questions.put(id, match.dialect().resolve(id, match.endpoint()));
            }
        }
        return questions.isEmpty() ? 0 : ask(call, questions, answered);
    }

    /// Only answers to messages of ours count. A question is sent again with its own id, so that a
    /// device can tell.
    private long ask(Callout call, Map<String, byte[]> questions, Map<InetAddress, WsdMatch> answered)
            throws IOException, InterruptedException {
        Set<String> ids = new HashSet<>(questions.keySet());
        long packets = 0;
        for (int i = 0; i < settings.calls(); i++) {
            for (byte[] question : questions.values()) {
                packets += call.send(question);
            }
            Duration time = i == settings.calls() - 1 ? settings.patience() : BETWEEN_CALLS;
            long end = System.nanoTime() + time.toNanos();
            for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
                Callout.Received received = call.receive(Duration.ofNanos(left));
                if (received != null) {
                    WsdMatch.parse(received.octets()).stream()
                            .filter(m -> ids.contains(m.relatesTo()))
                            .forEach(m -> keep(answered, received.from(), m));
                }
            }
        }
        return packets;
    }

    /// One device an address. What says printer beats what does not; an answer with addresses beats one
    /// without.
    private static void keep(Map<InetAddress, WsdMatch> all, InetAddress from, WsdMatch match) {
        if (all.size() < MAX_DEVICES || all.containsKey(from)) {
            all.merge(from, match, WsdFinder::better);
        }
    }

    private static WsdMatch better(WsdMatch old, WsdMatch now) {
        if (!old.endpoint().equals(now.endpoint())) {
            return old.printer() || !now.printer() ? old : now;
        }
        return new WsdMatch(
                old.dialect(),
                now.relatesTo(),
                old.endpoint(),
                old.printer() || now.printer(),
                old.typed() || now.typed(),
                old.addresses().isEmpty() ? now.addresses() : old.addresses());
    }

    private long tell(Map<InetAddress, WsdMatch> answered, Consumer<Sighting> found) throws InterruptedException {
        AtomicInteger questions = new AtomicInteger(settings.maxMetadata());
        try (DescriptionClient client = DescriptionClient.open(settings.fetchTimeout())) {
            List<Optional<Sighting>> sightings = SideBySide.map(
                    answered.entrySet().stream()
                            .filter(e -> e.getValue().mayBePrinter())
                            .toList(),
                    e -> sighted(client, e.getKey(), e.getValue(), questions));
            List<Sighting> candidates =
                    sightings.stream().flatMap(Optional::stream).toList();
            candidates.forEach(found);
            return candidates.size();
        }
    }

    private Optional<Sighting> sighted(
            DescriptionClient client, InetAddress from, WsdMatch match, AtomicInteger questions)
            throws InterruptedException {
        Optional<WsdMetadata> metadata = Optional.empty();
        for (String address : match.addresses()) {
            Optional<URI> uri = SameHost.follow(address, from);
            if (uri.isPresent() && metadata.isEmpty() && questions.getAndDecrement() > 0) {
                metadata = client.soap(uri.get(), match.dialect().get(messageId(), match.endpoint()))
                        .flatMap(WsdMetadata::parse);
            }
        }
        boolean isCandidate = match.printer()
                || metadata.filter(m -> Brand.makesPrinters(m.word("Manufacturer")))
                        .isPresent();
        return isCandidate ? Optional.of(sighting(from, match, metadata)) : Optional.empty();
    }

    private Sighting sighting(InetAddress from, WsdMatch match, Optional<WsdMetadata> metadata) {
        Hints hints = new Hints();
        PrinterKey.ofUuid(match.endpoint()).ifPresent(k -> hints.put(HintName.UUID, k.value()));
        metadata.ifPresent(told -> {
            hints.put(HintName.NAME, told.word("FriendlyName"));
            hints.put(HintName.MANUFACTURER, told.word("Manufacturer"));
            hints.put(HintName.MODEL, told.word("ModelName"));
            hints.put(HintName.SERIAL, told.word("SerialNumber"));
            hints.put(HintName.FIRMWARE, told.word("FirmwareVersion"));
            SameHost.follow(told.word("PresentationUrl"), from)
                    .ifPresent(page -> hints.put(HintName.WEB_UI, page.toString()));
        });
        return new Sighting(from, PORT, Sighting.Door.WSD, "", clock.instant(), hints.toMap());
    }

    private String messageId() {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return "urn:uuid:" + new UUID(high, low);
    }

    @Override
    public void close() {
        ear.close();
        soon.close();
        heard.clear();
    }
}
