package io.printmaster.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/// A body as it arrives: no more than allowed, and not slower. A sender gets [#GRACE], after that it must have
/// kept [#MIN_RATE] on the whole way; otherwise hundreds of them could hold the server's threads for hours.
final class WireBody extends InputStream {
    static final Duration GRACE = Duration.ofSeconds(10);
    /// Bytes a second.
    static final long MIN_RATE = 1_024;

    private final InputStream in;
    private final long limit;
    private final LongSupplier nanos;
    private final long start;
    private long total;
    private boolean brokenOff;

    /// Reads from `in`; `nanos` is a clock such as `System::nanoTime`.
    WireBody(InputStream in, long limit, LongSupplier nanos) {
        this.in = in;
        this.limit = limit;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count;
        try {
            count = in.read(target, offset, length);
        } catch (IOException e) {
            // Whatever else ends it, the line or the caller: there is nobody left who could be told more.
            brokenOff = true;
            throw timedOut(e) ? slow() : HttpProblem.of(400, "cut_off", "The body ended before it was whole.");
        }
        if (count > 0) {
            total += count;
            if (total > limit) {
                throw tooLarge(limit);
            }
        }
        long late = nanos.getAsLong() - start - GRACE.toNanos();
        if (count >= 0 && late > 0 && total / MIN_RATE < Duration.ofNanos(late).toSeconds()) {
            brokenOff = true;
            throw slow();
        }
        return count;
    }

    /// Bytes read so far.
    long total() {
        return total;
    }

    /// Whether nothing more is to be expected of its sender.
    boolean isBrokenOff() {
        return brokenOff;
    }

    static HttpProblem tooLarge(long limit) {
        return HttpProblem.of(413, "too_large", "The body is larger than " + limit + " bytes.");
    }

    private static HttpProblem slow() {
        return HttpProblem.of(408, "too_slow", "The body did not arrive in time.");
    }

    private static boolean timedOut(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }

    /// Leaves the rest to [JettyRequest#drain]: closing Jetty's stream before its end cancels an HTTP/2 stream,
    /// and the answer with it.
    @Override
    public void close() {}
}
