package io.printmaster.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What goes back: status, headers, body. Immutable; `with...` gives a copy.
///
/// @param headers in the order to send; a name may repeat (`Set-Cookie`)
public record Response(int status, List<Header> headers, Body body) {

    /// One header line.
    public record Header(String name, String value) {
        /// Refuses what could forge another header.
        ///
        /// @throws IllegalArgumentException for a control character, which could forge another header
        public Header {
            if (name.isEmpty() || (name + value).chars().anyMatch(c -> c < 0x20 || c == 0x7F)) {
                throw new IllegalArgumentException("a header holds no control characters: " + name);
            }
        }
    }

    /// The content.
    public sealed interface Body {
        /// Known at once; sent with its length.
        @SuppressWarnings("ArrayRecordComponent") // handed over, not compared
        record Bytes(byte[] content) implements Body {}

        /// Written bit by bit on the request's thread; `flush` sends what there is.
        record Streamed(Writer writer) implements Body {}

        /// No body: the connection becomes a WebSocket.
        record Opening(ChannelHandler handler) implements Body {}
    }

    /// Writes a streamed body.
    @FunctionalInterface
    public interface Writer {
        /// Returning ends the body; an exception cuts the connection, so that nobody takes half a body for a
        /// whole.
        void writeTo(OutputStream out) throws IOException;
    }

    private static final byte[] NOTHING = new byte[0];

    /// Copies.
    public Response {
        headers = List.copyOf(headers);
    }

    /// Without a body.
    public static Response empty(int status) {
        return new Response(status, List.of(), new Body.Bytes(NOTHING));
    }

    /// A body of a content type.
    public static Response of(int status, String contentType, byte[] content) {
        return new Response(status, List.of(new Header("Content-Type", contentType)), new Body.Bytes(content));
    }

    /// JSON in UTF-8.
    public static Response json(int status, byte[] json) {
        return of(status, "application/json", json);
    }

    /// A page; never kept by caches, for pages show what the signed-in person may see.
    public static Response html(int status, String html) {
        return of(status, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8))
                .withHeader("Cache-Control", "no-store");
    }

    /// Plain text in UTF-8.
    public static Response text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /// 303: look there, with a GET.
    public static Response seeOther(String location) {
        return empty(303).withHeader("Location", location);
    }

    /// A body written bit by bit.
    public static Response streamed(int status, String contentType, Writer writer) {
        return new Response(status, List.of(new Header("Content-Type", contentType)), new Body.Streamed(writer));
    }

    /// Makes a WebSocket of the connection; the request must have asked for it (see [Request#asksForWebSocket]).
    public static Response channel(ChannelHandler handler) {
        return new Response(101, List.of(), new Body.Opening(handler));
    }

    /// One header more.
    public Response withHeader(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Response(status, more, body);
    }

    boolean hasHeader(String name) {
        return headers.stream().anyMatch(h -> h.name().equalsIgnoreCase(name));
    }
}
