package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.printmaster.wire.JoinString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Bodies made to exhaust a server, from a caller that it knows. Its heap is what it needs in quiet and 32 MB more: one
/// that grows by more ends the process, which every test asks for afterwards.
final class HostileBodiesTest {
    private static final String DEVICES = "/api/v1/devices/batch";
    /// What lives in a server at rest is some 24 MB.
    private static final Map<String, String> SMALL_HEAP = Map.of("PRINTMASTER_JAVA_OPTIONS", "-Xmx56m");
    private static final int SLOW_CALLERS = 500;
    private static final AtomicInteger STRANGERS = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final Programs PROGRAMS = Programs.perClass();

    @TempDir
    static Path directory;

    private static ServerUnderTest server;
    private static WireClient client;
    private static String joinToken;
    private static String token;
    private static String pin;

    @BeforeAll
    static void startAServer() {
        server = ServerUnderTest.in(PROGRAMS, directory).start(SMALL_HEAP);
        JoinString join = server.joinString("--uses", "100");
        pin = join.caPin();
        client = PROGRAMS.closing(new WireClient(join));
        joinToken = join.token();
        token = stranger();
    }

    @AfterEach
    void serverIsStillWell() {
        assertThat(server.process().isAlive()).as(server.process().tail(20)).isTrue();
        assertThat(client.get("/readyz").statusCode()).isEqualTo(200);
        assertThat(server.process().lines("ERROR")).isEmpty();
    }

    @Test
    void bombs_areRefused_tenAtATime() throws Exception {
        byte[] thousandfold = gzip(blanks(1 << 20), 1_000);
        byte[] nested = gzip(gzip(thousandfold, 1), 1);
        ByteArrayOutputStream concatenated = new ByteArrayOutputStream();
        byte[] member = gzip(blanks(1 << 20), 1);
        for (int i = 0; i < 99; i++) {
            concatenated.write(member);
        }
        assertThat(thousandfold.length).isLessThan(1_100_000);

        assertThat(statuses(10, thousandfold, "Content-Encoding", "gzip")).containsOnly(413);
        assertThat(statuses(10, concatenated.toByteArray(), "Content-Encoding", "gzip"))
                .containsOnly(413);
        // Inflated once it is no JSON; nobody inflates it again.
        assertThat(statuses(10, nested, "Content-Encoding", "gzip")).containsOnly(400);
        assertThat(statuses(10, nested, "Content-Encoding", "gzip, gzip, gzip")).containsOnly(415);
    }

    /// The answer may get lost, because the rest of what is on its way is not waited for.
    @Test
    void gigabyte_isBrokenOffSoon() {
        AtomicLong taken = new AtomicLong();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return taken.incrementAndGet() > 1L << 30 ? -1 : ' ';
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                Arrays.fill(target, offset, offset + length, (byte) ' ');
                return taken.addAndGet(length) > 1L << 30 ? -1 : length;
            }
        };
        try {
            HttpResponse<String> answer = client.send(client.post(DEVICES, "")
                    .header("Authorization", "Bearer " + token)
                    .POST(BodyPublishers.ofInputStream(() -> endless)));
            assertThat(answer.statusCode()).isEqualTo(413);
        } catch (UncheckedIOException brokenOff) {
            assertThat(brokenOff.getCause()).isNotInstanceOf(HttpTimeoutException.class);
        }
        assertThat(taken.get()).isBetween(8L << 20, 64L << 20);
    }

    @Test
    void millionElementsAndDeepNesting_areRefused_tenAtATime() throws Exception {
        byte[] million = ("{\"devices\":[" + "{},".repeat(1_000_000) + "{}]}").getBytes(StandardCharsets.UTF_8);
        byte[] numbers = ("{\"devices\":[{\"serial\":\"A\",\"counters\":[" + "1,".repeat(1_000_000) + "1]}]}")
                .getBytes(StandardCharsets.UTF_8);
        byte[] deep =
                ("{\"devices\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}").getBytes(StandardCharsets.UTF_8);
        byte[] objects = ("{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)).getBytes(StandardCharsets.UTF_8);

        assertThat(statuses(10, million)).containsOnly(413);
        // Counters that are no object make one bad record, refused by itself.
        assertThat(statuses(10, numbers)).containsOnly(200);
        assertThat(statuses(10, deep)).containsOnly(400);
        assertThat(statuses(10, objects)).containsOnly(400);
    }

    /// Half of them never end their headers, half never end their bodies.
    @Test
    void fiveHundredCallersThatSendNothingMore_hinderNobody_andAreSentAway() throws Exception {
        try (SlowCallers slow = new SlowCallers()) {
            assertThat(statuses(10, "{\"devices\":[]}".getBytes(StandardCharsets.UTF_8)))
                    .containsOnly(200);
            assertThat(client.get("/readyz").statusCode()).isEqualTo(200);

            await().atMost(PATIENCE).until(() -> slow.ended.get() == SLOW_CALLERS);
        }
    }

    /// So that whoever goes on costs others nothing; the same agent still tells that it lives, and others are let in.
    @Test
    void callerThatGoesOn_isToldToWait_withItsBodiesOnly() throws Exception {
        byte[] broken = "{".getBytes(StandardCharsets.UTF_8);
        String own = client.register(joinToken, "going-on");
        HttpResponse<String> answer = client.upload(own, DEVICES, broken);
        for (int sent = 1; answer.statusCode() == 400 && sent < 200; sent++) {
            answer = client.upload(own, DEVICES, broken);
        }
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();

        assertThat(client.heartbeat(own, "going-on").statusCode()).isEqualTo(200);
        assertThat(statuses(1, "{\"devices\":[]}".getBytes(StandardCharsets.UTF_8)))
                .containsOnly(200);
    }

    /// Connections on which a request has begun and does not go on.
    private static final class SlowCallers implements AutoCloseable {
        final AtomicInteger ended = new AtomicInteger();
        private final List<SSLSocket> sockets = new ArrayList<>();
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

        SlowCallers() throws IOException {
            for (int i = 0; i < SLOW_CALLERS; i++) {
                SSLSocket socket = connect();
                sockets.add(socket);
                String head = "POST " + DEVICES + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                        + "\r\nContent-Type: application/json\r\n";
                String body = i % 2 == 0 ? "" : "Content-Length: 100000\r\n\r\n{\"devices\":[";
                OutputStream out = socket.getOutputStream();
                out.write((head + body).getBytes(StandardCharsets.US_ASCII));
                out.flush();
                threads.execute(() -> {
                    awaitEnd(socket);
                    ended.incrementAndGet();
                });
            }
        }

        @Override
        public void close() {
            sockets.forEach(HostileBodiesTest::close);
            threads.close();
        }
    }

    private static SSLSocket connect() throws IOException {
        SSLSocketFactory sockets = WireClient.pinned(pin).getSocketFactory();
        SSLSocket socket = (SSLSocket) sockets.createSocket("localhost", server.port());
        socket.startHandshake();
        return socket;
    }

    private static void awaitEnd(SSLSocket socket) {
        byte[] some = new byte[1_024];
        try {
            InputStream in = socket.getInputStream();
            while (in.read(some) >= 0) {
                // The answer, and then the end.
            }
        } catch (IOException e) {
            // Broken off is an end, too.
        }
    }

    private static void close(SSLSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // The server was first.
        }
    }

    /// The token of an agent of whom the server has seen nothing bad yet.
    private static String stranger() {
        return client.register(joinToken, "stranger-" + STRANGERS.incrementAndGet());
    }

    private static List<Integer> statuses(int times, byte[] body, String... headers) throws Exception {
        String own = stranger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                answers.add(threads.submit(
                        () -> client.upload(own, DEVICES, body, headers).statusCode()));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
            return statuses;
        }
    }

    private static byte[] blanks(int count) {
        byte[] blanks = new byte[count];
        Arrays.fill(blanks, (byte) ' ');
        return blanks;
    }

    private static byte[] gzip(byte[] piece, int times) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (int i = 0; i < times; i++) {
                gzip.write(piece);
            }
        }
        return packed.toByteArray();
    }
}
