package io.printmaster.agent.read.ipp;

import com.hp.jipp.encoding.Attribute;
import com.hp.jipp.encoding.AttributeGroup;
import com.hp.jipp.encoding.IppInputStream;
import com.hp.jipp.encoding.IppOutputStream;
import com.hp.jipp.encoding.IppPacket;
import com.hp.jipp.encoding.KeywordType;
import com.hp.jipp.encoding.NameType;
import com.hp.jipp.encoding.StringType;
import com.hp.jipp.encoding.Stringable;
import com.hp.jipp.encoding.Tag;
import com.hp.jipp.encoding.UriType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Octets to our words and back; the only class that names the codec. Pure.
final class IppCodec {
    private static final int GET_PRINTER_ATTRIBUTES = 0x000B;

    /// An operation of CUPS: all queues of a server, each as a group of its own.
    private static final int CUPS_GET_PRINTERS = 0x4002;

    private static final int VERSION_1_1 = 0x0101;

    private IppCodec() {}

    /// A Get-Printer-Attributes request (RFC 8011, section 4.2.5).
    ///
    /// @param version 0x0200, 0x0101 or 0x0100
    /// @param printer what the printer is told to be its own address
    static byte[] request(int version, int requestId, URI printer, List<String> attributes) {
        AttributeGroup operation = AttributeGroup.groupOf(
                Tag.operationAttributes,
                string(Tag.charset, "attributes-charset", "utf-8"),
                string(Tag.naturalLanguage, "attributes-natural-language", "en"),
                new UriType("printer-uri").of(printer),
                new NameType("requesting-user-name").of("printmaster"),
                new KeywordType.Set("requested-attributes").of(attributes));
        return octets(new IppPacket(version, GET_PRINTER_ATTRIBUTES, requestId, operation));
    }

    /// A CUPS-Get-Printers request.
    static byte[] queuesRequest(int requestId, List<String> attributes) {
        AttributeGroup operation = AttributeGroup.groupOf(
                Tag.operationAttributes,
                string(Tag.charset, "attributes-charset", "utf-8"),
                string(Tag.naturalLanguage, "attributes-natural-language", "en"),
                new KeywordType.Set("requested-attributes").of(attributes));
        return octets(new IppPacket(VERSION_1_1, CUPS_GET_PRINTERS, requestId, operation));
    }

    private static byte[] octets(IppPacket packet) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(1024);
        try (IppOutputStream out = new IppOutputStream(octets)) {
            out.write(packet);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return octets.toByteArray();
    }

    private static Attribute<?> string(com.hp.jipp.encoding.ValueTag tag, String name, String value) {
        return new StringType(tag, name).of(value);
    }

    /// Reads an answer; never throws, whatever the octets are.
    static IppAnswer decode(byte[] octets) {
        byte[] plain;
        try {
            plain = IppSieve.sift(octets);
        } catch (IppSieve.Malformed e) {
            return new IppAnswer.Garbage(String.valueOf(e.getMessage()));
        }
        try (IppInputStream in = new IppInputStream(new ByteArrayInputStream(plain))) {
            IppPacket packet = in.readPacket();
            Map<String, List<Object>> values = new HashMap<>();
            String message = "";
            for (AttributeGroup group : packet.getAttributeGroups()) {
                for (Attribute<?> attribute : group) {
                    if (group.getTag().getCode() == Tag.printerAttributes.getCode()) {
                        values.putIfAbsent(attribute.getName(), plain(attribute));
                    } else if (!attribute.isEmpty()) {
                        message = String.valueOf(plain(attribute).getFirst());
                    }
                }
            }
            return new IppAnswer.Message(packet.getCode() & 0xFFFF, message, new IppAttributes(values));
        } catch (IOException | RuntimeException e) {
            return new IppAnswer.Garbage("the answer cannot be decoded: " + e.getMessage());
        }
    }

    /// The groups of printer attributes in an answer, one a queue; none when it is no answer, or an
    /// error.
    static List<IppAttributes> groups(byte[] octets) {
        try (IppInputStream in = new IppInputStream(new ByteArrayInputStream(IppSieve.sift(octets)))) {
            IppPacket packet = in.readPacket();
            List<IppAttributes> groups = new ArrayList<>();
            for (AttributeGroup group : packet.getAttributeGroups()) {
                if (group.getTag().getCode() == Tag.printerAttributes.getCode()) {
                    Map<String, List<Object>> values = new HashMap<>();
                    group.forEach(attribute -> values.putIfAbsent(attribute.getName(), plain(attribute)));
                    groups.add(new IppAttributes(values));
                }
            }
            return groups;
        } catch (IppSieve.Malformed | IOException | RuntimeException e) {
            return List.of();
        }
    }

    private static List<Object> plain(Attribute<?> attribute) {
        List<Object> plain = new ArrayList<>();
        for (Object value : attribute) {
            switch (value) {
                case Integer number -> plain.add(number);
                case Boolean flag -> plain.add(flag);
                case Stringable text -> plain.add(text.asString());
                default -> plain.add(value.toString());
            }
        }
        return plain;
    }
}
