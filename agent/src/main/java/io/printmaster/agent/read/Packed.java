package io.printmaster.agent.read;

import io.printmaster.agent.snmp.Oid;
import io.printmaster.agent.snmp.SnmpValue;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Answers of a device in a few thousand octets rather than in thousands of objects: an agent keeps those of a
/// thousand printers between readings. Immutable.
final class Packed {
    private static final Oid SINGLE_VALUES = Oid.of();

    private final byte[] octets;

    private Packed(byte[] octets) {
        this.octets = octets;
    }

    static Packed of(Map<Oid, SnmpValue> values, Map<Oid, NavigableMap<Oid, SnmpValue>> columns) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(2048);
        try (DataOutputStream out = new DataOutputStream(packed)) {
            writeColumn(SINGLE_VALUES, values, out);
            for (Map.Entry<Oid, NavigableMap<Oid, SnmpValue>> column : columns.entrySet()) {
                writeColumn(column.getKey(), column.getValue(), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return new Packed(packed.toByteArray());
    }

    /// Gives back what was packed.
    void into(Map<Oid, SnmpValue> values, Map<Oid, NavigableMap<Oid, SnmpValue>> columns) {
        ByteBuffer in = ByteBuffer.wrap(octets);
        while (in.hasRemaining()) {
            Oid column = readOid(in);
            Map<Oid, SnmpValue> cells = column.equals(SINGLE_VALUES) ? values : new TreeMap<>();
            int count = in.getInt();
            for (int i = 0; i < count; i++) {
                Oid row = readOid(in);
                cells.put(row, readValue(in));
            }
            if (cells instanceof TreeMap<Oid, SnmpValue> rows) {
                columns.put(column, rows);
            }
        }
    }

    int size() {
        return octets.length;
    }

    private static void writeColumn(Oid column, Map<Oid, SnmpValue> cells, DataOutputStream out) throws IOException {
        write(column, out);
        out.writeInt(cells.size());
        for (Map.Entry<Oid, SnmpValue> cell : cells.entrySet()) {
            write(cell.getKey(), out);
            write(cell.getValue(), out);
        }
    }

    private static void write(Oid oid, DataOutputStream out) throws IOException {
        out.writeByte(oid.size());
        for (int i = 0; i < oid.size(); i++) {
            long arc = oid.arc(i);
            for (; arc > 0x7F; arc >>= 7) {
                out.writeByte((int) ((arc & 0x7F) | 0x80));
            }
            out.writeByte((int) arc);
        }
    }

    private static Oid readOid(ByteBuffer in) {
        int[] arcs = new int[in.get() & 0xFF];
        for (int i = 0; i < arcs.length; i++) {
            int octet = in.get() & 0xFF;
            arcs[i] = octet & 0x7F;
            for (int shift = 7; octet > 0x7F; shift += 7) {
                octet = in.get() & 0xFF;
                arcs[i] |= (octet & 0x7F) << shift;
            }
        }
        return Oid.of(arcs);
    }

    private static void write(SnmpValue value, DataOutputStream out) throws IOException {
        switch (value) {
            case SnmpValue.Int(int number) -> {
                out.writeByte('i');
                out.writeInt(number);
            }
            case SnmpValue.Unsigned(long number) -> {
                out.writeByte('u');
                out.writeLong(number);
            }
            case SnmpValue.Ticks(long hundredths) -> {
                out.writeByte('t');
                out.writeLong(hundredths);
            }
            case SnmpValue.Octets text -> {
                out.writeByte('o');
                out.writeInt(text.length());
                out.write(text.bytes());
            }
            case SnmpValue.ObjectId(Oid oid) -> {
                out.writeByte('d');
                write(oid, out);
            }
            case SnmpValue.IpAddr(String dotted) -> {
                out.writeByte('a');
                writeText(dotted, out);
            }
            case SnmpValue.Absent absent -> {
                out.writeByte('-');
                writeText(absent.name(), out);
            }
        }
    }

    /// Dotted addresses and names of this program: some ten letters.
    private static void writeText(String text, DataOutputStream out) throws IOException {
        out.writeByte(text.length());
        out.writeBytes(text);
    }

    private static SnmpValue readValue(ByteBuffer in) {
        byte kind = in.get();
        return switch (kind) {
            case 'i' -> new SnmpValue.Int(in.getInt());
            case 'u' -> new SnmpValue.Unsigned(in.getLong());
            case 't' -> new SnmpValue.Ticks(in.getLong());
            case 'o' -> new SnmpValue.Octets(readOctets(in, in.getInt()));
            case 'd' -> new SnmpValue.ObjectId(readOid(in));
            case 'a' -> new SnmpValue.IpAddr(readText(in));
            case '-' -> SnmpValue.Absent.valueOf(readText(in));
            default -> throw new IllegalStateException("not packed by this class: kind " + kind);
        };
    }

    private static byte[] readOctets(ByteBuffer in, int count) {
        byte[] octets = new byte[count];
        in.get(octets);
        return octets;
    }

    private static String readText(ByteBuffer in) {
        return new String(readOctets(in, in.get()), StandardCharsets.US_ASCII);
    }
}
