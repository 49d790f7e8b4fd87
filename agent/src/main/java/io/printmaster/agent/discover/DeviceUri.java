package io.printmaster.agent.discover;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// What a queue's device URI tells of the printer behind it: `usb://HP/LaserJet%201020?serial=...`,
/// `hp:/usb/HP_LaserJet?serial=...`, `dnssd://name._ipp._tcp.local/?uuid=...`. Pure.
///
/// Its host is not used: an address identifies no printer.
///
/// @param manufacturer of `usb:` URIs only; empty if not told
/// @param model        of `usb:` URIs only; empty if not told
/// @param serial       empty if not told
/// @param uuid         empty if not told
public record DeviceUri(String manufacturer, String model, String serial, String uuid) {
    private static final int MAX_LENGTH = 1_000;

    /// Reads whatever can be read of it.
    public static DeviceUri parse(String text) {
        String uri = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
        String manufacturer = "";
        String model = "";
        if (uri.toLowerCase(Locale.ROOT).startsWith("usb://")) {
            String rest = uri.substring("usb://".length());
            int slash = end(rest, "/?");
            manufacturer = decoded(rest.substring(0, slash));
            String after = rest.substring(Math.min(rest.length(), slash + 1));
            model = rest.startsWith("/", slash) ? decoded(after.substring(0, end(after, "/?"))) : "";
        }
        String serial = "";
        String uuid = "";
        int query = uri.indexOf('?');
        if (query >= 0) {
            for (String pair : uri.substring(query + 1).split("[&;]", 32)) {
                String name = pair.substring(0, end(pair, "=")).toLowerCase(Locale.ROOT);
                String value = decoded(pair.substring(Math.min(pair.length(), name.length() + 1)));
                if (name.equals("serial") && serial.isEmpty()) {
                    serial = value;
                } else if (name.equals("uuid") && uuid.isEmpty()) {
                    uuid = value;
                }
            }
        }
        return new DeviceUri(manufacturer, model, serial, uuid);
    }

    /// Where the first of these characters stands, or the length.
    private static int end(String text, String stops) {
        int at = 0;
        while (at < text.length() && stops.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
