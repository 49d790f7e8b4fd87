package io.printmaster.server.http;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One request as a handler sees it. Used by one thread.
public interface Request {

    /// `GET`, `POST`, ... (a `HEAD` arrives at the handler of `GET` as `HEAD`).
    String method();

    /// Decoded path, doubled slashes made one.
    String path();

    /// The path's part that the pattern's `{name}` (or `{name...}`) matched, decoded.
    ///
    /// @throws IllegalArgumentException when the route's pattern has no such name
    String param(String name);

    /// First value of a query parameter.
    Optional<String> query(String name);

    /// All query parameters, in the order sent.
    Map<String, List<String>> query();

    /// First value of a header; names in any case.
    Optional<String> header(String name);

    /// Value of a cookie.
    Optional<String> cookie(String name);

    /// The caller's address as text, IPv4 or IPv6 without zone.
    String remoteAddress();

    /// Whether the caller wants to go on as a WebSocket.
    default boolean asksForWebSocket() {
        return header("Upgrade").orElse("").equalsIgnoreCase("websocket");
    }

    /// `host[:port]` as the caller wrote it.
    String host();

    /// Id of this request in logs and problem details.
    String traceId();

    /// The body, inflated when it came with `Content-Encoding: gzip`. Reading past the route's limits throws
    /// [HttpProblem] 413, a damaged gzip stream 400, another encoding 415, a body dripping in too slowly 408. Can
    /// be had once.
    InputStream body();

    /// Bytes of the body read so far, as they came over the line, before inflating.
    long wireBytes();

    /// Reads the whole body, within the route's limits.
    byte[] bytes();

    /// Fields of an `application/x-www-form-urlencoded` body; empty for another content type. Read once and
    /// kept, so that the check of the anti-forgery field and the handler see the same.
    Map<String, List<String>> form();

    /// First value of a form field.
    default Optional<String> field(String name) {
        return Optional.ofNullable(form().get(name)).map(List::getFirst);
    }

    /// Who sent it, as the [Authenticator] said.
    ///
    /// @throws IllegalStateException when the route lets anyone in or the principal is of another type
    <T> T principal(Class<T> type);
}
