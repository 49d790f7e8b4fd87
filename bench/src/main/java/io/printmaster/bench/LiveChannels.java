package io.printmaster.bench;

import io.printmaster.wire.JoinString;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// Enrols many agents at a real server, started for it, and holds a live channel over TLS for each; prints enrolments
/// and channels a second, the times of heartbeats, and the server's memory as the kernel sees it.
///
/// Arguments: the number of agents (10,000), for how long the channels are held once all are open, in seconds (120).
/// Run from the repository's root. The agents share the machine's cores with the server.
public final class LiveChannels implements AutoCloseable {
    private static final int ENROLLING = 16;
    private static final int OPENING = 64;
    private static final Duration HEARTBEAT = Duration.ofSeconds(60);

    private final int port;
    private final SSLContext tls;
    private final Process server;
    private final long pid;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Long> heartbeatNanos = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private final AtomicInteger pings = new AtomicInteger();

    private LiveChannels(int port, SSLContext tls, Process server) {
        this.port = port;
        this.tls = tls;
        this.server = server;
        this.pid = server.pid();
    }

    /// See the class.
    public static void main(String[] args) throws Exception {
        int agents = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        Duration hold = Duration.ofSeconds(args.length > 1 ? Long.parseLong(args[1]) : 120);
        Path data = Files.createTempDirectory("printmaster-live");
        int port = freePort();
        Process server = printmaster("server", "run", "--data-dir", data.toString(), "--listen", "127.0.0.1:" + port);
        try (LiveChannels run = new LiveChannels(port, trusting(data), server)) {
            run.measure(agents, hold, joinToken(data, agents));
        } finally {
            delete(data);
        }
    }

    private void measure(int agents, Duration hold, String joinToken) throws Exception {
        System.out.printf("server alone: %s%n", memory());
        long start = System.nanoTime();
        List<String> tokens = enrol(agents, joinToken);
        System.out.printf("%d agents enrolled: %.0f a second; %s%n", agents, agents / seconds(start), memory());
        long opening = System.nanoTime();
        Semaphore places = new Semaphore(OPENING);
        for (String token : tokens) {
            places.acquire();
            threads.execute(() -> channel(token, places));
        }
        places.acquire(OPENING);
        System.out.printf(
                "%d channels open, %d not: %.0f a second; %s%n",
                open.get(), broken.get(), open.get() / seconds(opening), memory());
        for (long held = 0; held < hold.toSeconds(); held += 20) {
            long busy = processorMillis();
            TimeUnit.SECONDS.sleep(20);
            System.out.printf(
                    "held %3d s: %d open, %d pings answered, server used %.0f %% of a core; %s%n",
                    held + 20, open.get(), pings.get(), (processorMillis() - busy) / 200.0, memory());
        }
        long[] times =
                heartbeatNanos.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                "%d heartbeats answered: p50 %.1f ms, p99 %.1f ms%n",
                times.length, times[times.length / 2] / 1e6, times[times.length * 99 / 100] / 1e6);
    }

    private List<String> enrol(int agents, String joinToken) throws InterruptedException, ExecutionException {
        HttpClient client = HttpClient.newBuilder().sslContext(tls).build();
        Semaphore places = new Semaphore(ENROLLING);
        List<Future<String>> coming = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
            String id = "agent-" + i;
            places.acquire();
            coming.add(threads.submit(() -> {
                try {
                    return register(client, joinToken, id);
                } finally {
                    places.release();
                }
            }));
        }
        List<String> tokens = new ArrayList<>();
        for (Future<String> one : coming) {
            tokens.add(one.get());
        }
        client.shutdownNow();
        return tokens;
    }

    private String register(HttpClient client, String joinToken, String id) throws IOException, InterruptedException {
        String body = "{\"agent_id\":\"" + id + "\",\"token\":\"" + joinToken + "\"}";
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/api/v1/agents/register"))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return found("\"agent_token\":\"([^\"]+)\"", answer.body());
    }

    private static String found(String pattern, String text) throws IOException {
        Matcher match = Pattern.compile(pattern).matcher(text);
        if (!match.find()) {
            throw new IOException("unexpected answer: " + text);
        }
        return match.group(1);
    }

    /// One agent: opens, says a heartbeat now and every minute, answers pings.
    private void channel(String token, Semaphore places) {
        boolean counted = false;
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("GET /api/v1/agents/ws HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
                            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nAuthorization: Bearer " + token
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            String head = head(in);
            if (!head.startsWith("HTTP/1.1 101")) {
                throw new IOException(head);
            }
            open.incrementAndGet();
            counted = true;
            places.release();
            talk(socket, in, out, new SplittableRandom(token.hashCode()));
        } catch (IOException e) {
            if (!counted) {
                places.release();
            }
            if (!threads.isShutdown()) {
                broken.incrementAndGet();
            }
        } finally {
            if (counted) {
                open.decrementAndGet();
            }
        }
    }

    private void talk(SSLSocket socket, DataInputStream in, OutputStream out, SplittableRandom random)
            throws IOException {
        byte[] beat = "{\"type\":\"heartbeat\",\"data\":{\"status\":\"active\"},\"timestamp\":\"2026-01-01T00:00:00Z\"}"
                .getBytes(StandardCharsets.UTF_8);
        long due = System.nanoTime() + random.nextLong(HEARTBEAT.toNanos());
        long sent = 0;
        while (true) {
            long now = System.nanoTime();
            if (now >= due) {
                frame(out, 0x81, beat);
                sent = now;
                due += HEARTBEAT.toNanos();
            }
            socket.setSoTimeout((int) Math.max(1, (due - now) / 1_000_000));
            int first;
            try {
                first = in.readUnsignedByte();
            } catch (SocketTimeoutException e) {
                continue;
            }
            socket.setSoTimeout(30_000);
            int length = in.readUnsignedByte();
            length = length == 126 ? in.readUnsignedShort() : length;
            byte[] payload = in.readNBytes(length);
            switch (first & 0xF) {
                case 1 -> heartbeatNanos.add(System.nanoTime() - sent);
                case 9 -> {
                    pings.incrementAndGet();
                    frame(out, 0x8A, payload);
                }
                case 8 -> throw new IOException("closed: " + new String(payload, StandardCharsets.UTF_8));
                default -> {}
            }
        }
    }

    private static void frame(OutputStream out, int first, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(6 + payload.length);
        // A mask of zeros changes nothing.
        frame.put((byte) first).put((byte) (0x80 | payload.length)).putInt(0).put(payload);
        out.write(frame.array());
        out.flush();
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the server closed the connection");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private String memory() throws IOException {
        Map<String, String> status = new HashMap<>();
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            String[] parts = line.split(":\\s+", 2);
            status.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        return "RSS " + mib(status.getOrDefault("VmRSS", "0")) + ", anonymous "
                + mib(status.getOrDefault("RssAnon", "0")) + ", " + status.get("Threads") + " threads";
    }

    private static String mib(String kib) {
        return Long.parseLong(kib.replaceAll("[^0-9]", "")) / 1024 + " MiB";
    }

    private long processorMillis() {
        return server.info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static Process printmaster(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("./printmaster"));
        command.addAll(Arrays.asList(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("PRINTMASTER_NO_BUILD", "1");
        return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static String joinToken(Path data, int uses) throws IOException {
        Process command = printmaster(
                "server", "join-token", "create", "--data-dir", data.toString(), "--uses", Integer.toString(uses));
        String said = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return JoinString.parse(found("(pm1\\.[A-Za-z0-9_-]+)", said)).token();
    }

    private static SSLContext trusting(Path data) throws IOException, GeneralSecurityException, InterruptedException {
        Path ca = data.resolve("tls/ca.pem");
        for (int i = 0; i < 600 && !Files.exists(data.resolve("tls/server.pem")) && !Files.exists(ca); i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        TimeUnit.SECONDS.sleep(5);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(ca)) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.destroy();
        server.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
