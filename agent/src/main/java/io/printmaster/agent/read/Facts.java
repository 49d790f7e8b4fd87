package io.printmaster.agent.read;

import io.printmaster.agent.snmp.Oid;
import io.printmaster.agent.snmp.SnmpValue;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Single values that a device answered. Pure.
record Facts(Map<Oid, SnmpValue> values) {
    private static final Pattern FILLER = Pattern.compile("(?i)\\?+|null|unknown|none|n/a|-+");

    String text(Oid oid) {
        return text(oid, 0);
    }

    String text(Oid oid, int charset) {
        return values.get(oid) instanceof SnmpValue.Octets octets ? PrinterText.of(octets.bytes(), charset) : "";
    }

    /// The text, unless it is one of the fillers that devices put where they know nothing.
    String known(Oid oid) {
        String text = text(oid);
        return FILLER.matcher(text).matches() ? "" : text;
    }

    OptionalLong number(Oid oid) {
        SnmpValue value = values.get(oid);
        return value == null ? OptionalLong.empty() : value.number();
    }

    byte[] octets(Oid oid) {
        return values.get(oid) instanceof SnmpValue.Octets octets ? octets.bytes() : new byte[0];
    }

    boolean isObjectId(Oid oid, Oid expected) {
        return values.get(oid) instanceof SnmpValue.ObjectId(Oid id) && id.equals(expected);
    }
}
