package io.printmaster.agent.send;

import java.util.Optional;
import java.util.UUID;

/// A batch ready to be sent, the same bytes at every attempt. Immutable; nobody may write into the body.
public final class UploadRequest {
    private final Route route;
    private final byte[] body;
    private final Optional<UUID> batchId;
    private final boolean gzip;

    /// Where it goes (WIRE, sections 4 and 5).
    public enum Route {
        DEVICES("/api/v1/devices/batch"),
        METRICS("/api/v1/metrics/batch");

        private final String path;

        Route(String path) {
            this.path = path;
        }

        String path() {
            return path;
        }
    }

    /// Wraps a body; the array is not copied.
    ///
    /// @param body    uncompressed JSON
    /// @param batchId also inside the body; empty towards a server that knows no batch ids
    /// @param gzip    whether it may be compressed on the way
    public UploadRequest(Route route, byte[] body, Optional<UUID> batchId, boolean gzip) {
        this.route = route;
        this.body = body;
        this.batchId = batchId;
        this.gzip = gzip;
    }

    Route route() {
        return route;
    }

    byte[] body() {
        return body;
    }

    Optional<UUID> batchId() {
        return batchId;
    }

    boolean gzip() {
        return gzip;
    }
}
