package io.printmaster.agent.snmp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// The name of an SNMP engine (snmpEngineID, RFC 3411 section 5). A device tells it to whoever asks by SNMPv3, before
/// any password counts: its enterprise number says who made the SNMP agent, and often the rest is the hardware address.
/// Immutable and thread-safe.
public final class EngineId {
    private static final int MIN_OCTETS = 5;
    private static final int MAX_OCTETS = 32;
    private static final int MAC_OCTETS = 6;
    private static final int HEADER = 5;
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;
    private static final int MAC = 3;
    private static final int TEXT = 4;

    private final byte[] octets;

    private EngineId(byte[] octets) {
        this.octets = octets;
    }

    /// The engine id in these octets; empty unless there are 5 to 32 of them that are not all 0 or all 255.
    public static Optional<EngineId> of(byte[] octets) {
        boolean fits = octets.length >= MIN_OCTETS && octets.length <= MAX_OCTETS;
        if (!fits || isAll(octets, 0x00) || isAll(octets, 0xFF)) {
            return Optional.empty();
        }
        return Optional.of(new EngineId(octets.clone()));
    }

    private static boolean isAll(byte[] octets, int value) {
        for (byte octet : octets) {
            if ((octet & 0xFF) != value) {
                return false;
            }
        }
        return true;
    }

    /// Private enterprise number of who made the SNMP agent, such as 11 for HP; often, not always, the device's maker.
    public int enterprise() {
        return ByteBuffer.wrap(octets).getInt() & Integer.MAX_VALUE;
    }

    /// The six octets of the hardware address that names the engine, if it is named so.
    public Optional<byte[]> mac() {
        return format() == MAC && octets.length == HEADER + MAC_OCTETS ? Optional.of(rest()) : Optional.empty();
    }

    /// The IP address that names the engine, if it is named so.
    public Optional<InetAddress> address() {
        boolean holdsOne =
                (format() == IPV4 && octets.length == HEADER + 4) || (format() == IPV6 && octets.length == HEADER + 16);
        if (!holdsOne) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByAddress(rest()));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 octets are an address", e);
        }
    }

    /// The administrator's text that names the engine, or empty.
    public String text() {
        return format() == TEXT ? new String(rest(), StandardCharsets.UTF_8) : "";
    }

    /// RFC 3411's format; 0 for the engine ids of before (RFC 1910), which have none.
    private int format() {
        return octets[0] < 0 ? octets[HEADER - 1] & 0xFF : 0;
    }

    private byte[] rest() {
        return Arrays.copyOfRange(octets, HEADER, octets.length);
    }

    /// A copy of the octets.
    public byte[] octets() {
        return octets.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EngineId id && Arrays.equals(octets, id.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    /// Hex digits.
    @Override
    public String toString() {
        return HexFormat.of().formatHex(octets);
    }
}
