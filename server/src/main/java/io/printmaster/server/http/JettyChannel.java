package io.printmaster.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Jetty's side of a [Channel]. While it is idle it has no thread and next to no buffers.
final class JettyChannel implements FrameHandler, Channel {
    /// Bytes of one message, in all its fragments.
    static final int MAX_MESSAGE = 1 << 20;

    /// Of one message: empty fragments cost no bytes, but work.
    private static final int MAX_FRAGMENTS = 1_000;

    private static final int MAX_WAITING_FRAMES = 64;
    private static final int MAX_WAITING_BYTES = 256 << 10;
    private static final int MAX_REASON = 100;
    private static final Logger LOG = LoggerFactory.getLogger(JettyChannel.class);

    private final ChannelHandler handler;
    private final AtomicInteger waitingFrames = new AtomicInteger();
    private final AtomicInteger waitingBytes = new AtomicInteger();
    private final AtomicBoolean told = new AtomicBoolean();
    private final CountDownLatch opened = new CountDownLatch(1);
    private volatile @Nullable CoreSession session;
    /// A message of which fragments are still to come; touched by one frame at a time.
    private @Nullable ByteArrayOutputStream partial;

    private int fragments;

    JettyChannel(ChannelHandler handler) {
        this.handler = handler;
    }

    @Override
    public void onOpen(CoreSession coreSession, Callback callback) {
        session = coreSession;
        callback.succeeded();
        Thread.startVirtualThread(() -> {
            try {
                handler.opened(this);
                opened.countDown();
                demand();
            } catch (RuntimeException e) {
                LOG.atWarn().setCause(e).log("Live connection could not be taken");
                opened.countDown();
                close(CloseStatus.TRY_AGAIN_LATER, "not now; try again");
            }
        });
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        handler.heard();
        switch (frame.getOpCode()) {
            case OpCode.TEXT, OpCode.CONTINUATION -> part(frame, callback);
            case OpCode.PING -> {
                ByteBuffer payload = ByteBuffer.allocate(frame.getPayloadLength());
                payload.put(frame.getPayload().slice()).flip();
                callback.succeeded();
                if (queue(new Frame(OpCode.PONG, true, payload), payload.remaining())) {
                    demand();
                }
            }
            case OpCode.PONG -> {
                callback.succeeded();
                demand();
            }
            case OpCode.BINARY -> {
                callback.succeeded();
                close(CloseStatus.BAD_DATA, "text messages only");
            }
            default -> callback.succeeded(); // a close frame is answered by Jetty itself
        }
    }

    private void part(Frame frame, Callback callback) {
        ByteArrayOutputStream message = partial == null ? new ByteArrayOutputStream(frame.getPayloadLength()) : partial;
        if (message.size() + frame.getPayloadLength() > MAX_MESSAGE || ++fragments > MAX_FRAGMENTS) {
            callback.succeeded();
            close(CloseStatus.MESSAGE_TOO_LARGE, "a message has at most 1 MiB and 1,000 fragments");
            return;
        }
        byte[] bytes = new byte[frame.getPayloadLength()];
        frame.getPayload().slice().get(bytes);
        message.writeBytes(bytes);
        boolean whole = frame.isFin();
        callback.succeeded();
        if (!whole) {
            partial = message;
            demand();
            return;
        }
        partial = null;
        fragments = 0;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(message.toByteArray()))
                    .toString();
            Thread.startVirtualThread(() -> deliver(text));
        } catch (CharacterCodingException e) {
            close(CloseStatus.BAD_PAYLOAD, "not UTF-8");
        }
    }

    private void deliver(String text) {
        try {
            handler.text(text);
            demand();
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("Message of a live connection failed");
            close(CloseStatus.SERVER_ERROR, "the message could not be worked on");
        }
    }

    private void demand() {
        CoreSession open = session;
        if (open != null && !open.isClosed()) {
            open.demand();
        }
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        LOG.atDebug().setCause(cause).log("Live connection failed");
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        callback.succeeded();
        if (told.compareAndSet(false, true)) {
            String reason = status.getCode() + (status.getReason() == null ? "" : " " + status.getReason());
            Thread.startVirtualThread(() -> {
                try {
                    opened.await(); // its opening is being told on another thread
                    handler.closed(reason);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    @Override
    public boolean send(String text) {
        ByteBuffer payload = StandardCharsets.UTF_8.encode(text);
        return queue(new Frame(OpCode.TEXT, true, payload), payload.remaining());
    }

    private boolean queue(Frame frame, int bytes) {
        CoreSession open = session;
        if (open == null || !open.isOutputOpen()) {
            return false;
        }
        int frames = waitingFrames.incrementAndGet();
        if (frames > MAX_WAITING_FRAMES || waitingBytes.addAndGet(bytes) > MAX_WAITING_BYTES) {
            LOG.atDebug().log("Live connection takes too slowly");
            open.abort();
            return false;
        }
        open.sendFrame(
                frame,
                Callback.from(() -> {
                    waitingFrames.decrementAndGet();
                    waitingBytes.addAndGet(-bytes);
                }),
                false);
        return true;
    }

    @Override
    public void ping() {
        queue(new Frame(OpCode.PING, true, ByteBuffer.allocate(0)), 0);
    }

    @Override
    public void close(int code, String reason) {
        CoreSession open = session;
        if (open != null) {
            String shown = reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON);
            open.close(code, shown, Callback.NOOP);
        }
    }

    @Override
    public void cut() {
        CoreSession open = session;
        if (open != null) {
            open.abort();
        }
    }
}
