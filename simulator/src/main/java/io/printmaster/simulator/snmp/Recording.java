package io.printmaster.simulator.snmp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;

/// The answers of one device in snmpsim's `.snmprec` form: `OID|tag|value` a line, the tag being the ASN.1 number of
/// the type, with an `x` when the value is in hex. Lines may be in any order and names may begin with a dot; of two
/// lines with one name the first counts. What cannot be read is left out and listed, because recordings of real
/// devices hold damaged lines. Values are octets, whatever the charset of the file.
///
/// @param objects the objects in ascending order
/// @param problems one text for each line that was left out, with its number
public record Recording(SortedMap<OID, Variable> objects, List<String> problems) {
    private static final long MAX_FILE_BYTES = 64L << 20;

    /// Takes a copy.
    public Recording {
        objects = Collections.unmodifiableSortedMap(new TreeMap<>(objects));
        problems = List.copyOf(problems);
    }

    /// Reads a file.
    ///
    /// @throws IOException when the file cannot be read or is larger than 64 MiB
    public static Recording read(Path file) throws IOException {
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new IOException(file + " is larger than 64 MiB, which no recording of a printer is");
        }
        return parse(Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    /// Reads lines whose characters stand for octets (ISO 8859-1).
    public static Recording parse(String lines) {
        SortedMap<OID, Variable> objects = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        int number = 0;
        for (String line : lines.split("\n", -1)) {
            number++;
            String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            if (text.isBlank() || text.startsWith("#")) {
                continue;
            }
            String[] part = text.split("\\|", 3);
            if (part.length < 3) {
                problems.add("line " + number + ": not OID|tag|value");
                continue;
            }
            try {
                OID name = oid(part[0]);
                if (objects.putIfAbsent(name, value(part[1], part[2])) != null) {
                    problems.add("line " + number + ": " + name + " a second time");
                }
            } catch (IllegalArgumentException e) {
                problems.add("line " + number + ": " + e.getMessage());
            }
        }
        return new Recording(objects, problems);
    }

    private static Variable value(String tag, String value) {
        if (tag.endsWith("x")) {
            return ofOctets(tag, HexFormat.of().parseHex(value));
        }
        return switch (tag) {
            case "2" -> new Integer32(Math.toIntExact(number(value, Integer.MIN_VALUE, Integer.MAX_VALUE)));
            case "4" -> new OctetString(value.getBytes(StandardCharsets.ISO_8859_1));
            case "6" -> oid(value);
            case "64" -> address(value);
            case "65" -> new Counter32(number(value, 0, 0xFFFF_FFFFL));
            case "66" -> new Gauge32(number(value, 0, 0xFFFF_FFFFL));
            case "67" -> new TimeTicks(number(value, 0, 0xFFFF_FFFFL));
            case "70" -> new Counter64(Long.parseUnsignedLong(value.trim()));
            default -> throw new IllegalArgumentException("tag " + tag + " is not supported");
        };
    }

    private static Variable ofOctets(String tag, byte[] octets) {
        return switch (tag) {
            case "4x" -> new OctetString(octets);
            case "64x" -> {
                if (octets.length != 4) {
                    throw new IllegalArgumentException("an IpAddress has four octets, not " + octets.length);
                }
                yield new IpAddress(octets);
            }
            default -> throw new IllegalArgumentException("tag " + tag + " is not supported");
        };
    }

    private static Variable address(String value) {
        String[] part = value.trim().split("\\.", -1);
        if (part.length != 4) {
            throw new IllegalArgumentException("not an IpAddress: " + value);
        }
        byte[] octets = new byte[4];
        for (int i = 0; i < 4; i++) {
            octets[i] = (byte) number(part[i], 0, 255);
        }
        return new IpAddress(octets);
    }

    private static long number(String value, long min, long max) {
        long number;
        try {
            number = Long.parseLong(value.trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a number: " + value, e);
        }
        if (number < min || number > max) {
            throw new IllegalArgumentException(number + " is not between " + min + " and " + max);
        }
        return number;
    }

    /// A name or a value; the leading dot that some tools write is dropped.
    private static OID oid(String text) {
        String dotted = text.trim();
        String[] arc = (dotted.startsWith(".") ? dotted.substring(1) : dotted).split("\\.", -1);
        if (arc.length < 2 || arc.length > OID.MAX_OID_LEN) {
            throw new IllegalArgumentException("not an object identifier: " + text);
        }
        int[] value = new int[arc.length];
        for (int i = 0; i < arc.length; i++) {
            value[i] = (int) number(arc[i], 0, 0xFFFF_FFFFL);
        }
        return new OID(value);
    }
}
