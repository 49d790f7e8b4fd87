package io.printmaster.agent.snmp;

/// One variable of a message: its name and what the device says of it.
public record VarBind(Oid oid, SnmpValue value) {

    /// About how many octets it takes on the wire.
    int approximateBytes() {
        int size = 6;
        for (int i = 1; i < oid.size(); i++) {
            size += oid.arc(i) < 128 ? 1 : oid.arc(i) < 16_384 ? 2 : 5;
        }
        return size
                + switch (value) {
                    case SnmpValue.Octets octets -> octets.length();
                    case SnmpValue.ObjectId id -> id.oid().size();
                    case SnmpValue.Int i -> 2;
                    case SnmpValue.Unsigned u -> 4;
                    case SnmpValue.Ticks t -> 4;
                    case SnmpValue.IpAddr a -> 4;
                    case SnmpValue.Absent a -> 0;
                };
    }
}
