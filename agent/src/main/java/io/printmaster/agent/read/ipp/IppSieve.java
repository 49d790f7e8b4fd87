package io.printmaster.agent.read.ipp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// Lets only what we read, in its plainest form, through to the codec.
///
/// The codec stops at the first value it dislikes (an unknown tag, an integer of the wrong length, a URI with a blank,
/// a text that is no UTF-8), builds every nested collection on the stack, and takes a cut message for a whole one.
/// Printers send all of these. So this walks the message once, by lengths, and writes a new one: groups, and in them
/// our attributes with their integers, booleans and texts. Collections and everything else stay behind.
///
/// RFC 8010, sections 3.1 to 3.9.
final class IppSieve {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final int HEADER = 8;
    private static final int MAX_VALUES = 50_000;
    private static final int MAX_VALUE_BYTES = 8_192;

    private static final int END = 0x03;
    private static final int PRINTER_GROUP = 0x04;
    private static final int OPERATION_GROUP = 0x01;
    private static final int FIRST_VALUE_TAG = 0x10;
    private static final int INTEGER = 0x21;
    private static final int BOOLEAN = 0x22;
    private static final int ENUM = 0x23;
    private static final int OCTETS = 0x30;
    private static final int BEGIN_COLLECTION = 0x34;
    private static final int TEXT_WITH_LANGUAGE = 0x35;
    private static final int NAME_WITH_LANGUAGE = 0x36;
    private static final int END_COLLECTION = 0x37;
    private static final int FIRST_TEXT = 0x40;
    private static final int TEXT = 0x41;
    private static final int MEMBER_NAME = 0x4A;
    private static final int LAST_TEXT = 0x5F;

    private final ByteBuffer in;
    private final ByteArrayOutputStream out;
    private int group;
    private String name = "";
    private boolean nameDue;
    private int depth;

    /// The message is no IPP, or cut.
    static final class Malformed extends Exception {
        Malformed(String why) {
            super(why);
        }
    }

    private IppSieve(byte[] message) {
        in = ByteBuffer.wrap(message);
        out = new ByteArrayOutputStream(Math.min(message.length, 16_384));
    }

    /// @throws Malformed saying for people what is wrong with the message
    static byte[] sift(byte[] message) throws Malformed {
        return new IppSieve(message).run();
    }

    private byte[] run() throws Malformed {
        if (in.remaining() < HEADER + 1) {
            throw new Malformed("the answer is shorter than any IPP message");
        }
        int major = in.get(0);
        if (major < 1 || major > 2) {
            throw new Malformed("the answer is no IPP message");
        }
        out.write(in.array(), 0, HEADER);
        in.position(HEADER);
        for (int values = 0; values < MAX_VALUES; values++) {
            if (!in.hasRemaining()) {
                throw new Malformed("the answer ends in the middle");
            }
            int tag = in.get() & 0xFF;
            if (tag == END) {
                out.write(END);
                return out.toByteArray();
            }
            if (tag < FIRST_VALUE_TAG) {
                group(tag);
            } else {
                value(tag);
            }
        }
        throw new Malformed("the answer has more than " + MAX_VALUES + " values");
    }

    private void group(int tag) throws Malformed {
        if (depth > 0) {
            throw new Malformed("the answer's collections are not closed");
        }
        group = tag;
        name = "";
        if (isRead()) {
            out.write(tag);
        }
    }

    private boolean isRead() {
        return group == PRINTER_GROUP || group == OPERATION_GROUP;
    }

    private void value(int tag) throws Malformed {
        if (group == 0) {
            throw new Malformed("the answer has values outside of a group");
        }
        byte[] itsName = octets();
        byte[] value = octets();
        if (itsName.length > 0 && depth == 0) {
            name = new String(itsName, StandardCharsets.US_ASCII);
            nameDue = true;
        }
        if (tag == BEGIN_COLLECTION) {
            depth++;
        } else if (tag == END_COLLECTION) {
            depth = Math.max(0, depth - 1);
        } else if (depth == 0 && isWanted() && value.length <= MAX_VALUE_BYTES) {
            let(tag, value);
        }
    }

    private boolean isWanted() {
        return switch (group) {
            case PRINTER_GROUP -> WantedAttributes.contains(name);
            case OPERATION_GROUP -> name.equals(WantedAttributes.STATUS_MESSAGE);
            default -> false;
        };
    }

    private void let(int tag, byte[] value) {
        switch (tag) {
            case INTEGER, ENUM -> {
                if (value.length == 4) {
                    write(INTEGER, value);
                }
            }
            case BOOLEAN -> {
                if (value.length == 1) {
                    write(BOOLEAN, value);
                }
            }
            case TEXT_WITH_LANGUAGE, NAME_WITH_LANGUAGE -> write(TEXT, utf8(withoutLanguage(value)));
            case OCTETS -> write(TEXT, utf8(value));
            default -> {
                if (tag >= FIRST_TEXT && tag <= LAST_TEXT && tag != MEMBER_NAME) {
                    write(TEXT, utf8(value));
                }
            }
        }
    }

    private void write(int tag, byte[] value) {
        out.write(tag);
        byte[] written = nameDue ? name.getBytes(StandardCharsets.US_ASCII) : new byte[0];
        nameDue = false;
        length(written.length);
        out.writeBytes(written);
        length(value.length);
        out.writeBytes(value);
    }

    private void length(int length) {
        out.write(length >> 8);
        out.write(length);
    }

    private byte[] octets() throws Malformed {
        if (in.remaining() < 2) {
            throw new Malformed("the answer ends in the middle");
        }
        int length = in.getShort() & 0xFFFF;
        if (length > in.remaining()) {
            throw new Malformed("the answer ends in the middle");
        }
        byte[] octets = new byte[length];
        in.get(octets);
        return octets;
    }

    /// Language and text, each with its length; a value that is not so built is taken as it is.
    private static byte[] withoutLanguage(byte[] value) {
        ByteBuffer parts = ByteBuffer.wrap(value);
        if (parts.remaining() >= 4) {
            int language = parts.getShort() & 0xFFFF;
            if (language + 2 <= parts.remaining()) {
                parts.position(2 + language);
                int text = parts.getShort() & 0xFFFF;
                if (text == parts.remaining()) {
                    byte[] octets = new byte[text];
                    parts.get(octets);
                    return octets;
                }
            }
        }
        return value;
    }

    /// Some printers send Latin-1 under the name of UTF-8.
    private static byte[] utf8(byte[] value) {
        try {
            CharBuffer fine = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
            return fine.isEmpty() ? new byte[0] : value;
        } catch (CharacterCodingException e) {
            return new String(value, WINDOWS_1252).getBytes(StandardCharsets.UTF_8);
        }
    }
}
