package io.printmaster.agent.send;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/// A batch ready to be sent, the same bytes at every attempt. Immutable; nobody may write into the body.
public final class UploadRequest {
    private static final int WORTH_COMPRESSING_BYTES = 1_000;

    private final Route route;
    private final byte[] wire;
    private final int plainBytes;
    private final Optional<UUID> batchId;
    private final boolean compressed;

    /// Where it goes (WIRE, sections 4 to 6).
    public enum Route {
        DEVICES("/api/v1/devices/"),
        METRICS("/api/v1/metrics/");

        private final String path;

        Route(String path) {
            this.path = path;
        }

        String batchPath() {
            return path + "batch";
        }

        String streamPath() {
            return path + "stream";
        }
    }

    private UploadRequest(Route route, byte[] wire, int plainBytes, Optional<UUID> batchId, boolean compressed) {
        this.route = route;
        this.wire = wire;
        this.plainBytes = plainBytes;
        this.batchId = batchId;
        this.compressed = compressed;
    }

    /// Makes one; a body that is not compressed is not copied.
    ///
    /// @param body    uncompressed JSON
    /// @param batchId also inside the body; empty towards a server that knows no batch ids
    /// @param gzip    whether it may be compressed on the way; bodies below 1,000 bytes never are
    public static UploadRequest of(Route route, byte[] body, Optional<UUID> batchId, boolean gzip) {
        boolean compress = gzip && body.length >= WORTH_COMPRESSING_BYTES;
        return new UploadRequest(route, compress ? gzip(body) : body, body.length, batchId, compress);
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 4 + 100);
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("compressing in memory failed", e);
        }
        return packed.toByteArray();
    }

    /// Bytes of the body before it was compressed.
    public int plainBytes() {
        return plainBytes;
    }

    /// Bytes of the body as they go out.
    public int wireBytes() {
        return wire.length;
    }

    Route route() {
        return route;
    }

    byte[] wire() {
        return wire;
    }

    Optional<UUID> batchId() {
        return batchId;
    }

    boolean compressed() {
        return compressed;
    }
}
