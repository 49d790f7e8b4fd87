package io.printmaster.server.run;

import io.printmaster.wire.Frame;
import io.printmaster.wire.WireException;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An agent's end of the live channel over the JDK's WebSocket client.
final class AgentOnChannel implements WebSocket.Listener, AutoCloseable {
    final CompletableFuture<String> closed = new CompletableFuture<>();
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private @Nullable WebSocket socket;

    static AgentOnChannel open(ServerInTest server, String token) {
        AgentOnChannel agent = new AgentOnChannel();
        agent.socket = server.client()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(URI.create("wss://127.0.0.1:" + server.port() + "/api/v1/agents/ws"), agent)
                .join();
        return agent;
    }

    AgentOnChannel() {}

    WebSocket socket() {
        if (socket == null) {
            throw new IllegalStateException("not open");
        }
        return socket;
    }

    void send(Frame frame) {
        send(frame.toJson(Instant.now()));
    }

    void send(String text) {
        socket().sendText(text, true).join();
    }

    /// The next message within 10 s.
    Frame next() throws InterruptedException, WireException {
        String message = messages.poll(10, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("no message came within 10 s");
        }
        return Frame.fromJson(message);
    }

    /// Whether nothing is waiting to be read.
    boolean quiet() {
        return messages.isEmpty();
    }

    /// Code and reason of the end, within 10 s.
    String end() {
        return closed.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            messages.add(partial.toString());
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete("error " + error);
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }
}
