package io.printmaster.agent.snmp;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalLong;

/// A value as a device sent it (RFC 2578). Immutable and thread-safe.
public sealed interface SnmpValue {

    /// INTEGER.
    record Int(int value) implements SnmpValue {}

    /// Counter32, Gauge32, Unsigned32 or Counter64: 0 or more; a Counter64 beyond 2^63 - 1 is held as
    /// that.
    record Unsigned(long value) implements SnmpValue {
        /// @throws IllegalArgumentException for a negative number
        public Unsigned {
            if (value < 0) {
                throw new IllegalArgumentException("an unsigned number is 0 or more");
            }
        }
    }

    /// TimeTicks, in hundredths of a second.
    record Ticks(long hundredths) implements SnmpValue {}

    /// OCTET STRING: octets, not text. What text they are is the reader's decision.
    final class Octets implements SnmpValue {
        private final byte[] bytes;

        /// Copies.
        public Octets(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        /// A copy of the octets.
        public byte[] bytes() {
            return bytes.clone();
        }

        /// How many octets.
        public int length() {
            return bytes.length;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Octets octets && Arrays.equals(bytes, octets.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Octets[" + HexFormat.of().formatHex(bytes, 0, Math.min(40, bytes.length)) + "]";
        }
    }

    /// OBJECT IDENTIFIER.
    record ObjectId(Oid oid) implements SnmpValue {}

    /// IpAddress, dotted.
    record IpAddr(String dotted) implements SnmpValue {}

    /// The device answered that it has no such thing (RFC 3416), or sent NULL or a type of its own.
    enum Absent implements SnmpValue {
        NO_SUCH_OBJECT,
        NO_SUCH_INSTANCE,
        END_OF_MIB,
        NULL
    }

    /// The number in it, if it is a number.
    default OptionalLong number() {
        return switch (this) {
            case Int i -> OptionalLong.of(i.value);
            case Unsigned u -> OptionalLong.of(u.value);
            case Ticks t -> OptionalLong.of(t.hundredths);
            case Octets o -> OptionalLong.empty();
            case ObjectId o -> OptionalLong.empty();
            case IpAddr a -> OptionalLong.empty();
            case Absent a -> OptionalLong.empty();
        };
    }

    /// Whether the device has nothing there.
    default boolean isAbsent() {
        return this instanceof Absent;
    }
}
