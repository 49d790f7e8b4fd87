package io.printmaster.agent.read;

import io.printmaster.model.Identity;
import io.printmaster.model.Reading;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// Which door gave which field of a reading. What the reading does not tell has no origin. Immutable.
///
/// @param fields by the names that the wire has for them (`metrics` for the meters); the value is `ipp`, or `snmp` and
///               the name of the credential, never the secret
public record Origin(Map<String, String> fields) {
    /// Nobody said.
    public static final Origin UNKNOWN = new Origin(Map.of());

    /// The door of IPP.
    public static final String IPP = "ipp";

    /// Copies, sorts by name.
    public Origin {
        fields = Collections.unmodifiableMap(new TreeMap<>(fields));
    }

    /// SNMP with this credential.
    static String snmp(String credential) {
        return "snmp " + credential;
    }

    /// A reading that one door gave alone.
    static Origin of(Reading reading, String door) {
        var printer = reading.printer();
        return of(
                new UnkeyedReading(
                        printer.identity(),
                        printer.network(),
                        printer.condition(),
                        printer.inventory(),
                        printer.provenance(),
                        reading.meters(),
                        reading.at()),
                door);
    }

    /// As above, for a printer that this door could not name.
    static Origin of(UnkeyedReading reading, String door) {
        Map<String, String> fields =
                new TreeMap<>(ofIdentity(reading.identity(), door).fields());
        put(fields, "hostname", reading.network().hostname(), door);
        put(fields, "mac_address", reading.network().mac(), door);
        put(fields, "subnet_mask", reading.network().subnetMask(), door);
        put(fields, "web_ui_url", reading.network().webUiUrl(), door);
        put(fields, "location", reading.provenance().location(), door);
        put(fields, "description", reading.provenance().description(), door);
        put(fields, "console_text", reading.condition().consoleText(), door);
        fields.put("status", door);
        put(fields, "errors", reading.condition().errors().isEmpty(), door);
        put(fields, "alerts", reading.condition().alerts().isEmpty(), door);
        put(fields, "supplies", reading.inventory().supplies().isEmpty(), door);
        put(fields, "trays", reading.inventory().trays().isEmpty(), door);
        put(fields, "capabilities", reading.inventory().capabilities().isEmpty(), door);
        put(fields, "metrics", reading.meters().counts().isEmpty(), door);
        return new Origin(fields);
    }

    /// Only who it is.
    static Origin ofIdentity(Identity identity, String door) {
        Map<String, String> fields = new TreeMap<>();
        put(fields, "manufacturer", identity.manufacturer(), door);
        put(fields, "model", identity.model(), door);
        put(fields, "serial", identity.serial(), door);
        put(fields, "firmware", identity.firmware(), door);
        put(fields, "uuid", identity.uuid(), door);
        return new Origin(fields);
    }

    /// This, and the other where this has nothing.
    Origin or(Origin other) {
        Map<String, String> both = new TreeMap<>(other.fields);
        both.putAll(fields);
        return new Origin(both);
    }

    private static void put(Map<String, String> fields, String name, String told, String door) {
        put(fields, name, told.isEmpty(), door);
    }

    private static void put(Map<String, String> fields, String name, boolean isEmpty, String door) {
        if (!isEmpty) {
            fields.put(name, door);
        }
    }
}
