package io.printmaster.agent.read.ipp;

import io.printmaster.model.HintName;
import io.printmaster.model.RawPorts;
import io.printmaster.model.Sighting;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Where a printer's IPP service may be: what it announced, else the places where printers have it. Pure.
final class IppPlaces {
    static final int DEFAULT_PORT = 631;

    private static final List<String> USUAL_PATHS = List.of("ipp/print", "ipp/printer", "ipp", "");
    private static final Pattern SAFE_PATH = Pattern.compile("[A-Za-z0-9._~/%+-]{0,200}");

    private IppPlaces() {}

    /// One place to try.
    record Place(boolean tls, InetAddress address, int port, String path) {
        URI http() {
            return uri(tls ? "https" : "http");
        }

        /// The same place as the printer names it.
        URI ipp() {
            return uri(tls ? "ipps" : "ipp");
        }

        Place withTls() {
            return new Place(true, address, port, path);
        }

        private URI uri(String scheme) {
            String host = address.getHostAddress();
            return URI.create(scheme + "://" + (address instanceof Inet6Address ? "[" + host + "]" : host) + ":" + port
                    + "/" + path);
        }
    }

    /// In the order to be tried; none of them at a port where printers print what they are sent.
    static List<Place> of(Sighting sighting) {
        Map<String, String> hints = sighting.hints();
        int plain = port(hints.getOrDefault(HintName.IPP_PORT, ""));
        int tls = port(hints.getOrDefault(HintName.IPPS_PORT, ""));
        if (plain == 0 && tls == 0) {
            plain = sighting.door() == Sighting.Door.IPP && isUsable(sighting.port()) ? sighting.port() : DEFAULT_PORT;
        }
        Set<String> paths = new LinkedHashSet<>();
        String announced = hints.getOrDefault(HintName.IPP_PATH, "");
        if (!announced.isEmpty() && SAFE_PATH.matcher(announced).matches()) {
            paths.add(announced.replaceFirst("^/+", ""));
        }
        paths.addAll(USUAL_PATHS);
        List<Place> places = new ArrayList<>();
        for (String path : paths) {
            places.add(
                    plain != 0
                            ? new Place(false, sighting.address(), plain, path)
                            : new Place(true, sighting.address(), tls, path));
        }
        return places;
    }

    private static int port(String text) {
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        return isUsable(port) ? port : 0;
    }

    private static boolean isUsable(int port) {
        return port > 0 && port <= 65_535 && !RawPorts.contains(port);
    }
}
