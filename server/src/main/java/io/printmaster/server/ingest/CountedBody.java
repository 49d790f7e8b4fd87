package io.printmaster.server.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Counts what is read of a body. Used by one thread.
final class CountedBody extends FilterInputStream {
    private long total;

    CountedBody(InputStream in) {
        super(in);
    }

    /// Bytes read so far.
    long total() {
        return total;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        total += one < 0 ? 0 : 1;
        return one;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        total += Math.max(0, count);
        return count;
    }
}
