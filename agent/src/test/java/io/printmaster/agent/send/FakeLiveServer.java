package io.printmaster.agent.send;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A hand-written fake of a server with a live channel, over real TLS, byte by byte, for what the real one never does:
/// it stalls, is half-open, refuses, redirects. It lets every agent join and answers every heartbeat.
public final class FakeLiveServer implements AutoCloseable {
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// What it does with a request for the live channel.
    public enum Upgrade {
        OPEN,
        SILENCE,
        NOT_FOUND,
        REDIRECT,
        CUT
    }

    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<String> heartbeats = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final List<Socket> channels = new CopyOnWriteArrayList<>();

    /// What it does with requests from now on.
    public volatile Upgrade upgrade = Upgrade.OPEN;
    /// Whether it reads and answers what comes over the channel; otherwise it is half-open.
    public volatile boolean alive = true;
    /// Fields of every answer to a heartbeat over HTTP, with a comma in front.
    public volatile String answerFields = "";

    private FakeLiveServer(ServerSocket listener) {
        this.listener = listener;
    }

    /// Starts one on a free port.
    public static FakeLiveServer start() throws IOException {
        ServerSocket socket = FakeServer.authority()
                .serverContext()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        FakeLiveServer server = new FakeLiveServer(socket);
        server.threads.execute(server::accept);
        return server;
    }

    /// Where it listens, below a base path.
    public ServerUrl url() {
        return ServerUrl.parse("https://127.0.0.1:" + listener.getLocalPort() + "/base", false);
    }

    /// Heads of the requests for the live channel so far.
    public List<String> openings() {
        return heads.stream().filter(h -> h.contains("/agents/ws")).toList();
    }

    /// Bodies of the heartbeats over HTTP so far.
    public List<String> heartbeats() {
        return List.copyOf(heartbeats);
    }

    /// The next text that the agent sent over the channel, within 10 s.
    public String message() throws InterruptedException {
        String message = messages.poll(10, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("the agent sent nothing within 10 s");
        }
        return message;
    }

    /// Sends a text over the newest channel.
    public void send(String text) throws IOException {
        frame(newest().getOutputStream(), 0x81, text.getBytes(StandardCharsets.UTF_8));
    }

    /// The channel that the agent opened last, as soon as the agent can know that it is open.
    private Socket newest() {
        synchronized (channels) {
            return channels.getLast();
        }
    }

    /// Closes the newest channel with a code.
    public void close(int code) throws IOException {
        frame(newest().getOutputStream(), 0x88, new byte[] {(byte) (code >> 8), (byte) code});
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                threads.execute(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            while (true) {
                String head = head(in);
                if (head == null) {
                    return;
                }
                heads.add(head);
                if (head.contains("/agents/ws")) {
                    opening(socket, head);
                    return;
                }
                answer(socket.getOutputStream(), head, new String(in.readNBytes(length(head)), StandardCharsets.UTF_8));
            }
        } catch (IOException | GeneralSecurityException | InterruptedException e) {
            // the agent is gone, or this server closed
        }
    }

    private static @Nullable String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    private static int length(String head) {
        String length = header(head, "content-length");
        return length.isEmpty() ? 0 : Integer.parseInt(length);
    }

    private static String header(String head, String name) {
        return head.lines()
                .filter(l -> l.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(l -> l.substring(l.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }

    private void answer(OutputStream out, String head, String body) throws IOException {
        String capabilities = "\"capabilities\":{\"live\":true}";
        String json = "{\"success\":true,\"agent_token\":\"T0ken\"," + capabilities + "}";
        if (head.contains("/heartbeat")) {
            heartbeats.add(body);
            json = "{\"success\":true," + capabilities + answerFields + "}";
        }
        plain(out, "200 OK\r\nContent-Type: application/json", json);
    }

    private static void plain(OutputStream out, String status, String body) throws IOException {
        out.write(("HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private void opening(Socket socket, String head)
            throws IOException, GeneralSecurityException, InterruptedException {
        OutputStream out = socket.getOutputStream();
        switch (upgrade) {
            case SILENCE -> socket.getInputStream().read();
            case NOT_FOUND -> plain(out, "404 Not Found", "{}");
            case REDIRECT -> plain(out, "302 Found\r\nLocation: https://192.0.2.1/elsewhere", "");
            case CUT -> {}
            case OPEN -> {
                byte[] hash = MessageDigest.getInstance("SHA-1")
                        .digest((header(head, "sec-websocket-key") + MAGIC).getBytes(StandardCharsets.US_ASCII));
                synchronized (channels) {
                    out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                    + "Sec-WebSocket-Accept: "
                                    + Base64.getEncoder().encodeToString(hash) + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    channels.add(socket);
                }
                frames(new DataInputStream(socket.getInputStream()), out);
            }
        }
    }

    private void frames(DataInputStream in, OutputStream out) throws IOException {
        while (true) {
            int first = in.readUnsignedByte();
            int length = in.readUnsignedByte() & 0x7F;
            length = length == 126 ? in.readUnsignedShort() : length == 127 ? (int) in.readLong() : length;
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            if (!alive) {
                continue;
            }
            if ((first & 0xF) == 9) {
                frame(out, 0x8A, payload);
            } else if ((first & 0xF) == 8) {
                return;
            } else if ((first & 0xF) == 1) {
                String text = new String(payload, StandardCharsets.UTF_8);
                messages.add(text);
                if (text.contains("\"type\":\"heartbeat\"")) {
                    frame(out, 0x81, "{\"type\":\"pong\",\"data\":{}}".getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    private static synchronized void frame(OutputStream out, int first, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(payload.length);
        } else {
            frame.write(126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(payload);
        out.write(frame.toByteArray());
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
