package io.printmaster.e2e;

import io.printmaster.wire.JoinString;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A relay of TCP connections that can hurt either direction of each, changed while it runs: so that everything above,
/// TLS included, meets what real networks do. It knows nothing of what passes. Thread-safe.
final class FaultyLine implements AutoCloseable {
    private static final int CHUNK = 16 * 1024;

    /// Which way the octets go.
    enum Way {
        TO_SERVER,
        TO_AGENT
    }

    /// Decides for each piece; connections are numbered from 1.
    @FunctionalInterface
    interface Faults {
        LineFault on(Way way, int connection);
    }

    private final InetSocketAddress behind;
    private final int port;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Long> attempts = new CopyOnWriteArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> struck = new ConcurrentHashMap<>();
    private volatile Faults faults = (way, connection) -> LineFault.NONE;
    private volatile ServerSocket door;

    private FaultyLine(InetSocketAddress behind, ServerSocket door) {
        this.behind = behind;
        this.door = door;
        this.port = door.getLocalPort();
    }

    /// Stands before a port of this machine.
    static FaultyLine before(int port) {
        try {
            FaultyLine line = new FaultyLine(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), open(0));
            line.listen();
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocket open(int port) throws IOException {
        ServerSocket door = new ServerSocket();
        door.setReuseAddress(true);
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return door;
    }

    int port() {
        return port;
    }

    /// The same invitation with this line's address in it.
    JoinString through(JoinString join) {
        return new JoinString(URI.create("https://localhost:" + port), join.caPin(), join.token());
    }

    /// From now on, also for connections that exist.
    void faults(Faults wanted) {
        faults = wanted;
    }

    /// The same for every connection, in one direction only.
    void fault(Way way, LineFault fault) {
        faults = (direction, connection) -> direction == way ? fault : LineFault.NONE;
    }

    /// Nothing is wrong any more; what was broken stays broken.
    void heal() {
        faults = (way, connection) -> LineFault.NONE;
    }

    /// Refuses new connections as a machine does on which nobody listens, and breaks those there are.
    void refuse() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        breakAll();
    }

    /// Takes connections again, at the same port.
    void accept() {
        try {
            door = open(port);
            listen();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Breaks every connection there is (RST).
    void breakAll() {
        sockets.forEach(FaultyLine::reset);
    }

    /// How often each fault really hit something, by `Fault WAY`.
    Map<String, Integer> struck() {
        Map<String, Integer> counts = new TreeMap<>();
        struck.forEach((name, count) -> counts.put(name, count.get()));
        return counts;
    }

    /// When somebody connected, by [System#nanoTime].
    List<Long> attempts() {
        return List.copyOf(attempts);
    }

    /// Every connection has one fault in one direction, or none, chosen by its number and the seed.
    static Faults atRandom(long seed) {
        return (way, connection) -> {
            Random chance = new Random(seed * 1_000_003 + connection);
            Way hurt = chance.nextBoolean() ? Way.TO_SERVER : Way.TO_AGENT;
            // A handshake is some 2 to 4 KB each way, so these end in it, in a request, and after some of them.
            long after = chance.nextInt(12_000);
            LineFault fault = switch (chance.nextInt(7)) {
                case 0 -> new LineFault.Cut(after);
                case 1 -> new LineFault.Reset(after);
                case 2 -> new LineFault.Latency(Duration.ofMillis(chance.nextInt(60)));
                case 3 -> new LineFault.Swallow();
                case 4 -> new LineFault.Slice(1 + chance.nextInt(200));
                case 5 -> new LineFault.Bandwidth(4_000 + chance.nextInt(100_000));
                default -> LineFault.NONE;
            };
            return way == hurt ? fault : LineFault.NONE;
        };
    }

    private void listen() {
        ServerSocket here = door;
        Thread.ofVirtual().name("faulty-line").start(() -> {
            while (!here.isClosed()) {
                try {
                    Socket agent = here.accept();
                    attempts.add(System.nanoTime());
                    int number = connections.incrementAndGet();
                    Thread.ofVirtual().start(() -> relay(agent, number));
                } catch (IOException e) {
                    // Closed, or the caller is gone already.
                }
            }
        });
    }

    private void relay(Socket agent, int number) {
        Socket server = new Socket();
        sockets.add(agent);
        sockets.add(server);
        try {
            agent.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(behind, 5_000);
        } catch (IOException e) {
            reset(agent);
            forget(agent, server);
            return;
        }
        Thread there = Thread.ofVirtual().start(() -> pump(agent, server, Way.TO_SERVER, number));
        pump(server, agent, Way.TO_AGENT, number);
        try {
            there.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        forget(agent, server);
    }

    private void forget(Socket agent, Socket server) {
        quietly(agent);
        quietly(server);
        sockets.remove(agent);
        sockets.remove(server);
    }

    private void pump(Socket from, Socket to, Way way, int number) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] chunk = new byte[CHUNK];
            long passed = 0;
            boolean dead = false;
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                LineFault fault = faults.on(way, number);
                // A stream with a hole in it is no stream: what was swallowed once stays so.
                dead |= fault instanceof LineFault.Swallow;
                if (dead) {
                    note(way, fault);
                    continue;
                }
                int most = allowed(fault, passed, count);
                write(out, chunk, most, fault);
                passed += most;
                boolean ends = most < count || ends(fault, passed);
                if ((ends && !(fault instanceof LineFault.None)) || lasts(fault)) {
                    note(way, fault);
                }
                if (ends) {
                    end(fault, from, to);
                    return;
                }
            }
            if (!dead) {
                to.shutdownOutput();
            }
        } catch (IOException e) {
            // One side broke the connection: so does the line.
            reset(from);
            reset(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(Way way, LineFault fault) {
        String name = fault.getClass().getSimpleName() + " " + way;
        struck.computeIfAbsent(name, n -> new AtomicInteger()).incrementAndGet();
    }

    private static boolean lasts(LineFault fault) {
        return fault instanceof LineFault.Latency
                || fault instanceof LineFault.Slice
                || fault instanceof LineFault.Bandwidth;
    }

    private static int allowed(LineFault fault, long passed, int count) {
        return switch (fault) {
            case LineFault.Cut(long after) -> Math.clamp(after - passed, 0, count);
            case LineFault.Reset(long after) -> Math.clamp(after - passed, 0, count);
            case LineFault.None n -> count;
            case LineFault.Latency l -> count;
            case LineFault.Swallow s -> count;
            case LineFault.Slice s -> count;
            case LineFault.Bandwidth b -> count;
        };
    }

    private static boolean ends(LineFault fault, long passed) {
        return (fault instanceof LineFault.Cut(long cut) && passed >= cut)
                || (fault instanceof LineFault.Reset(long reset) && passed >= reset);
    }

    private static void end(LineFault fault, Socket from, Socket to) {
        if (fault instanceof LineFault.Reset) {
            reset(from);
            reset(to);
        } else {
            quietly(from);
            quietly(to);
        }
    }

    private static void write(OutputStream out, byte[] chunk, int count, LineFault fault)
            throws IOException, InterruptedException {
        int step = switch (fault) {
            case LineFault.Slice(int bytes) -> bytes;
            case LineFault.Bandwidth(int bytesPerSecond) -> Math.max(1, bytesPerSecond / 50);
            case LineFault.Latency l -> Math.max(1, count);
            case LineFault.None n -> Math.max(1, count);
            case LineFault.Cut c -> Math.max(1, count);
            case LineFault.Reset r -> Math.max(1, count);
            case LineFault.Swallow s -> Math.max(1, count);
        };
        for (int at = 0; at < count; at += step) {
            // What a slow line is made of: waiting is the fault itself, not a way to guess when something is done.
            if (fault instanceof LineFault.Latency(Duration each)) {
                Thread.sleep(each);
            } else if (fault instanceof LineFault.Bandwidth) {
                Thread.sleep(Duration.ofMillis(20));
            }
            out.write(chunk, at, Math.min(step, count - at));
            out.flush();
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already.
        }
        quietly(socket);
    }

    private static void quietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is left to be done about it.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        sockets.forEach(FaultyLine::quietly);
    }
}
