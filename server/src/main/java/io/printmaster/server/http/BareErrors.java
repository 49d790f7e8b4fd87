package io.printmaster.server.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request.Handler;
import org.eclipse.jetty.util.Callback;

/// Answers what Jetty itself refuses (a broken request line, headers too large) in the same form as everything
/// else and without a word about what runs here.
final class BareErrors implements Handler {

    @Override
    public boolean handle(
            org.eclipse.jetty.server.Request request, org.eclipse.jetty.server.Response response, Callback callback) {
        int status = response.getStatus() < 400 ? 500 : response.getStatus();
        HttpProblem problem = HttpProblem.of(
                status,
                status == 503 ? "draining" : status < 500 ? "malformed" : "internal",
                status == 503 ? "The server is shutting down; try again." : "The request cannot be answered.");
        Response body = Problems.json(problem, "");
        body.headers().forEach(h -> response.getHeaders().put(h.name(), h.value()));
        SecurityHeaders.ALL.forEach(h -> response.getHeaders().put(h.name(), h.value()));
        if (status == 503) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "2");
        }
        byte[] content = ((Response.Body.Bytes) body.body()).content();
        response.write(true, ByteBuffer.wrap(content), callback);
        return true;
    }
}
