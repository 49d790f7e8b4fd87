package io.printmaster.agent.discover.ssdp;

import io.printmaster.agent.discover.SameHost;
import io.printmaster.agent.fuzz.Harmless;
import java.net.InetAddress;

/// SSDP datagrams and UPnP descriptions: every input is taken for both.
public final class SsdpFuzzer {
    private SsdpFuzzer() {}

    /// One input.
    public static void fuzzerTestOneInput(byte[] octets) {
        SsdpMessage.parse(octets).ifPresent(message -> {
            message.headers().values().forEach(Harmless::text);
            Harmless.text(message.device());
            message.namesPrinter();
            follow(message.header("location"));
        });
        UpnpDescription.parse(octets).ifPresent(description -> {
            description.words().values().forEach(Harmless::text);
            description.types().forEach(Harmless::text);
            description.mayBePrinter();
            follow(description.word("presentationURL"));
        });
    }

    /// Whatever it says, it leads to the device itself and never to a port that prints.
    private static void follow(String told) {
        SameHost.follow(told, InetAddress.getLoopbackAddress()).ifPresent(uri -> {
            Harmless.check("127.0.0.1".equals(uri.getHost()), told + " leads to " + uri.getHost());
            Harmless.check(uri.getPort() < 9100 || uri.getPort() > 9116, told + " leads to raw printing");
        });
    }
}
