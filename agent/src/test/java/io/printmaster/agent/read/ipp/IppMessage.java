package io.printmaster.agent.read.ipp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Writes IPP messages octet by octet, wrong ones included: a hand-made counterpart that knows nothing of the codec.
final class IppMessage {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static IppMessage answer(int version, int status) {
        IppMessage message = new IppMessage();
        message.out.writeBytes(ByteBuffer.allocate(8)
                .putShort((short) version)
                .putShort((short) status)
                .putInt(1)
                .array());
        return message.group(1)
                .text(0x47, "attributes-charset", "utf-8")
                .text(0x48, "attributes-natural-language", "en");
    }

    /// A printer that says the least that makes it one.
    static IppMessage printer(String uuid) {
        return answer(0x0200, 0)
                .group(4)
                .text(0x41, "printer-make-and-model", "Acme Laser 100")
                .integer(0x23, "printer-state", 3)
                .text(0x45, "printer-uuid", "urn:uuid:" + uuid);
    }

    IppMessage group(int tag) {
        out.write(tag);
        return this;
    }

    IppMessage text(int tag, String name, String value) {
        return value(tag, name, value.getBytes(StandardCharsets.UTF_8));
    }

    IppMessage integer(int tag, String name, int value) {
        return value(tag, name, ByteBuffer.allocate(4).putInt(value).array());
    }

    IppMessage value(int tag, String name, byte[] value) {
        out.write(tag);
        chunk(name.getBytes(StandardCharsets.US_ASCII));
        chunk(value);
        return this;
    }

    IppMessage withLanguage(int tag, String name, String language, String text) {
        byte[] a = language.getBytes(StandardCharsets.UTF_8);
        byte[] b = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer value = ByteBuffer.allocate(4 + a.length + b.length);
        value.putShort((short) a.length).put(a).putShort((short) b.length).put(b);
        return value(tag, name, value.array());
    }

    private void chunk(byte[] octets) {
        out.write(octets.length >> 8);
        out.write(octets.length);
        out.writeBytes(octets);
    }

    /// As it stands, without the end tag.
    byte[] cut() {
        return out.toByteArray();
    }

    byte[] end() {
        out.write(3);
        return out.toByteArray();
    }
}
