package io.printmaster.server.http.tls;

import io.printmaster.model.Text;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The names and addresses by which this server may be called, for its certificate.
///
/// @param dns       lower-case host names
/// @param addresses IP addresses as text without zone
public record ServerNames(Set<String> dns, Set<String> addresses) {
    private static final int MAX_ADDRESSES = 200;

    /// Copies and sorts.
    public ServerNames {
        dns = Collections.unmodifiableSortedSet(new TreeSet<>(dns));
        addresses = Collections.unmodifiableSortedSet(new TreeSet<>(addresses));
    }

    /// Asks the machine; `extra` are names or addresses that it cannot know of, such as the public URL's host.
    public static ServerNames ofThisMachine(List<String> extra) {
        Set<String> dns = new TreeSet<>(Set.of("localhost"));
        Set<String> addresses = new TreeSet<>(Set.of("127.0.0.1", "0:0:0:0:0:0:0:1"));
        hostName().ifPresent(dns::add);
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(a -> !a.isLinkLocalAddress() && !a.isMulticastAddress())
                    .limit(MAX_ADDRESSES)
                    .forEach(a -> addresses.add(plain(a.getHostAddress())));
        } catch (SocketException e) {
            org.slf4j.LoggerFactory.getLogger(ServerNames.class)
                    .atWarn()
                    .setCause(e)
                    .log("Own addresses not readable; certificate without them");
        }
        for (String name : extra) {
            add(name, dns, addresses);
        }
        return new ServerNames(dns, addresses);
    }

    /// The machine's own name, unless it has none but `localhost`.
    public static Optional<String> hostName() {
        try {
            String name =
                    Text.clean(InetAddress.getLocalHost().getHostName(), 253).toLowerCase(Locale.ROOT);
            boolean usable = name.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
                    && !name.equals("localhost")
                    && !name.matches("[0-9.]+");
            return usable ? Optional.of(name) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static void add(String name, Set<String> dns, Set<String> addresses) {
        String bare = name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
        if (bare.contains(":") || bare.matches("[0-9]+(\\.[0-9]+){3}")) {
            addresses.add(plain(InetAddress.ofLiteral(bare).getHostAddress()));
        } else if (!bare.isEmpty()) {
            dns.add(bare.toLowerCase(Locale.ROOT));
        }
    }

    private static String plain(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }

    /// Whether nothing of the other is missing here.
    boolean covers(ServerNames other) {
        return dns.containsAll(other.dns) && addresses.containsAll(other.addresses);
    }
}
