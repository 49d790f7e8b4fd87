package io.printmaster.agent.discover.ssdp;

import io.printmaster.agent.discover.SafeXml;
import io.printmaster.model.Brand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a UPnP device says of itself (UPnP Device Architecture 1.1, section 2.3): the outermost device's words, and the
/// types of all devices and services in it.
record UpnpDescription(Map<String, String> words, List<String> types) {
    private static final int MAX_TYPES = 64;
    private static final Set<String> WANTED = Set.of(
            "friendlyName",
            "manufacturer",
            "modelName",
            "modelNumber",
            "modelDescription",
            "serialNumber",
            "UDN",
            "presentationURL");

    UpnpDescription {
        words = Map.copyOf(words);
        types = List.copyOf(types);
    }

    /// Reads a document; empty when there is no device in it.
    static Optional<UpnpDescription> parse(byte[] document) {
        Map<String, String> words = new HashMap<>();
        List<String> types = new ArrayList<>();
        SafeXml.read(document, (path, text, prefixes) -> {
            String name = path.name();
            if ((name.equals("deviceType") || name.equals("serviceType")) && types.size() < MAX_TYPES) {
                types.add(text);
            }
            if (WANTED.contains(name) && path.count("device") == 1 && !text.isEmpty()) {
                words.putIfAbsent(name, text);
            }
        });
        return words.isEmpty() && types.isEmpty() ? Optional.empty() : Optional.of(new UpnpDescription(words, types));
    }

    String word(String name) {
        return words.getOrDefault(name, "");
    }

    /// Whether it may be a printer: by a type, by a word, or by its maker. Many printers call themselves nothing but a
    /// basic device; the reader finds out.
    boolean mayBePrinter() {
        if (types.stream().anyMatch(UpnpDescription::isPrinterType)) {
            return true;
        }
        String told = (word("friendlyName") + " " + word("modelName") + " " + word("modelDescription"))
                .toLowerCase(Locale.ROOT);
        return told.contains("printer") || Brand.makesPrinters(word("manufacturer"));
    }

    static boolean isPrinterType(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.contains(":printer:")
                || lower.contains(":printbasic:")
                || lower.contains(":printenhanced:")
                || lower.contains(":scanner:");
    }
}
