package io.printmaster.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Jetty's side of the [Dispatcher]: a virtual thread of its own for each request.
///
/// Not one of Jetty's own: those are few, it runs handlers on them as long as one is idle, and as many callers as there
/// are threads, each in the midst of a body that does not go on, would keep everybody else out.
final class JettyHandler extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(JettyHandler.class);

    private final Dispatcher dispatcher;
    private final AccessLog accessLog;
    private final WebSocketMappings webSockets;

    JettyHandler(Dispatcher dispatcher, AccessLog accessLog, WebSocketComponents components) {
        this.dispatcher = dispatcher;
        this.accessLog = accessLog;
        this.webSockets = new WebSocketMappings(components);
    }

    @Override
    public boolean handle(
            org.eclipse.jetty.server.Request jetty, org.eclipse.jetty.server.Response out, Callback callback) {
        Thread.ofVirtual().name("request").start(() -> {
            try {
                answer(jetty, out, callback);
            } catch (Throwable fault) { // nobody else would tell the caller
                callback.failed(fault);
            }
        });
        return true;
    }

    private void answer(
            org.eclipse.jetty.server.Request jetty, org.eclipse.jetty.server.Response out, Callback callback) {
        long start = System.nanoTime();
        JettyRequest request = new JettyRequest(jetty, dispatcher.newTraceId());
        String rawPath = jetty.getHttpURI().getPath();
        Response response = dispatcher.dispatch(request, rawPath == null ? "/" : rawPath, jetty.getLength());
        if (response.body() instanceof Response.Body.Opening(ChannelHandler handler)) {
            boolean opened = upgrade(handler, jetty, out, callback);
            accessLog.log(request, opened ? 101 : 400, 0, System.nanoTime() - start);
            return;
        }
        long bytes = 0;
        try {
            request.drain(response.status());
            bytes = send(response, jetty, out);
            request.endBody();
            callback.succeeded();
        } catch (IOException | RuntimeException e) {
            callback.failed(e);
        }
        accessLog.log(request, response.status(), bytes, System.nanoTime() - start);
    }

    private boolean upgrade(
            ChannelHandler handler,
            org.eclipse.jetty.server.Request jetty,
            org.eclipse.jetty.server.Response out,
            Callback callback) {
        JettyChannel channel = new JettyChannel(handler);
        try {
            if (webSockets.upgrade((asked, answer, done) -> channel, jetty, out, callback, JettyHandler::bounds)) {
                return true;
            }
        } catch (RuntimeException e) {
            LOG.atDebug().setCause(e).log("WebSocket handshake failed");
        }
        // Not a handshake as RFC 6455 has it.
        org.eclipse.jetty.server.Response.writeError(jetty, out, callback, 400);
        return false;
    }

    private static void bounds(Configuration configuration) {
        configuration.setMaxFrameSize(JettyChannel.MAX_MESSAGE);
        configuration.setMaxTextMessageSize(JettyChannel.MAX_MESSAGE);
        configuration.setAutoFragment(false);
        configuration.setInputBufferSize(4 << 10);
        configuration.setOutputBufferSize(4 << 10);
        // Whoever holds the channel pings and notices a dead peer earlier.
        configuration.setIdleTimeout(Duration.ofSeconds(90));
    }

    private static long send(
            Response response, org.eclipse.jetty.server.Request jetty, org.eclipse.jetty.server.Response out)
            throws IOException {
        out.setStatus(response.status());
        for (Response.Header header : SecurityHeaders.ALL) {
            if (!response.hasHeader(header.name())) {
                out.getHeaders().put(header.name(), header.value());
            }
        }
        response.headers().forEach(h -> out.getHeaders().add(h.name(), h.value()));
        return switch (response.body()) {
            case Response.Body.Bytes(byte[] content) -> {
                if (response.status() != 304 && response.status() != 204) {
                    out.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.length);
                }
                ByteBuffer body = ByteBuffer.wrap(jetty.getMethod().equals("HEAD") ? new byte[0] : content);
                try (Blocker.Callback done = Blocker.callback()) {
                    out.write(true, body, done);
                    done.block();
                }
                yield content.length;
            }
            case Response.Body.Streamed(Response.Writer writer) -> {
                try (OutputStream body = Content.Sink.asOutputStream(out)) {
                    if (!jetty.getMethod().equals("HEAD")) {
                        writer.writeTo(body);
                    }
                }
                yield -1;
            }
            case Response.Body.Opening opening -> throw new IllegalStateException("upgraded before");
        };
    }
}
