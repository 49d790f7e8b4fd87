package io.printmaster.agent.discover.mdns;

import io.printmaster.agent.discover.FindSummary;
import io.printmaster.agent.discover.Finder;
import io.printmaster.agent.discover.Reach;
import io.printmaster.agent.discover.TargetList;
import io.printmaster.model.Sighting;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds printers by mDNS and DNS-SD: hears what they announce, and asks everybody when a search starts.
///
/// [#open] before the first search; between that and [#close] it listens on every interface, IPv4 and IPv6, with a few
/// threads for each. Interfaces that come or go are noticed at the next search. Searches come one at a time. The
/// library
/// makes this machine's name known on the link while it listens, as every mDNS program does.
public final class MdnsFinder implements Finder, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MdnsFinder.class);
    private static final String LOCAL = ".local.";
    private static final int MAX_SERVICES = 10_000;

    private final MdnsSettings settings;
    private final Reach reach;
    private final Clock clock;
    private final Links links;
    private final Map<InetAddress, JmDNS> open = new ConcurrentHashMap<>();
    private final Map<String, Announced> present = new ConcurrentHashMap<>();
    private final ServiceListener listener = new Listener();
    private boolean closed;

    /// This machine's addresses from which is asked and listened.
    @FunctionalInterface
    interface Links {
        Set<InetAddress> addresses() throws SocketException;
    }

    /// Wires; opens nothing yet.
    public MdnsFinder(MdnsSettings settings, Reach reach, Clock clock) {
        this(settings, reach, clock, MdnsFinder::everyLink);
    }

    MdnsFinder(MdnsSettings settings, Reach reach, Clock clock, Links links) {
        this.settings = settings;
        this.reach = reach;
        this.clock = clock;
        this.links = links;
    }

    /// One IPv4 and one IPv6 address of every interface that can multicast, the loopback left out.
    private static Set<InetAddress> everyLink() throws SocketException {
        Set<InetAddress> addresses = new HashSet<>();
        for (NetworkInterface link : NetworkInterface.networkInterfaces().toList()) {
            if (link.isUp() && link.supportsMulticast() && !link.isLoopback()) {
                link.inetAddresses()
                        .filter(a -> !(a instanceof Inet6Address))
                        .findFirst()
                        .ifPresent(addresses::add);
                link.inetAddresses()
                        .filter(a -> a instanceof Inet6Address && a.isLinkLocalAddress())
                        .findFirst()
                        .ifPresent(addresses::add);
            }
        }
        return addresses;
    }

    /// Starts to listen on every interface; one that cannot be used is logged and left out.
    public synchronized void open() {
        if (closed) {
            return;
        }
        Set<InetAddress> wanted;
        try {
            wanted = links.addresses();
        } catch (SocketException e) {
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("Interfaces cannot be listed for mDNS");
            return;
        }
        for (InetAddress gone : Set.copyOf(open.keySet())) {
            if (!wanted.contains(gone)) {
                Optional.ofNullable(open.remove(gone)).ifPresent(MdnsFinder::close);
            }
        }
        for (InetAddress address : wanted) {
            if (!open.containsKey(address)) {
                listening(address).ifPresent(link -> open.put(address, link));
            }
        }
    }

    private Optional<JmDNS> listening(InetAddress address) {
        try {
            JmDNS link = JmDNS.create(address, "printmaster");
            MdnsSightings.TYPES.forEach(type -> link.addServiceListener(type + LOCAL, listener));
            return Optional.of(link);
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("address", address.getHostAddress())
                    .addKeyValue("error", e.getMessage())
                    .log("mDNS cannot be used at an interface");
            return Optional.empty();
        }
    }

    @Override
    public FindSummary find(TargetList targets, Consumer<Sighting> found) throws InterruptedException {
        long start = System.nanoTime();
        open();
        long questions = ask();
        Thread.sleep(settings.patience());
        List<Announced> announced = List.copyOf(present.values());
        List<Sighting> sightings = MdnsSightings.of(announced, reach.within(targets), clock.instant());
        sightings.forEach(found);
        return new FindSummary(
                0,
                announced.stream()
                        .flatMap(a -> a.addresses().stream())
                        .distinct()
                        .count(),
                sightings.size(),
                List.of(),
                questions,
                Duration.ofNanos(System.nanoTime() - start));
    }

    /// Subscribing anew is what makes the library put the question again.
    private long ask() {
        long questions = 0;
        for (JmDNS link : open.values()) {
            for (String type : MdnsSightings.TYPES) {
                link.removeServiceListener(type + LOCAL, listener);
                link.addServiceListener(type + LOCAL, listener);
                questions++;
            }
        }
        return questions;
    }

    /// Queues that computers share: they stand for printers, but are none.
    ///
    /// @return instance name and host of each
    public Map<String, String> queues() {
        Map<String, String> queues = new ConcurrentHashMap<>();
        present.values().stream().filter(Announced::isQueue).forEach(a -> queues.put(a.instance(), a.host()));
        return Map.copyOf(queues);
    }

    @Override
    public synchronized void close() {
        closed = true;
        // Each takes two seconds to say goodbye.
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            open.values().forEach(link -> threads.execute(() -> close(link)));
        }
        open.clear();
        present.clear();
    }

    private static void close(JmDNS link) {
        try {
            link.close();
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("error", e.getMessage()).log("mDNS closed with an error");
        }
    }

    private final class Listener implements ServiceListener {
        @Override
        public void serviceAdded(ServiceEvent event) {
            event.getDNS().requestServiceInfo(event.getType(), event.getName(), false);
        }

        @Override
        public void serviceRemoved(ServiceEvent event) {
            present.remove(key(event));
        }

        @Override
        public void serviceResolved(ServiceEvent event) {
            if (present.size() < MAX_SERVICES || present.containsKey(key(event))) {
                present.put(key(event), announced(event));
            }
        }

        private String key(ServiceEvent event) {
            return String.valueOf(interfaceOf(event)) + '/' + event.getType() + '/' + event.getName();
        }

        private static InetAddress interfaceOf(ServiceEvent event) {
            try {
                return event.getDNS().getInetAddress();
            } catch (IOException e) {
                return InetAddress.getLoopbackAddress();
            }
        }

        private static Announced announced(ServiceEvent event) {
            ServiceInfo info = event.getInfo();
            String type = event.getType().toLowerCase(Locale.ROOT);
            int local = type.indexOf(LOCAL);
            String subtype = info.getSubtype();
            byte[] text = info.getTextBytes();
            String host = info.getServer();
            return new Announced(
                    local < 0 ? type : type.substring(0, local),
                    subtype == null || subtype.isEmpty() ? "" : "_" + subtype.replaceFirst("^_", ""),
                    event.getName(),
                    host == null ? "" : host,
                    info.getPort(),
                    new ArrayList<>(List.of(info.getInetAddresses())),
                    text == null ? TxtRecord.EMPTY : TxtRecord.parse(text));
        }
    }
}
