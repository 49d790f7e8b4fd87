package io.printmaster.agent.discover.mdns;

import io.printmaster.agent.fuzz.FuzzInput;
import io.printmaster.agent.fuzz.Harmless;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What is announced by mDNS: instance names, hosts, ports and TXT records of several services of one host.
public final class MdnsFuzzer {
    private MdnsFuzzer() {}

    /// One input.
    public static void fuzzerTestOneInput(byte[] octets) {
        datagram(octets);
        FuzzInput input = new FuzzInput(octets);
        List<Announced> announced = new ArrayList<>();
        int services = 1 + input.choice(4);
        for (int i = 0; i < services; i++) {
            String type = MdnsSightings.TYPES.get(input.choice(MdnsSightings.TYPES.size()));
            String subtype = input.choice(8) == 1 ? "_cups" : "";
            int port = input.octet() << 8 | input.octet();
            String instance = text(input);
            String host = text(input);
            TxtRecord txt = TxtRecord.parse(i == services - 1 ? input.rest() : input.run());
            txt.values().forEach((key, value) -> Harmless.text(value));
            announced.add(new Announced(
                    type, Set.of(subtype), instance, host, port, List.of(InetAddress.getLoopbackAddress()), txt));
        }
        announced.forEach(Announced::isQueue);
        MdnsSightings.of(announced, address -> true, Instant.EPOCH).forEach(Harmless::sighting);
    }

    /// The same octets as a message that came from the network.
    private static void datagram(byte[] octets) {
        InetAddress from = InetAddress.getLoopbackAddress();
        Announcements announcements = new Announcements();
        DnsMessage.parse(octets).ifPresent(message -> announcements.take(from, message, Instant.EPOCH));
        MdnsSightings.of(announcements.all(Instant.EPOCH), address -> true, Instant.EPOCH)
                .forEach(Harmless::sighting);
        announcements.missing(Instant.EPOCH, 100).forEach(q -> DnsQuestion.message(List.of(q), List.of()));
    }

    private static String text(FuzzInput input) {
        return new String(input.run(), StandardCharsets.UTF_8);
    }
}
