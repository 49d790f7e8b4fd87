package io.printmaster.agent.discover.ssdp;

import io.printmaster.model.Text;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One SSDP datagram: a start line and headers, as in HTTP (UPnP Device Architecture 1.1, section 1). Anybody on the
/// link can send one, so what is not well-formed is nothing.
///
/// @param headers by name in lower case; the first of two counts
record SsdpMessage(Kind kind, Map<String, String> headers) {
    private static final int MAX_BYTES = 8_192;
    private static final int MAX_HEADERS = 40;
    private static final int MAX_VALUE = 1_024;

    enum Kind {
        /// An answer to a search of ours.
        ANSWER,
        /// NOTIFY ssdp:alive or ssdp:update.
        ALIVE,
        /// NOTIFY ssdp:byebye.
        BYE
    }

    SsdpMessage {
        headers = Map.copyOf(headers);
    }

    /// Reads a datagram; empty for searches of others and for everything that is no SSDP.
    static Optional<SsdpMessage> parse(byte[] datagram) {
        if (datagram.length > MAX_BYTES) {
            return Optional.empty();
        }
        String[] lines = new String(datagram, StandardCharsets.UTF_8).split("\r?\n", MAX_HEADERS + 3);
        Optional<Map<String, String>> headers = headers(lines);
        if (headers.isEmpty()) {
            return Optional.empty();
        }
        if (lines[0].matches("HTTP/1\\.[01] 200( .*)?")) {
            return Optional.of(new SsdpMessage(Kind.ANSWER, headers.get()));
        }
        if (lines[0].matches("NOTIFY \\* HTTP/1\\.[01]")) {
            return switch (headers.get().getOrDefault("nts", "")) {
                case "ssdp:alive", "ssdp:update" -> Optional.of(new SsdpMessage(Kind.ALIVE, headers.get()));
                case "ssdp:byebye" -> Optional.of(new SsdpMessage(Kind.BYE, headers.get()));
                default -> Optional.empty();
            };
        }
        return Optional.empty();
    }

    private static Optional<Map<String, String>> headers(String[] lines) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
            int colon = lines[i].indexOf(':');
            if (colon < 1 || headers.size() >= MAX_HEADERS) {
                return Optional.empty();
            }
            String name = lines[i].substring(0, colon);
            String value = lines[i].substring(colon + 1).strip();
            boolean sound = name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}")
                    && value.length() <= MAX_VALUE
                    && value.chars().noneMatch(Character::isISOControl);
            if (!sound) {
                return Optional.empty();
            }
            headers.putIfAbsent(name.toLowerCase(Locale.ROOT), Text.clean(value, MAX_VALUE));
        }
        return Optional.of(headers);
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /// What the device is a case of: ST of an answer, NT of a NOTIFY.
    String target() {
        return kind == Kind.ANSWER ? header("st") : header("nt");
    }

    /// The part of USN before `::`, which is the same for everything that the device offers.
    String device() {
        return header("usn").replaceFirst("::.*", "");
    }

    /// Whether the target itself says printer or scanner.
    boolean namesPrinter() {
        return UpnpDescription.isPrinterType(target());
    }
}
