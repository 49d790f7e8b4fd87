package io.printmaster.bench;

import io.printmaster.agent.send.Outcome;
import io.printmaster.agent.send.Outcome.Accepted;
import io.printmaster.agent.send.Outcome.RetryLater;
import io.printmaster.agent.send.Outcome.Trouble;
import io.printmaster.agent.send.Pace;
import io.printmaster.agent.send.PacedAgent;
import io.printmaster.agent.send.Sleeper;
import io.printmaster.model.AgentId;
import io.printmaster.model.Printer;
import io.printmaster.wire.BatchJson;
import io.printmaster.wire.DeviceJson;
import io.printmaster.wire.Receipt;
import io.printmaster.wire.SampleJson;
import io.printmaster.wire.WireException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

/// Agents that beat every minute and upload every five, each with printers, TLS sessions and a queue of its own, and
/// with the real agent's breaker, pauses and attempts ([PacedAgent]). Each request has a new connection, as after
/// a minute's silence. Runs in a process of its own ([LoadProcess]): `PORT AUTHORITY AGENTS PRINTERS`; says how many
/// joined, then obeys lines:
///
/// - `live PORT`: where the server is from now on; the first lets them begin. Says 0.
/// - `since SECONDS`: the requests of so many seconds, and the most within one; all answers so far that were neither
///   200 nor 503 with `Retry-After`; 503 with it; all samples that were acknowledged so far, that were collected, and
/// the agents that
///   have something of before the last `live`.
final class ReturnLoad {
    private static final Duration BEAT = Duration.ofMinutes(1);
    private static final Duration UPLOAD = Duration.ofMinutes(5);
    private static final int MAX_SECONDS = 100_000;
    private static final int JOINING = 8;

    private final Path authority;
    private final int printers;
    private final long begin = System.nanoTime();
    private final Instant began = Instant.now();
    private final AtomicIntegerArray requests = new AtomicIntegerArray(MAX_SECONDS);
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong busy = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final List<Site> sites = new ArrayList<>();
    private volatile int port;
    private volatile long back;

    private ReturnLoad(Path authority, int printers, int port) {
        this.authority = authority;
        this.printers = printers;
        this.port = port;
    }

    /// See the class.
    public static void main(String[] arguments) throws Exception {
        ReturnLoad load =
                new ReturnLoad(Path.of(arguments[1]), Integer.parseInt(arguments[3]), Integer.parseInt(arguments[0]));
        load.join(Integer.parseInt(arguments[2]));
        System.out.println(load.sites.size());
        boolean living = false;
        try (BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                String[] words = order.split(" ", -1);
                int number = Integer.parseInt(words[1]);
                if (words[0].equals("live")) {
                    load.port = number;
                    load.back = System.nanoTime();
                    if (!living) {
                        load.sites.forEach(Site::begin);
                        living = true;
                    }
                    System.out.println(0);
                } else {
                    System.out.println(load.since(number));
                }
            }
        }
    }

    private void join(int agents) throws Exception {
        for (int i = 0; i < agents; i++) {
            sites.add(new Site(i));
        }
        List<Callable<Integer>> work = new ArrayList<>();
        for (int first = 0; first < JOINING; first++) {
            int from = first;
            work.add(() -> joinEach(from));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(JOINING)) {
            for (Future<Integer> one : threads.invokeAll(work)) {
                one.get();
            }
        }
    }

    private int joinEach(int first) throws IOException, GeneralSecurityException {
        try (LoadLine line = LoadLine.open(LoadLine.trusting(authority), port)) {
            for (int i = first; i < sites.size(); i += JOINING) {
                Site site = sites.get(i);
                site.token = IngestLoad.register(line, site.id.value());
            }
        }
        return sites.size();
    }

    private int second() {
        return (int) ((System.nanoTime() - begin) / 1_000_000_000L);
    }

    private String since(int seconds) {
        int now = second();
        int[] counts = new int[seconds];
        Arrays.setAll(counts, i -> requests.get(now - seconds + i));
        long collected = sites.stream().mapToLong(Site::collected).sum();
        long behind = sites.stream().filter(Site::isBehind).count();
        return Arrays.stream(counts).sum() + " "
                + Arrays.stream(counts).max().orElse(0) + " " + refused + " " + busy + " " + acknowledged + " "
                + collected + " " + behind;
    }

    /// One agent with its printers, which are all read every five minutes.
    private final class Site implements PacedAgent.Server {
        private final int number;
        private final AgentId id;
        private final SSLContext tls;
        /// Of each cycle, in seconds after the begin of all.
        private final int firstCycle;
        private String token = "";
        /// Cycles of which all samples are acknowledged.
        private final AtomicInteger done = new AtomicInteger();
        /// What is under way, made once and sent unchanged until it is acknowledged.
        private final List<byte[]> open = new ArrayList<>();

        private int openCycles;

        Site(int number) throws IOException, GeneralSecurityException {
            this.number = number;
            this.id = new AgentId("agent-%05d".formatted(number));
            this.tls = LoadLine.trusting(authority);
            this.firstCycle = ThreadLocalRandom.current().nextInt((int) UPLOAD.toSeconds());
        }

        void begin() {
            Thread.startVirtualThread(() -> {
                Pace pace = new Pace(Clock.systemUTC(), System::nanoTime, Sleeper.REAL, new Random(7L * number));
                ThreadLocalRandom chance = ThreadLocalRandom.current();
                PacedAgent agent = new PacedAgent(
                        this,
                        pace,
                        BEAT,
                        UPLOAD,
                        Duration.ofMillis(chance.nextLong(BEAT.toMillis())),
                        Duration.ofMillis(chance.nextLong(UPLOAD.toMillis())));
                try {
                    agent.live(Long.MAX_VALUE / 2 + System.nanoTime());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        private int cycles(long nanos) {
            long seconds = (nanos - begin) / 1_000_000_000L;
            return (int) Math.max(0, Math.floorDiv(seconds - firstCycle, UPLOAD.toSeconds()) + 1);
        }

        long collected() {
            return (long) cycles(System.nanoTime()) * printers;
        }

        boolean isBehind() {
            return done.get() < cycles(back);
        }

        @Override
        public Outcome<String> beat() {
            String body = "{\"agent_id\":\"" + id + "\",\"status\":\"active\",\"device_count\":" + printers
                    + ",\"hostname\":\"site\",\"version\":\"0.2.0\",\"platform\":\"linux\"}";
            return send(LoadLine.request(
                    "/api/v1/agents/heartbeat", authorization(), body.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public Outcome<String> upload() {
            try {
                if (open.isEmpty()) {
                    prepare();
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            while (!open.isEmpty()) {
                Outcome<String> outcome = send(open.getFirst());
                if (!(outcome instanceof Accepted<String>(String answer))) {
                    return outcome;
                }
                open.removeFirst();
                if (open.isEmpty()) {
                    acknowledged.addAndGet(stored(answer));
                    done.addAndGet(openCycles);
                }
            }
            return new Accepted<>("");
        }

        /// The printers whose state moved, a third of them in each cycle, and all samples since the last.
        private void prepare() throws IOException {
            int until = cycles(System.nanoTime());
            int done = this.done.get();
            openCycles = until - done;
            if (openCycles == 0) {
                return;
            }
            Instant now = Instant.now();
            List<byte[]> devices = new ArrayList<>();
            List<byte[]> samples = new ArrayList<>();
            for (int i = 0; i < printers; i++) {
                Printer printer = IngestLoad.printer(number * printers + i, until, began, now);
                if (done == 0 || openCycles >= 3 || (i + until) % 3 == 0) {
                    devices.add(DeviceJson.encode(printer));
                }
                for (int cycle = done; cycle < until; cycle++) {
                    Instant at = began.plusSeconds(firstCycle + cycle * UPLOAD.toSeconds());
                    samples.add(SampleJson.encode(IngestLoad.sample(printer, at, 1_000L * i + 10L * cycle)));
                }
            }
            String more = "Content-Encoding: gzip\r\n" + authorization();
            byte[] told = IngestLoad.packed(BatchJson.devices(id, now, UUID.randomUUID(), devices));
            open.add(LoadLine.request("/api/v1/devices/batch", more, told));
            byte[] counted = IngestLoad.packed(BatchJson.metrics(id, now, UUID.randomUUID(), samples));
            open.add(LoadLine.request("/api/v1/metrics/batch", more, counted));
        }

        private String authorization() {
            return "Authorization: Bearer " + token + "\r\n";
        }

        private Outcome<String> send(byte[] request) {
            requests.incrementAndGet(second());
            try (LoadLine line = LoadLine.open(tls, port)) {
                LoadLine.Reply reply = line.ask(request);
                if (reply.status() == 200) {
                    return new Accepted<>(reply.body());
                }
                boolean isBusy = reply.status() == 503 && reply.retryAfter() > 0;
                (isBusy ? busy : refused).incrementAndGet();
                return new RetryLater<>(
                        isBusy ? Trouble.BUSY : Trouble.SERVER_ERROR,
                        Duration.ofSeconds(reply.retryAfter()),
                        reply.head());
            } catch (IOException e) {
                return new RetryLater<>(Trouble.UNREACHABLE, Duration.ZERO, String.valueOf(e.getMessage()));
            }
        }
    }

    private static long stored(String receipt) {
        try {
            return Receipt.fromJson(receipt.getBytes(StandardCharsets.UTF_8)).stored();
        } catch (WireException e) {
            throw new IllegalStateException(receipt, e);
        }
    }
}
