package io.printmaster.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Undoes gzip (RFC 1952) and stops at a limit, so that a bomb costs its sender more than us: readings of printers
/// become ten to thirty times as large, what becomes [#MAX_GROWTH] times as large is nobody's reading.
///
/// Not `GZIPInputStream`, because that one calls itself for every concatenated member: a body of some 100,000
/// empty members would overflow the stack. Here members are counted and bounded.
final class GzipBody extends InputStream {
    static final int MAX_GROWTH = 200;
    /// So much may be made of anything.
    static final int FREE_BYTES = 256 << 10;

    private static final int MAX_MEMBERS = 100;
    private static final int MAX_HEADER_TEXT = 4_096;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final InputStream in;
    private final long limit;
    private final byte[] buffer = new byte[8_192];
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private int at;
    private int end;
    private int members;
    private long taken;
    private long total;
    private boolean inMember;
    private boolean done;

    GzipBody(InputStream in, long limit) {
        this.in = in;
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!done) {
            if (!inMember) {
                startMember();
                continue;
            }
            int count = inflate(target, offset, length);
            if (count > 0) {
                return count;
            }
        }
        return -1;
    }

    private int inflate(byte[] target, int offset, int length) throws IOException {
        try {
            int count = inflater.inflate(target, offset, length);
            if (count > 0) {
                crc.update(target, offset, count);
                total += count;
                if (total > limit) {
                    throw HttpProblem.of(
                            413, "too_large", "The body holds more than " + limit + " bytes once inflated.");
                }
                if (total > FREE_BYTES && total / MAX_GROWTH > taken) {
                    throw HttpProblem.of(
                            413, "too_large", "The body becomes more than " + MAX_GROWTH + " times as large.");
                }
                return count;
            }
            if (inflater.finished()) {
                endMember();
            } else if (inflater.needsInput()) {
                fill();
                inflater.setInput(buffer, 0, end);
                at = end;
            } else {
                throw damaged();
            }
            return 0;
        } catch (DataFormatException e) {
            throw damaged();
        }
    }

    private void startMember() throws IOException {
        int first = next();
        if (first < 0) {
            if (members == 0) {
                throw damaged();
            }
            done = true;
            return;
        }
        if (++members > MAX_MEMBERS) {
            throw HttpProblem.malformed("The gzip body has more than " + MAX_MEMBERS + " members.");
        }
        if (first != 0x1F || must() != 0x8B || must() != 8) {
            throw damaged();
        }
        int flags = must();
        for (int i = 0; i < 6; i++) {
            must();
        }
        if ((flags & EXTRA) != 0) {
            int length = must() | must() << 8;
            for (int i = 0; i < length; i++) {
                must();
            }
        }
        skipText((flags & NAME) != 0);
        skipText((flags & COMMENT) != 0);
        if ((flags & HEADER_CRC) != 0) {
            must();
            must();
        }
        inflater.reset();
        inflater.setInput(buffer, at, end - at);
        at = end;
        crc.reset();
        inMember = true;
    }

    private void skipText(boolean present) throws IOException {
        for (int i = 0; present && must() != 0; i++) {
            if (i > MAX_HEADER_TEXT) {
                throw damaged();
            }
        }
    }

    private void endMember() throws IOException {
        at = end - inflater.getRemaining();
        long size = inflater.getBytesWritten() & 0xFFFF_FFFFL;
        if (number() != crc.getValue() || number() != size) {
            throw damaged();
        }
        inMember = false;
    }

    private long number() throws IOException {
        return must() | (long) must() << 8 | (long) must() << 16 | (long) must() << 24;
    }

    private int must() throws IOException {
        int value = next();
        if (value < 0) {
            throw damaged();
        }
        return value;
    }

    private int next() throws IOException {
        if (at == end) {
            int count = in.read(buffer, 0, buffer.length);
            if (count <= 0) {
                return -1;
            }
            taken += count;
            at = 0;
            end = count;
        }
        return buffer[at++] & 0xFF;
    }

    private void fill() throws IOException {
        int count = in.read(buffer, 0, buffer.length);
        if (count <= 0) {
            throw damaged();
        }
        taken += count;
        at = 0;
        end = count;
    }

    private static HttpProblem damaged() {
        return HttpProblem.malformed("The body says it is gzip, but it is damaged or cut off.");
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
