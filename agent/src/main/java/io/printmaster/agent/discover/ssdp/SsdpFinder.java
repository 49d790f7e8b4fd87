package io.printmaster.agent.discover.ssdp;

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
import io.printmaster.model.HintName;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Sighting;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds UPnP printers: calls into every link, collects the answers on the socket that called, takes in
/// what announced itself since, and fetches descriptions from the devices themselves.
///
/// Searches work without [#listen]; announcements only after it. Searches come one at a time. Source:
/// UPnP Device Architecture 1.1.
public final class SsdpFinder implements Finder, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SsdpFinder.class);

    static final int PORT = 1900;
    static final String GROUP4 = "239.255.255.250";
    static final String GROUP6 = "ff02::c";

    private static final int MAX_DEVICES = 2_000;
    private static final int MAX_FETCHES_AN_ANNOUNCER = 4;

    static final List<String> SEARCH_TARGETS = List.of(
            "ssdp:all",
            "upnp:rootdevice",
            "urn:schemas-upnp-org:device:Printer:1",
            "urn:schemas-upnp-org:service:PrintBasic:1",
            "urn:schemas-upnp-org:service:PrintEnhanced:1",
            "urn:schemas-upnp-org:device:Scanner:1");

    private final SsdpSettings settings;
    private final Reach reach;
    private final Clock clock;
    private final Callout.Links links;
    private final Map<InetAddress, Map<String, SsdpMessage>> heard = new ConcurrentHashMap<>();
    private final GroupEar ear;
    private final Soon soon = new Soon();

    /// Wires; opens nothing yet.
    public SsdpFinder(SsdpSettings settings, Reach reach, Clock clock) {
        this(
                settings,
                reach,
                clock,
                wanted -> Callout.everywhere(GROUP4, GROUP6, PORT, wanted),
                new GroupEar(GROUP4, GROUP6, PORT));
    }

    SsdpFinder(SsdpSettings settings, Reach reach, Clock clock, Callout.Links links, GroupEar ear) {
        this.settings = settings;
        this.reach = reach;
        this.clock = clock;
        this.links = links;
        this.ear = ear;
    }

    /// Starts to take in announcements; [#close] ends it.
    ///
    /// @param found told of each device that makes itself known, targets or not, and that may be a
    ///              printer; the next search tells of it again
    /// @throws IOException when the port cannot be had
    public void listen(Consumer<Sighting> found) throws IOException {
        ear.open((from, octets) -> SsdpMessage.parse(octets).ifPresent(message -> announced(from, message, found)));
    }

    @Override
    public FindSummary find(TargetList targets, Consumer<Sighting> found) throws InterruptedException {
        long start = System.nanoTime();
        Map<InetAddress, Map<String, SsdpMessage>> answered = new LinkedHashMap<>();
        heard.forEach((from, messages) -> answered.put(from, new LinkedHashMap<>(messages)));
        heard.clear();
        Predicate<InetAddress> allowed = reach.within(targets);
        long packets = 0;
        try {
            List<Callout.Destination> destinations = links.destinations(reach.links(targets));
            if (!destinations.isEmpty()) {
                try (Callout call = Callout.open(destinations)) {
                    packets = call(call, answered);
                }
            }
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("SSDP cannot search");
        }
        answered.keySet().removeIf(allowed.negate());
        long candidates = tell(answered, found);
        return new FindSummary(
                0, answered.size(), candidates, List.of(), packets, Duration.ofNanos(System.nanoTime() - start));
    }

    private long call(Callout call, Map<InetAddress, Map<String, SsdpMessage>> answered)
            throws IOException, InterruptedException {
        long packets = 0;
        for (int i = 0; i < settings.calls(); i++) {
            for (String target : SEARCH_TARGETS) {
                packets += send(call, target);
            }
            boolean isLast = i == settings.calls() - 1;
            collect(call, isLast ? settings.patience() : Duration.ofMillis(150), answered);
        }
        return packets;
    }

    /// HOST names the group that the call goes to.
    private long send(Callout call, String target) {
        return call.send(destination ->
                search(target, destination.to().getAddress() instanceof Inet6Address ? "[" + GROUP6 + "]" : GROUP4));
    }

    private byte[] search(String target, String group) {
        return ("M-SEARCH * HTTP/1.1\r\nHOST: " + group + ":" + PORT + "\r\nMAN: \"ssdp:discover\"\r\nMX: "
                        + settings.maxDelay().toSeconds() + "\r\nST: " + target + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void collect(Callout call, Duration time, Map<InetAddress, Map<String, SsdpMessage>> answered)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            Callout.Received received = call.receive(Duration.ofNanos(left));
            if (received != null) {
                SsdpMessage.parse(received.octets())
                        .filter(m -> m.kind() == SsdpMessage.Kind.ANSWER)
                        .ifPresent(m -> keep(answered, received.from(), m));
            }
        }
    }

    private void announced(InetAddress from, SsdpMessage message, Consumer<Sighting> found) {
        switch (message.kind()) {
            case ALIVE -> {
                keep(heard, from, message);
                soon.of(from, () -> tellOf(from, found));
            }
            case BYE -> heard.remove(from);
            case ANSWER -> {
                // Answers come to the socket that asked.
            }
        }
    }

    private void tellOf(InetAddress from, Consumer<Sighting> found) throws InterruptedException {
        Map<String, SsdpMessage> messages = heard.get(from);
        if (messages == null || reach.excluded().test(from)) {
            return;
        }
        try (DescriptionClient client = DescriptionClient.open(settings.fetchTimeout())) {
            sighted(client, from, List.copyOf(messages.values()), new AtomicInteger(MAX_FETCHES_AN_ANNOUNCER))
                    .ifPresent(found);
        }
    }

    /// One message a device at an address; one that names a printer beats one that does not.
    private static void keep(Map<InetAddress, Map<String, SsdpMessage>> all, InetAddress from, SsdpMessage message) {
        if (all.size() >= MAX_DEVICES && !all.containsKey(from)) {
            return;
        }
        Map<String, SsdpMessage> ofAddress = all.computeIfAbsent(from, a -> new ConcurrentHashMap<>());
        if (ofAddress.size() < 16 || ofAddress.containsKey(message.device())) {
            ofAddress.merge(message.device(), message, (old, now) -> old.namesPrinter() ? old : now);
        }
    }

    private long tell(Map<InetAddress, Map<String, SsdpMessage>> answered, Consumer<Sighting> found)
            throws InterruptedException {
        AtomicInteger fetches = new AtomicInteger(settings.maxDescriptions());
        try (DescriptionClient client = DescriptionClient.open(settings.fetchTimeout())) {
            List<Optional<Sighting>> sightings = SideBySide.map(
                    List.copyOf(answered.entrySet()),
                    device -> sighted(
                            client,
                            device.getKey(),
                            List.copyOf(device.getValue().values()),
                            fetches));
            List<Sighting> candidates =
                    sightings.stream().flatMap(Optional::stream).toList();
            candidates.forEach(found);
            return candidates.size();
        }
    }

    private Optional<Sighting> sighted(
            DescriptionClient client, InetAddress from, List<SsdpMessage> messages, AtomicInteger fetches)
            throws InterruptedException {
        for (SsdpMessage message : messages) {
            Optional<UpnpDescription> description =
                    fetches.getAndDecrement() > 0 ? describe(client, message, from) : Optional.empty();
            boolean isCandidate = message.namesPrinter()
                    || description.filter(UpnpDescription::mayBePrinter).isPresent();
            if (isCandidate) {
                return Optional.of(sighting(from, message, description));
            }
        }
        return Optional.empty();
    }

    private static Optional<UpnpDescription> describe(DescriptionClient client, SsdpMessage message, InetAddress from)
            throws InterruptedException {
        Optional<URI> location = SameHost.follow(message.header("location"), from);
        if (location.isEmpty()) {
            return Optional.empty();
        }
        return client.get(location.get()).flatMap(UpnpDescription::parse);
    }

    private Sighting sighting(InetAddress from, SsdpMessage message, Optional<UpnpDescription> description) {
        Hints hints = new Hints();
        hints.put("ssdp.server", message.header("server"));
        hints.put("ssdp.target", message.target());
        String udn = message.device();
        if (description.isPresent()) {
            UpnpDescription told = description.get();
            hints.put(HintName.NAME, told.word("friendlyName"));
            hints.put(HintName.MANUFACTURER, told.word("manufacturer"));
            hints.put(HintName.MODEL, told.word("modelName"));
            hints.put(HintName.SERIAL, told.word("serialNumber"));
            hints.put("upnp.model_number", told.word("modelNumber"));
            udn = told.words().getOrDefault("UDN", udn);
            SameHost.follow(told.word("presentationURL"), from)
                    .ifPresent(page -> hints.put(HintName.WEB_UI, page.toString()));
        }
        PrinterKey.ofUuid(udn.replaceFirst("(?i)^uuid:", "")).ifPresent(k -> hints.put(HintName.UUID, k.value()));
        return new Sighting(from, PORT, Sighting.Door.SSDP, "", clock.instant(), hints.toMap());
    }

    @Override
    public void close() {
        ear.close();
        soon.close();
        heard.clear();
    }
}
