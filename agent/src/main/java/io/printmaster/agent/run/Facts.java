package io.printmaster.agent.run;

import com.sun.management.OperatingSystemMXBean;
import io.printmaster.model.AgentFacts;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What this machine says of itself to the server.
final class Facts {

    private Facts() {}

    /// Reads them anew.
    ///
    /// @param server by which of this machine's addresses it is reached is the agent's address
    static AgentFacts read(Map<String, String> environment, Optional<URI> server) {
        String host = hostname(environment);
        return new AgentFacts(
                host,
                Version.text(),
                "1",
                host,
                server.map(Facts::addressTowards).orElse(""),
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT),
                System.getProperty("os.version", ""),
                System.getProperty("os.arch", ""),
                Version.text().endsWith("-SNAPSHOT") ? "development" : "release",
                "",
                "java " + Runtime.version().feature() + "." + Runtime.version().interim() + "."
                        + Runtime.version().update(),
                Runtime.getRuntime().availableProcessors(),
                memoryMb());
    }

    /// The machine's name; empty when it has none.
    static String hostname(Map<String, String> environment) {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return environment.getOrDefault("HOSTNAME", environment.getOrDefault("COMPUTERNAME", ""));
        }
    }

    private static long memoryMb() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
                ? machine.getTotalMemorySize() >> 20
                : 0;
    }

    /// Connecting a datagram socket sends nothing; it only chooses the way.
    private static String addressTowards(URI server) {
        try (DatagramSocket socket = new DatagramSocket()) {
            int port = server.getPort() > 0 ? server.getPort() : 443;
            InetSocketAddress there = new InetSocketAddress(server.getHost(), port);
            if (there.isUnresolved()) {
                return "";
            }
            socket.connect(there);
            return socket.getLocalAddress().getHostAddress();
        } catch (IOException | IllegalArgumentException e) {
            return "";
        }
    }
}
