package io.printmaster.server.http;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// One line a request: method, path (never the query, which may hold a token), status, size, time, address.
final class AccessLog {
    private static final Logger LOG = LoggerFactory.getLogger("io.printmaster.server.access");

    private final boolean successesAtInfo;

    AccessLog(boolean successesAtInfo) {
        this.successesAtInfo = successesAtInfo;
    }

    void log(JettyRequest request, int status, long bytes, long nanos) {
        Level level = status >= 500 ? Level.WARN : status >= 400 || successesAtInfo ? Level.INFO : Level.DEBUG;
        if (!LOG.isEnabledForLevel(level)) {
            return;
        }
        LOG.atLevel(level)
                .addKeyValue("method", request.method())
                .addKeyValue("path", request.path())
                .addKeyValue("status", status)
                .addKeyValue("bytes", bytes)
                .addKeyValue("ms", nanos / 1_000_000)
                .addKeyValue("ip", request.remoteAddress())
                .addKeyValue("trace", request.traceId())
                .log("Request");
    }
}
