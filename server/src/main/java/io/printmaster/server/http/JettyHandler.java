package io.printmaster.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;

/// Jetty's side of the [Dispatcher]: runs on a virtual thread per request.
final class JettyHandler extends Handler.Abstract {
    private final Dispatcher dispatcher;
    private final AccessLog accessLog;

    JettyHandler(Dispatcher dispatcher, AccessLog accessLog) {
        this.dispatcher = dispatcher;
        this.accessLog = accessLog;
    }

    @Override
    public boolean handle(
            org.eclipse.jetty.server.Request jetty, org.eclipse.jetty.server.Response out, Callback callback) {
        long start = System.nanoTime();
        JettyRequest request = new JettyRequest(jetty, dispatcher.newTraceId());
        String rawPath = jetty.getHttpURI().getPath();
        Response response = dispatcher.dispatch(request, rawPath == null ? "/" : rawPath, jetty.getLength());
        long bytes = 0;
        try {
            request.drain();
            bytes = send(response, jetty, out);
            request.endBody();
            callback.succeeded();
        } catch (IOException | RuntimeException e) {
            callback.failed(e);
        }
        accessLog.log(request, response.status(), bytes, System.nanoTime() - start);
        return true;
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
        };
    }
}
