package io.printmaster.agent.discover.mdns;

import io.printmaster.agent.fuzz.FuzzInput;
import io.printmaster.agent.fuzz.Harmless;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What is announced by mDNS: instance names, hosts, ports and TXT records of several services of one host.
public final class MdnsFuzzer {
    private MdnsFuzzer() {}

    /// One input.
    public static void fuzzerTestOneInput(byte[] octets) {
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
            announced.add(
                    new Announced(type, subtype, instance, host, port, List.of(InetAddress.getLoopbackAddress()), txt));
        }
        announced.forEach(Announced::isQueue);
        MdnsSightings.of(announced, address -> true, Instant.EPOCH).forEach(Harmless::sighting);
    }

    private static String text(FuzzInput input) {
        return new String(input.run(), StandardCharsets.UTF_8);
    }
}
