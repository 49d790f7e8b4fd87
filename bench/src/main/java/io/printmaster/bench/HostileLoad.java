package io.printmaster.bench;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;

/// A caller that the server knows and that sends bodies made to exhaust it, one after the other, or holds
/// connections on which a request has begun and does not go on. Runs in a process of its own ([LoadProcess]):
/// `PORT AUTHORITY`; then obeys lines `KIND SECONDS` with how many it sent.
final class HostileLoad {
    /// What it can send.
    enum Kind {
        BOMBS("gzip bombs of 1000 to 1"),
        MILLION("a million elements"),
        LEVELS("100,000 levels"),
        SLOW("500 slow callers");

        final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private static final int SLOW_CALLERS = 500;

    private final SSLContext tls;
    private final int port;

    private HostileLoad(SSLContext tls, int port) {
        this.tls = tls;
        this.port = port;
    }

    /// See the class.
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        HostileLoad load = new HostileLoad(LoadLine.trusting(Path.of(arguments[1])), port);
        String token;
        try (LoadLine line = LoadLine.open(load.tls, port)) {
            token = IngestLoad.register(line, "stranger");
        }
        Map<Kind, byte[]> requests = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            String zipped = kind == Kind.BOMBS ? "Content-Encoding: gzip\r\n" : "";
            requests.put(
                    kind,
                    LoadLine.request(
                            "/api/v1/devices/batch", "Authorization: Bearer " + token + "\r\n" + zipped, body(kind)));
        }
        System.out.println(requests.size());
        try (BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                String[] words = order.split(" ", -1);
                Kind kind = Kind.valueOf(words[0]);
                long until = System.nanoTime()
                        + Duration.ofSeconds(Long.parseLong(words[1])).toNanos();
                byte[] request = Objects.requireNonNull(requests.get(kind));
                System.out.println(kind == Kind.SLOW ? load.hold(request, until) : load.send(request, until));
            }
        }
    }

    private static byte[] body(Kind kind) throws IOException {
        return switch (kind) {
            case BOMBS -> {
                byte[] blanks = new byte[1 << 20];
                Arrays.fill(blanks, (byte) ' ');
                ByteArrayOutputStream packed = new ByteArrayOutputStream();
                try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                    for (int i = 0; i < 1_000; i++) {
                        gzip.write(blanks);
                    }
                }
                yield packed.toByteArray();
            }
            case MILLION -> ("{\"devices\":[" + "{},".repeat(1_000_000) + "{}]}").getBytes(StandardCharsets.UTF_8);
            case LEVELS ->
                ("{\"devices\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}").getBytes(StandardCharsets.UTF_8);
            case SLOW -> new byte[100_000];
        };
    }

    private long send(byte[] request, long until) {
        long sent = 0;
        for (; System.nanoTime() < until; sent++) {
            try (LoadLine line = LoadLine.open(tls, port)) {
                line.exchange(request);
            } catch (IOException | IllegalStateException refused) {
                // As it should be; the server may end the connection before it has read all.
            }
        }
        return sent;
    }

    /// Every second one never ends the head of its request, the others never the body.
    private long hold(byte[] request, long until) throws IOException {
        List<LoadLine> lines = new ArrayList<>();
        try {
            while (lines.size() < SLOW_CALLERS && System.nanoTime() < until) {
                LoadLine line = LoadLine.open(tls, port);
                lines.add(line);
                line.send(Arrays.copyOf(request, lines.size() % 2 == 0 ? 60 : 2_000));
            }
            while (System.nanoTime() < until) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
            return lines.size();
        } finally {
            for (LoadLine line : lines) {
                line.close();
            }
        }
    }
}
