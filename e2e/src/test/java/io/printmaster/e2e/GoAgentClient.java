package io.printmaster.e2e;

import io.printmaster.wire.JoinString;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A hand-written client that says over the live channel what an agent of the Go program says: its token in the query,
/// times with an offset and nanoseconds, its fields only.
final class GoAgentClient implements WebSocket.Listener, AutoCloseable {
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final HttpClient client;
    private final WebSocket socket;

    private GoAgentClient(ServerUnderTest server, JoinString join, String token) {
        client = HttpClient.newBuilder()
                .sslContext(WireClient.pinned(join.caPin()))
                .build();
        URI address = URI.create("wss://localhost:" + server.port() + "/api/v1/agents/ws?token=" + token);
        socket = client.newWebSocketBuilder().buildAsync(address, this).join();
    }

    static GoAgentClient connect(ServerUnderTest server, JoinString join, String token) {
        return new GoAgentClient(server, join, token);
    }

    /// The status of the answer to a handshake that does not succeed.
    static int status(ServerUnderTest server, JoinString join, String token) {
        try {
            connect(server, join, token).close();
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    void heartbeat(String agentId) {
        String time = OffsetDateTime.now(ZoneOffset.ofHours(2)).toString();
        send("{\"type\":\"heartbeat\",\"data\":{\"agent_id\":\"" + agentId
                + "\",\"status\":\"active\",\"device_count\":3," + "\"timestamp\":\"" + time + "\"},\"timestamp\":\""
                + time + "\"}");
    }

    void send(String text) {
        socket.sendText(text, true).join();
    }

    String next() {
        try {
            String message = messages.poll(10, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("the server said nothing within 10 s");
            }
            return message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        messages.add(data.toString());
        from.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
    }
}
