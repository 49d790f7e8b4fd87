package io.printmaster.agent.discover;

import io.printmaster.model.RawPorts;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/// The rule for addresses that a device hands out: they are followed only to the device itself.
///
/// Otherwise any device on the link could make us fetch from anywhere, this machine and the inside of
/// the network included. Names are not resolved, for the same reason; and a port where printers print
/// what they are sent is never one to be followed.
public final class SameHost {
    private static final int MAX_LENGTH = 500;
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private SameHost() {}

    /// The address to fetch from: HTTP or HTTPS, at the very address that answered, scope of a
    /// link-local one included; empty when it leads anywhere else.
    public static Optional<URI> follow(String told, InetAddress answered) {
        if (told.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(told.strip());
            String host = uri.getHost();
            boolean tls = "https".equalsIgnoreCase(uri.getScheme());
            boolean web = tls || "http".equalsIgnoreCase(uri.getScheme());
            if (!web || host == null || uri.getRawUserInfo() != null) {
                return Optional.empty();
            }
            int usual = tls ? HTTPS_PORT : HTTP_PORT;
            int port = uri.getPort() == -1 ? usual : uri.getPort();
            boolean usable = port > 0 && port <= 65_535 && !RawPorts.contains(port);
            if (!usable || !isLiteral(host) || !isSame(host, answered)) {
                return Optional.empty();
            }
            String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            String literal = answered.getHostAddress();
            String authority = answered instanceof Inet6Address ? "[" + literal + "]" : literal;
            return Optional.of(new URI((tls ? "https://" : "http://") + authority + ":" + port + path + query));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isLiteral(String host) {
        return host.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}") || (host.startsWith("[") && host.endsWith("]"));
    }

    private static boolean isSame(String literal, InetAddress answered) {
        try {
            // Without a scope: the device need not know what our side calls the link.
            String plain = literal.replaceAll("[\\[\\]]", "").replaceFirst("%.*", "");
            return Arrays.equals(InetAddress.getByName(plain).getAddress(), answered.getAddress());
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
