package io.printmaster.agent.discover.mdns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An mDNS message (RFC 1035, section 4; RFC 6762, section 18) as far as services need it. Pure.
///
/// @param response whether it answers or announces, rather than asks
/// @param records  of all its sections; types that say nothing of services are left out
record DnsMessage(boolean response, List<DnsRecord> records) {
    private static final int MAX_OCTETS = 9_000;
    private static final int MAX_RECORDS = 1_000;
    private static final int MAX_NAME_OCTETS = 255;
    private static final int HEADER = 12;
    private static final int FLAG_RESPONSE = 0x8000;
    private static final int OPCODE_AND_RCODE = 0x780F;
    private static final int CLASS_INTERNET = 1;
    private static final int TOP_BIT = 0x8000;
    private static final int MAX_COMPRESSED = 0xC0;

    DnsMessage {
        records = List.copyOf(records);
    }

    /// Reads a datagram; empty when it is no mDNS at all. Of a message that is cut, what was whole
    /// counts.
    static Optional<DnsMessage> parse(byte[] datagram) {
        if (datagram.length < HEADER || datagram.length > MAX_OCTETS) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(datagram);
        in.getShort();
        int flags = in.getShort() & 0xFFFF;
        if ((flags & OPCODE_AND_RCODE) != 0) {
            return Optional.empty();
        }
        int questions = in.getShort() & 0xFFFF;
        int records = (in.getShort() & 0xFFFF) + (in.getShort() & 0xFFFF) + (in.getShort() & 0xFFFF);
        List<DnsRecord> read = new ArrayList<>();
        try {
            for (int i = 0; i < questions; i++) {
                name(in);
                in.getInt();
            }
            for (int i = 0; i < Math.min(records, MAX_RECORDS); i++) {
                DnsRecord record = record(in);
                if (record != null) {
                    read.add(record);
                }
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            // Cut, or not what it seems; the records before are as good as any.
        }
        return Optional.of(new DnsMessage((flags & FLAG_RESPONSE) != 0, read));
    }

    private static @Nullable DnsRecord record(ByteBuffer in) {
        DnsName name = name(in);
        int type = in.getShort() & 0xFFFF;
        int kind = in.getShort() & 0xFFFF;
        DnsRecord.Life life = new DnsRecord.Life(in.getInt() & 0xFFFF_FFFFL, (kind & TOP_BIT) != 0);
        int length = in.getShort() & 0xFFFF;
        int end = in.position() + length;
        if (end > in.limit()) {
            throw new BufferUnderflowException();
        }
        DnsRecord record = (kind & ~TOP_BIT) == CLASS_INTERNET ? record(in, name, type, life, length) : null;
        in.position(end);
        return record;
    }

    private static @Nullable DnsRecord record(ByteBuffer in, DnsName name, int type, DnsRecord.Life life, int length) {
        return switch (type) {
            case DnsRecord.TYPE_PTR -> new DnsRecord.Pointer(name, life, name(in));
            case DnsRecord.TYPE_SRV -> {
                in.getInt();
                yield new DnsRecord.Service(name, life, in.getShort() & 0xFFFF, name(in));
            }
            case DnsRecord.TYPE_TXT -> new DnsRecord.Properties(name, life, TxtRecord.parse(octets(in, length)));
            case DnsRecord.TYPE_A -> length == 4 ? address(name, life, octets(in, length)) : null;
            case DnsRecord.TYPE_AAAA -> length == 16 ? address(name, life, octets(in, length)) : null;
            default -> null;
        };
    }

    private static DnsRecord address(DnsName name, DnsRecord.Life life, byte[] octets) {
        try {
            return new DnsRecord.Address(name, life, InetAddress.getByAddress(octets));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address", e);
        }
    }

    private static byte[] octets(ByteBuffer in, int length) {
        byte[] octets = new byte[length];
        in.get(octets);
        return octets;
    }

    /// A name with its pointers followed; each must point further to the front than the one before, so
    /// that none leads round in a circle.
    private static DnsName name(ByteBuffer in) {
        List<String> labels = new ArrayList<>();
        int total = 0;
        int continueAt = -1;
        int earliest = in.position();
        int length = in.get() & 0xFF;
        while (length != 0) {
            if (length >= MAX_COMPRESSED) {
                int target = (length & 0x3F) << 8 | (in.get() & 0xFF);
                if (target >= earliest) {
                    throw new IllegalArgumentException("a name that points to itself");
                }
                continueAt = continueAt < 0 ? in.position() : continueAt;
                earliest = target;
                in.position(target);
            } else {
                total += length + 1;
                if (length > 63 || total > MAX_NAME_OCTETS) {
                    throw new IllegalArgumentException("a name that is too long");
                }
                labels.add(new String(octets(in, length), StandardCharsets.UTF_8));
            }
            length = in.get() & 0xFF;
        }
        if (continueAt >= 0) {
            in.position(continueAt);
        }
        return new DnsName(labels);
    }
}
