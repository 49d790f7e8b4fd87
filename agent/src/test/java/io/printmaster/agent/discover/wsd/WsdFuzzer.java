package io.printmaster.agent.discover.wsd;

import io.printmaster.agent.discover.SafeXml;
import io.printmaster.agent.fuzz.Harmless;

/// WS-Discovery messages and the metadata that devices answer a Get with: every input is taken for both.
public final class WsdFuzzer {
    private static final int MAX_MATCHES = 32;

    private WsdFuzzer() {}

    /// One input.
    public static void fuzzerTestOneInput(byte[] octets) {
        var matches = WsdMatch.parse(octets);
        Harmless.check(matches.size() <= MAX_MATCHES, matches.size() + " matches of one message");
        for (WsdMatch match : matches) {
            Harmless.text(match.endpoint());
            Harmless.text(match.relatesTo());
            match.addresses().forEach(Harmless::text);
            match.mayBePrinter();
            // What goes back to the device is well-formed, whatever it calls itself.
            byte[] question = match.dialect().resolve("urn:uuid:0", match.endpoint());
            Harmless.check(SafeXml.read(question, (path, text, prefixes) -> {}), "a question that is no XML");
        }
        WsdMetadata.parse(octets)
                .ifPresent(metadata -> metadata.words().values().forEach(Harmless::text));
    }
}
