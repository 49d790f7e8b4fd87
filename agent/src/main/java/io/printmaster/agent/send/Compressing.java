package io.printmaster.agent.send;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPOutputStream;

/// A stream as it is compressed while somebody reads it: never more than a few kilobytes of it are held. Used by one
/// thread at a time.
final class Compressing extends InputStream {
    private static final int STEP_BYTES = 16_384;

    private final InputStream plain;
    private final ByteArrayOutputStream packed = new ByteArrayOutputStream(STEP_BYTES);
    private final GZIPOutputStream gzip;
    private final byte[] step = new byte[STEP_BYTES];
    private byte[] ready = {};
    private int at;
    private boolean ended;

    Compressing(InputStream plain) throws IOException {
        this.plain = plain;
        this.gzip = new GZIPOutputStream(packed);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (at == ready.length) {
            if (ended) {
                return -1;
            }
            int count = plain.read(step, 0, step.length);
            if (count < 0) {
                gzip.close();
                ended = true;
            } else {
                gzip.write(step, 0, count);
            }
            ready = packed.toByteArray();
            packed.reset();
            at = 0;
        }
        int count = Math.min(length, ready.length - at);
        System.arraycopy(ready, at, target, offset, count);
        at += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }
}
