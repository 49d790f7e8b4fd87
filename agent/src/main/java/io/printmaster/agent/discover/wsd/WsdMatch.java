package io.printmaster.agent.discover.wsd;

import io.printmaster.agent.discover.SafeXml;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// One device in an answer to a Probe or Resolve, or in a Hello.
///
/// @param relatesTo which message of ours it answers; empty in a Hello
/// @param endpoint  its stable address, usually `urn:uuid:...`
/// @param printer   whether one of its types is a printer's or scanner's
/// @param typed     whether it told any type at all
/// @param addresses XAddrs; may be none
record WsdMatch(
        WsdDialect dialect, String relatesTo, String endpoint, boolean printer, boolean typed, List<String> addresses) {
    private static final int MAX_MATCHES = 32;
    private static final int MAX_ADDRESSES = 8;
    private static final Set<String> CONTAINERS = Set.of("ProbeMatch", "ResolveMatch", "Hello");

    WsdMatch {
        addresses = List.copyOf(addresses);
    }

    /// The devices in a datagram; none when it is no WS-Discovery answer.
    static List<WsdMatch> parse(byte[] datagram) {
        Reading reading = new Reading();
        SafeXml.read(datagram, reading::element);
        return reading.matches.stream().map(m -> m.answering(reading.relatesTo)).toList();
    }

    private WsdMatch answering(String message) {
        return new WsdMatch(dialect, message, endpoint, printer, typed, addresses);
    }

    /// Whether it should be asked who it is: it says printer, or says nothing.
    boolean mayBePrinter() {
        return printer || !typed;
    }

    private static final class Reading {
        private final List<WsdMatch> matches = new ArrayList<>();
        private String relatesTo = "";
        private String endpoint = "";
        private boolean printer;
        private boolean typed;
        private List<String> addresses = List.of();

        void element(SafeXml.Path path, String text, SafeXml.Prefixes prefixes) {
            String name = path.name();
            switch (name) {
                case "RelatesTo" -> relatesTo = text;
                case "Address" -> {
                    if (path.isWithin("EndpointReference") && endpoint.isEmpty()) {
                        endpoint = text;
                    }
                }
                case "Types" -> types(text, prefixes);
                case "XAddrs" -> addresses = words(text, MAX_ADDRESSES);
                default -> {
                    if (CONTAINERS.contains(name)) {
                        ended(path.namespace());
                    }
                }
            }
        }

        private void types(String text, SafeXml.Prefixes prefixes) {
            for (String type : words(text, MAX_MATCHES)) {
                int colon = type.indexOf(':');
                String namespace = colon > 0 ? prefixes.namespace(type.substring(0, colon)) : "";
                typed = true;
                printer |= WsdDialect.isPrintType(namespace, type.substring(colon + 1));
            }
        }

        private void ended(String namespace) {
            WsdDialect dialect = namespace.contains("2009/01") ? WsdDialect.OASIS : WsdDialect.SUBMISSION;
            if (!endpoint.isEmpty() && matches.size() < MAX_MATCHES) {
                matches.add(new WsdMatch(dialect, "", endpoint, printer, typed, addresses));
            }
            endpoint = "";
            printer = false;
            typed = false;
            addresses = List.of();
        }

        private static List<String> words(String text, int max) {
            return text.isBlank()
                    ? List.of()
                    : List.of(text.strip().split("\\s+")).stream().limit(max).toList();
        }
    }
}
