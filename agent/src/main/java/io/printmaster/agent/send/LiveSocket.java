package io.printmaster.agent.send;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An open live channel to the server (WIRE, section 7). It has no thread of its own: what comes is told on the HTTP
/// client's threads. Thread-safe; nothing here waits for the server.
public final class LiveSocket {
    private static final int MAX_CHARS = 1 << 20;
    private static final int MAX_WAITING = 64;

    private final Listener listener;
    private final StringBuilder partial = new StringBuilder();
    private @Nullable WebSocket socket;
    private CompletableFuture<?> tail = CompletableFuture.completedFuture(null);
    private int waiting;
    private boolean ended;

    /// Told of what comes; must be quick.
    public interface Listener {
        /// A whole message.
        void text(String message);

        /// Anything at all came.
        void heard();

        /// The channel is gone; told once.
        ///
        /// @param code RFC 6455, 7.4; 1006 when it broke
        void closed(int code, String reason);
    }

    LiveSocket(Listener listener) {
        this.listener = listener;
    }

    /// What the HTTP client tells.
    WebSocket.Listener ear() {
        return new Ear();
    }

    void opened(WebSocket open) {
        boolean unwanted;
        synchronized (this) {
            socket = open;
            unwanted = ended;
        }
        if (unwanted) {
            open.abort();
        }
    }

    /// It did not open in time: should it still do so, it is cut, and nobody is told.
    void abandon() {
        WebSocket open;
        synchronized (this) {
            ended = true;
            open = socket;
        }
        if (open != null) {
            open.abort();
        }
    }

    /// Sends a message after those that are still under way.
    ///
    /// @return false when the channel is gone, or the server takes so slowly that it was cut just now
    public boolean send(String text) {
        return queue(() -> socket().sendText(text, true));
    }

    /// Asks for a sign of life.
    public boolean ping() {
        return queue(() -> socket().sendPing(ByteBuffer.allocate(0)));
    }

    private synchronized WebSocket socket() {
        if (socket == null) {
            throw new IllegalStateException("the channel is not open yet");
        }
        return socket;
    }

    /// One at a time: the JDK refuses a second send while the first is under way.
    private boolean queue(Supplier<CompletableFuture<WebSocket>> send) {
        synchronized (this) {
            if (ended || socket == null) {
                return false;
            }
            if (waiting < MAX_WAITING) {
                waiting++;
                tail = tail.thenCompose(before -> send.get()).whenComplete(this::sent);
                return true;
            }
        }
        cut();
        return false;
    }

    private void sent(@Nullable Object done, @Nullable Throwable fault) {
        synchronized (this) {
            waiting--;
        }
        if (fault != null) {
            end(1006, "sending failed");
        }
    }

    /// Says goodbye, and does not wait for the answer.
    public void close(String reason) {
        if (queue(() -> socket().sendClose(WebSocket.NORMAL_CLOSURE, reason))) {
            end(WebSocket.NORMAL_CLOSURE, reason);
        }
    }

    /// Cuts the connection: the server gives no sign of life any more.
    public void cut() {
        end(1006, "cut here");
    }

    private void end(int code, String reason) {
        WebSocket open;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            open = socket;
        }
        if (open != null && code != WebSocket.NORMAL_CLOSURE) {
            open.abort();
        }
        listener.closed(code, reason);
    }

    private final class Ear implements WebSocket.Listener {
        @Override
        public void onOpen(WebSocket open) {
            opened(open);
            open.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            listener.heard();
            if (partial.length() + data.length() > MAX_CHARS) {
                cut();
                return null;
            }
            partial.append(data);
            if (last) {
                String message = partial.toString();
                partial.setLength(0);
                partial.trimToSize();
                listener.text(message);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            listener.heard();
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
            listener.heard();
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
            listener.heard();
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            end(code == WebSocket.NORMAL_CLOSURE ? 1001 : code, reason);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            end(1006, String.valueOf(error.getMessage()));
        }
    }
}
