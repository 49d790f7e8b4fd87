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
import io.printmaster.agent.discover.TargetList;
import io.printmaster.model.HintName;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Sighting;
import java.io.IOException;
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

/// Finds UPnP printers: calls into every link, collects the answers on the socket that called, takes in what announced
/// itself since, and fetches descriptions from the devices themselves.
///
/// Searches work without [#listen]; announcements only after it. Searches come one at a time. Source: UPnP Device
/// Architecture 1.1.
public final class SsdpFinder implements Finder, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SsdpFinder.class);

    static final int PORT = 1900;
    static final String GROUP4 = "239.255.255.250";
    static final String GROUP6 = "ff02::c";

    private static final int MAX_DEVICES = 2_000;

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
    private final Links links;
    private final Map<InetAddress, Map<String, SsdpMessage>> heard = new ConcurrentHashMap<>();
    private final GroupEar ear;

    /// Where calls go; lists the interfaces anew at every search, since they come and go.
    @FunctionalInterface
    interface Links {
        List<Callout.Destination> destinations() throws IOException;
    }

    /// Wires; opens nothing yet.
    public SsdpFinder(SsdpSettings settings, Reach reach, Clock clock) {
        this(
                settings,
                reach,
                clock,
                () -> Callout.everywhere(GROUP4, GROUP6, PORT),
                new GroupEar(GROUP4, GROUP6, PORT));
    }

    SsdpFinder(SsdpSettings settings, Reach reach, Clock clock, Links links, GroupEar ear) {
        this.settings = settings;
        this.reach = reach;
        this.clock = clock;
        this.links = links;
        this.ear = ear;
    }

    /// Starts to take in announcements; they are told of by the next search. [#close] ends it.
    ///
    /// @throws IOException when the port cannot be had
    public void listen() throws IOException {
        ear.open((from, octets) -> SsdpMessage.parse(octets).ifPresent(message -> announced(from, message)));
    }

    @Override
    public FindSummary find(TargetList targets, Consumer<Sighting> found) throws InterruptedException {
        long start = System.nanoTime();
        Map<InetAddress, Map<String, SsdpMessage>> answered = new LinkedHashMap<>();
        heard.forEach((from, messages) -> answered.put(from, new LinkedHashMap<>(messages)));
        heard.clear();
        Predicate<InetAddress> allowed = reach.within(targets);
        long packets = 0;
        try (Callout call = Callout.open(links.destinations())) {
            packets = call(call, answered);
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
                packets += call.send(search(target));
            }
            boolean isLast = i == settings.calls() - 1;
            collect(call, isLast ? settings.patience() : Duration.ofMillis(150), answered);
        }
        return packets;
    }

    private byte[] search(String target) {
        return ("M-SEARCH * HTTP/1.1\r\nHOST: " + GROUP4 + ":" + PORT + "\r\nMAN: \"ssdp:discover\"\r\nMX: "
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

    private void announced(InetAddress from, SsdpMessage message) {
        switch (message.kind()) {
            case ALIVE -> keep(heard, from, message);
            case BYE -> heard.remove(from);
            case ANSWER -> {
                // Answers come to the socket that asked.
            }
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
        heard.clear();
    }
}
