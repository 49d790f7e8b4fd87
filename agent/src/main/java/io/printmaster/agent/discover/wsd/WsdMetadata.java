package io.printmaster.agent.discover.wsd;

import io.printmaster.agent.discover.SafeXml;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a device says of itself when asked by WS-Transfer Get (DPWS, ThisModel and ThisDevice).
record WsdMetadata(Map<String, String> words) {
    private static final Set<String> WANTED = Set.of(
            "Manufacturer",
            "ModelName",
            "ModelNumber",
            "PresentationUrl",
            "FriendlyName",
            "FirmwareVersion",
            "SerialNumber");

    WsdMetadata {
        words = Map.copyOf(words);
    }

    /// Reads an answer; empty when none of the words is in it. Of a text in several languages the first counts.
    static Optional<WsdMetadata> parse(byte[] document) {
        Map<String, String> words = new HashMap<>();
        SafeXml.read(document, (path, text, prefixes) -> {
            boolean own = path.isWithin("ThisModel") || path.isWithin("ThisDevice");
            if (own && WANTED.contains(path.name()) && !text.isEmpty()) {
                words.putIfAbsent(path.name(), text);
            }
        });
        return words.isEmpty() ? Optional.empty() : Optional.of(new WsdMetadata(words));
    }

    String word(String name) {
        return words.getOrDefault(name, "");
    }
}
