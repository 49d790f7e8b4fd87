package io.printmaster.agent.send;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// A long list on its way (WIRE, section 6), read anew at every attempt. Thread-safe as far as its body is.
public final class StreamRequest {
    private final UploadRequest.Route route;
    private final UUID streamId;
    private final boolean gzip;
    private final Supplier<InputStream> lines;
    private final AtomicLong wireBytes = new AtomicLong();

    /// Opens nothing yet.
    ///
    /// @param streamId also in the first line; the same as long as the lines are
    /// @param gzip     whether it may be compressed on the way
    /// @param lines    gives the uncompressed lines from the beginning, at each attempt
    public StreamRequest(UploadRequest.Route route, UUID streamId, boolean gzip, Supplier<InputStream> lines) {
        this.route = route;
        this.streamId = streamId;
        this.gzip = gzip;
        this.lines = lines;
    }

    /// Bytes of the body that the last attempt handed over to the line.
    public long wireBytes() {
        return wireBytes.get();
    }

    UploadRequest.Route route() {
        return route;
    }

    UUID streamId() {
        return streamId;
    }

    boolean gzip() {
        return gzip;
    }

    /// The body of an attempt.
    InputStream open() {
        wireBytes.set(0);
        try {
            InputStream plain = lines.get();
            return new Counted(gzip ? new Compressing(plain) : plain);
        } catch (IOException e) {
            throw new UncheckedIOException("compressing in memory failed", e);
        }
    }

    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            wireBytes.addAndGet(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            wireBytes.addAndGet(Math.max(0, count));
            return count;
        }
    }
}
