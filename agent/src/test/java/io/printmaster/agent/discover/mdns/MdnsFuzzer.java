package io.printmaster.agent.discover.mdns;

import io.printmaster.agent.fuzz.FuzzInput;
import io.printmaster.agent.fuzz.Harmless;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What is announced by mDNS, from the datagrams to the sightings: several messages of one sender, and the questions
/// that they make us ask.
public final class MdnsFuzzer {
    private static final int MAX_DATAGRAM = 9_000;
    private static final int MAX_MESSAGES = 8;

    private MdnsFuzzer() {}

    /// One input: messages with their lengths in front (two octets), the last without.
    public static void fuzzerTestOneInput(byte[] octets) {
        FuzzInput input = new FuzzInput(octets);
        Announcements heard = new Announcements();
        Instant now = Instant.EPOCH;
        for (int i = 0; i < MAX_MESSAGES && !input.isEmpty(); i++) {
            byte[] datagram = input.octets(input.octet() << 8 | input.octet());
            var message = DnsMessage.parse(datagram);
            if (message.isPresent()) {
                heard.take(InetAddress.getLoopbackAddress(), message.get(), now).forEach(MdnsFuzzer::harmless);
            }
            now = now.plusSeconds(input.octet());
        }
        List<Announced> announced = heard.all(now);
        announced.forEach(MdnsFuzzer::harmless);
        MdnsSightings.of(announced, address -> true, now).forEach(Harmless::sighting);
        ask(heard, now);
    }

    private static void harmless(Announced announced) {
        announced.txt().values().forEach((key, value) -> Harmless.text(value));
        announced.isQueue();
    }

    /// Names that strangers chose go into our questions: those must stay whole.
    private static void ask(Announcements heard, Instant now) {
        List<DnsQuestion> questions = new ArrayList<>(heard.missing(now, 40));
        byte[] asked = DnsQuestion.message(questions, heard.complete(now, 20));
        Harmless.check(asked.length <= MAX_DATAGRAM * 2, "a question of " + asked.length + " octets");
    }
}
