package io.printmaster.agent.discover.mdns;

import io.printmaster.agent.discover.Hints;
import io.printmaster.model.HintName;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Sighting;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What was announced, put together to one sighting an address. Pure.
final class MdnsSightings {
    /// In the order in which their words count: IPP's TXT record says most.
    static final List<String> TYPES = List.of(
            "_ipp._tcp",
            "_ipps._tcp",
            "_pdl-datastream._tcp",
            "_printer._tcp",
            "_uscan._tcp",
            "_uscans._tcp",
            "_scanner._tcp",
            "_fax-ipp._tcp",
            "_privet._tcp",
            "_http._tcp");

    /// What is asked for. Web pages only of those that call themselves printers; the subtypes tell
    /// AirPrint printers and queues apart.
    static final List<String> QUESTIONS = List.of(
            "_ipp._tcp",
            "_ipps._tcp",
            "_pdl-datastream._tcp",
            "_printer._tcp",
            "_uscan._tcp",
            "_uscans._tcp",
            "_scanner._tcp",
            "_fax-ipp._tcp",
            "_privet._tcp",
            "_printer._sub._http._tcp",
            "_universal._sub._ipp._tcp",
            "_universal._sub._ipps._tcp",
            "_print._sub._ipp._tcp",
            "_cups._sub._ipp._tcp",
            "_cups._sub._ipps._tcp");

    private static final List<String> KEPT = List.of(
            "ty",
            "product",
            "note",
            "adminurl",
            "usb_mfg",
            "usb_mdl",
            "mfg",
            "mdl",
            "color",
            "duplex",
            "fax",
            "scan",
            "rp",
            "rs",
            "air",
            "tls");

    private MdnsSightings() {}

    /// What is only reserved is left out. A device with several addresses is told of once at each, IPv4
    /// first: whoever reads them finds out that it is one. Queues come last, each by itself.
    static List<Sighting> of(List<Announced> announced, Predicate<InetAddress> allowed, Instant at) {
        Map<InetAddress, List<Announced>> byAddress = new LinkedHashMap<>();
        announced.stream()
                .filter(a -> a.isOffered() && a.isOfPrinter() && !a.isQueue())
                .sorted(Comparator.comparingInt(a -> rank(a.type())))
                .forEach(a -> usable(a, allowed)
                        .forEach(address -> byAddress
                                .computeIfAbsent(address, x -> new ArrayList<>())
                                .add(a)));
        Stream<Sighting> devices = byAddress.entrySet().stream()
                .sorted(Comparator.comparingInt(e -> e.getKey() instanceof Inet4Address ? 0 : 1))
                .map(e -> sighting(e.getKey(), e.getValue(), at));
        return Stream.concat(devices, queues(announced, allowed, at)).toList();
    }

    private static Stream<InetAddress> usable(Announced announced, Predicate<InetAddress> allowed) {
        return announced.addresses().stream().filter(MdnsSightings::isUsable).filter(allowed);
    }

    /// A queue is announced by several types; the one at the first address of its computer stands for
    /// all.
    private static Stream<Sighting> queues(List<Announced> announced, Predicate<InetAddress> allowed, Instant at) {
        Map<String, Sighting> queues = new LinkedHashMap<>();
        announced.stream()
                .filter(a -> a.isOffered() && a.isQueue())
                .forEach(a -> usable(a, allowed)
                        .min(Comparator.comparingInt(address -> address instanceof Inet4Address ? 0 : 1))
                        .ifPresent(
                                address -> queues.putIfAbsent(a.instance() + '@' + a.host(), queue(a, address, at))));
        return queues.values().stream();
    }

    /// The UUID in its TXT record is the queue's own and says nothing of the printer.
    private static Sighting queue(Announced queue, InetAddress address, Instant at) {
        Hints hints = new Hints();
        hints.put(HintName.QUEUE, queue.instance());
        hints.put(HintName.HOSTNAME, queue.host().replaceFirst("\\.$", ""));
        hints.put(HintName.MANUFACTURER, queue.txt().text("usb_mfg"));
        hints.put(HintName.MODEL, queue.txt().text("usb_mdl"));
        hints.put(HintName.MODEL, queue.txt().text("ty"));
        return new Sighting(address, queue.port(), Sighting.Door.MDNS, "", at, hints.toMap());
    }

    private static int rank(String type) {
        int rank = TYPES.indexOf(type);
        return rank < 0 ? TYPES.size() : rank;
    }

    /// A link-local IPv6 address without its scope cannot be reached.
    private static boolean isUsable(InetAddress address) {
        boolean lost = address instanceof Inet6Address v6 && v6.isLinkLocalAddress() && v6.getScopeId() == 0;
        return !lost && !address.isAnyLocalAddress() && !address.isMulticastAddress();
    }

    private static Sighting sighting(InetAddress address, List<Announced> services, Instant at) {
        Hints hints = new Hints();
        TreeSet<String> types = new TreeSet<>();
        for (Announced service : services) {
            types.add(service.type().replaceAll("^_|\\._tcp$", ""));
            hints.put(HintName.NAME, service.instance());
            hints.put(HintName.HOSTNAME, service.host().replaceFirst("\\.$", ""));
            words(service.txt(), hints);
            if (service.isIpp()) {
                boolean tls = service.type().equals("_ipps._tcp");
                hints.put(tls ? HintName.IPPS_PORT : HintName.IPP_PORT, Integer.toString(service.port()));
                hints.put(HintName.IPP_PATH, service.txt().text("rp").replaceFirst("^/+", ""));
            }
            for (String key : KEPT) {
                hints.put(HintName.TXT + key, service.txt().text(key));
            }
        }
        hints.put("services", String.join(",", types));
        return new Sighting(address, services.getFirst().port(), Sighting.Door.MDNS, "", at, hints.toMap());
    }

    private static void words(TxtRecord txt, Hints hints) {
        PrinterKey.ofUuid(txt.text("uuid")).ifPresent(k -> hints.put(HintName.UUID, k.value()));
        hints.put(HintName.MANUFACTURER, txt.text("usb_mfg"));
        hints.put(HintName.MANUFACTURER, txt.text("mfg"));
        hints.put(HintName.MODEL, txt.text("usb_mdl"));
        hints.put(HintName.MODEL, txt.text("mdl"));
        hints.put(HintName.MODEL, txt.text("ty"));
        hints.put(HintName.MODEL, txt.text("product").replaceAll("^\\(|\\)$", ""));
        String page = txt.text("adminurl");
        if (page.startsWith("http://") || page.startsWith("https://")) {
            hints.put(HintName.WEB_UI, page);
        }
    }
}
