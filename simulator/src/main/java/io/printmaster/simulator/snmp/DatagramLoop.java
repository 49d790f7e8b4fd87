package io.printmaster.simulator.snmp;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thread that serves any number of UDP sockets, each bound to its own address so that answers come from the
/// address that was asked. Answers may be held back; at most 10,000 wait at a time, further ones are dropped, as they
/// would be by a device that is too slow.
public final class DatagramLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatagramLoop.class);
    private static final int MAX_WAITING = 10_000;
    /// So that one busy device cannot starve the others.
    private static final int MAX_DATAGRAMS_IN_A_ROW = 64;

    private final Selector selector;
    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>();
    private final ByteBuffer incoming = ByteBuffer.allocate(65_535);
    private final AtomicLong dropped = new AtomicLong();
    private volatile @Nullable Thread thread;
    private long order;

    private DatagramLoop(Selector selector) {
        this.selector = selector;
    }

    /// A loop without sockets; its thread is not started.
    ///
    /// @throws IOException when the system has no more descriptors
    public static DatagramLoop open() throws IOException {
        return new DatagramLoop(Selector.open());
    }

    /// What stands behind a socket; called in the loop's thread only, must not block.
    @FunctionalInterface
    public interface Receiver {
        /// The answer to a datagram, or null for none. The buffer is the loop's and only lent.
        @Nullable
        Answer receive(ByteBuffer datagram);
    }

    /// What goes back, and when.
    ///
    /// @param message what is sent
    /// @param delay how long it is held back
    public record Answer(ByteBuffer message, Duration delay) {}

    private record Waiting(long dueNanos, long order, DatagramChannel channel, SocketAddress to, ByteBuffer message)
            implements Comparable<Waiting> {
        @Override
        public int compareTo(Waiting other) {
            int byTime = Long.signum(dueNanos - other.dueNanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /// Binds a socket; port 0 takes a free one. Closing the result ends it. Any thread.
    ///
    /// @throws IOException when the address is not of this machine or the port is taken
    public Socket bind(InetSocketAddress address, Receiver receiver) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, 1 << 18);
            channel.bind(address);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, receiver);
            selector.wakeup();
            return new Socket(this, channel, (InetSocketAddress) channel.getLocalAddress());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// A bound socket.
    public static final class Socket implements Closeable {
        private final DatagramLoop loop;
        private final DatagramChannel channel;
        private final InetSocketAddress address;

        private Socket(DatagramLoop loop, DatagramChannel channel, InetSocketAddress address) {
            this.loop = loop;
            this.channel = channel;
            this.address = address;
        }

        /// Where it listens.
        public InetSocketAddress address() {
            return address;
        }

        /// Ends it; the port is free as soon as the loop has noticed, which it does at once.
        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            loop.selector.wakeup();
        }
    }

    /// Starts the thread; once.
    public void start() {
        if (thread != null) {
            throw new IllegalStateException("already started");
        }
        Thread loop = Thread.ofPlatform().name("simulated-printers").daemon().unstarted(this::run);
        thread = loop;
        loop.start();
    }

    /// Answers that could not be sent or were too many to wait.
    public long dropped() {
        return dropped.get();
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                select();
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.isValid() && key.attachment() instanceof Receiver receiver) {
                        receive((DatagramChannel) key.channel(), receiver);
                    }
                }
                selector.selectedKeys().clear();
                sendDue();
            }
        } catch (ClosedSelectorException e) {
            // That is how close() ends this thread.
            waiting.clear();
        } catch (IOException e) {
            throw new UncheckedIOException("the simulated printers stopped", e);
        }
    }

    private void select() throws IOException {
        Waiting next = waiting.peek();
        if (next == null) {
            selector.select();
            return;
        }
        long nanos = next.dueNanos() - System.nanoTime();
        if (nanos <= 0) {
            selector.selectNow();
        } else {
            selector.select(nanos / 1_000_000 + 1);
        }
    }

    private void receive(DatagramChannel channel, Receiver receiver) {
        try {
            for (int i = 0; i < MAX_DATAGRAMS_IN_A_ROW; i++) {
                incoming.clear();
                SocketAddress from = channel.receive(incoming);
                if (from == null) {
                    return;
                }
                Answer answer = ask(receiver);
                if (answer == null) {
                    continue;
                }
                if (answer.delay().isPositive()) {
                    hold(channel, from, answer);
                } else {
                    send(channel, from, answer.message());
                }
            }
        } catch (IOException e) {
            // The socket was closed meanwhile, or the network reports what UDP may not care about.
            dropped.incrementAndGet();
        }
    }

    /// A fault in one device must not silence all the others.
    private @Nullable Answer ask(Receiver receiver) {
        try {
            return receiver.receive(incoming.flip());
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("A simulated printer failed to answer");
            return null;
        }
    }

    private void hold(DatagramChannel channel, SocketAddress to, Answer answer) {
        if (waiting.size() >= MAX_WAITING) {
            dropped.incrementAndGet();
            return;
        }
        long due = System.nanoTime() + answer.delay().toNanos();
        waiting.add(new Waiting(due, order++, channel, to, answer.message()));
    }

    private void sendDue() {
        for (Waiting next = waiting.peek();
                next != null && next.dueNanos() - System.nanoTime() <= 0;
                next = waiting.peek()) {
            waiting.remove();
            send(next.channel(), next.to(), next.message());
        }
    }

    private void send(DatagramChannel channel, SocketAddress to, ByteBuffer message) {
        try {
            if (!channel.isOpen() || channel.send(message, to) == 0) {
                dropped.incrementAndGet();
            }
        } catch (IOException e) {
            dropped.incrementAndGet();
        }
    }

    /// Closes every socket and waits for the thread to end.
    @Override
    public void close() {
        try {
            if (selector.isOpen()) {
                for (SelectionKey key : selector.keys()) {
                    key.channel().close();
                }
                selector.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread running = thread;
        if (running != null) {
            try {
                running.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
