package io.printmaster.agent.read;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// An IEEE 1284 device id such as `MFG:HP;MDL:LaserJet;CLS:PRINTER;`, in its short and long key forms.
/// May be cut at 255 octets by the device. Pure.
record Ieee1284(Map<String, String> values) {

    static Ieee1284 parse(String text) {
        Map<String, String> values = new HashMap<>();
        for (String part : text.split(";", -1)) {
            int colon = part.indexOf(':');
            if (colon > 0) {
                values.putIfAbsent(
                        part.substring(0, colon).strip().toUpperCase(Locale.ROOT),
                        part.substring(colon + 1).strip());
            }
        }
        return new Ieee1284(values);
    }

    private String first(String... keys) {
        for (String key : keys) {
            String value = values.getOrDefault(key, "");
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    String manufacturer() {
        return first("MFG", "MANUFACTURER", "MANUFACTURE");
    }

    String model() {
        return first("MDL", "MODEL");
    }

    /// The description when it is a name rather than a product number, else the model.
    String modelForPeople() {
        String description = first("DES", "DESCRIPTION");
        return description.contains(" ") ? description : model();
    }
}
