package io.printmaster.bench;

import io.printmaster.model.AgentId;
import io.printmaster.model.Meters;
import io.printmaster.model.Printer;
import io.printmaster.model.Provenance;
import io.printmaster.model.Sample;
import io.printmaster.model.SupplyLevel;
import io.printmaster.server.fleet.PrinterMaker;
import io.printmaster.wire.BatchJson;
import io.printmaster.wire.DeviceJson;
import io.printmaster.wire.SampleJson;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.json.JsonMapper;

/// Agents with 42 printers each that upload all they have, as fast as they are answered: 42 devices, then 42
/// samples, with gzip and batch ids, in HTTP/1.1 over TLS, on as many connections as told. Requests are made
/// beforehand. Runs in a process of its own ([LoadProcess]): `PORT AUTHORITY CONNECTIONS AGENTS ROUNDS`; says how
/// many requests there are, then obeys lines `FROM TO` (rounds) with rows, nanoseconds, and p50 and p99 of a
/// request.
///
/// A printer's state changes in every fourth round, its counters in each.
final class IngestLoad {
    static final int PRINTERS = 42;

    private static final JsonMapper JSON = new JsonMapper();

    private final List<LoadLine> lines;
    private final List<List<byte[]>> agents;

    private IngestLoad(List<LoadLine> lines, List<List<byte[]>> agents) {
        this.lines = lines;
        this.agents = agents;
    }

    /// What was acknowledged.
    ///
    /// @param p50 of a request, in nanoseconds
    record Result(long rows, double seconds, long p50, long p99) {
        /// @param nanos of each step, in ascending order
        static Result of(long rows, double seconds, List<Long> nanos) {
            return new Result(rows, seconds, percentile(nanos, 0.50), percentile(nanos, 0.99));
        }

        static Result of(long[] told) {
            return new Result(told[0], told[1] / 1e9, told[2], told[3]);
        }

        double speed() {
            return rows / seconds;
        }
    }

    private static long percentile(List<Long> sorted, double share) {
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.min(sorted.size() - 1L, (long) (sorted.size() * share)));
    }

    /// See the class.
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        SSLContext tls = LoadLine.trusting(Path.of(arguments[1]));
        int rounds = Integer.parseInt(arguments[4]);
        List<List<byte[]>> requests = prepare(tls, port, Integer.parseInt(arguments[3]), rounds);
        List<LoadLine> lines = new ArrayList<>(); // now, because an idle one would be closed meanwhile
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            lines.add(LoadLine.open(tls, port));
        }
        IngestLoad load = new IngestLoad(lines, requests);
        System.out.println(2L * rounds * load.agents.size());
        try (BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                String[] words = order.split(" ", -1);
                Result r = load.run(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
                System.out.println(r.rows + " " + (long) (r.seconds * 1e9) + " " + r.p50 + " " + r.p99);
            }
        }
    }

    /// Registers the agents and makes their requests, on all cores.
    private static List<List<byte[]>> prepare(SSLContext tls, int port, int agents, int rounds) throws Exception {
        Instant begin = Instant.parse("2026-11-01T00:00:00Z");
        List<Callable<List<byte[]>>> makers = new ArrayList<>();
        try (LoadLine line = LoadLine.open(tls, port)) {
            for (int i = 0; i < agents; i++) {
                int number = i;
                AgentId id = new AgentId("agent-%04d".formatted(i));
                String token = register(line, id.value());
                makers.add(() -> requests(id, token, number, rounds, begin));
            }
        }
        try (ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<List<byte[]>> all = new ArrayList<>();
            for (Future<List<byte[]>> one : threads.invokeAll(makers)) {
                all.add(one.get());
            }
            return all;
        }
    }

    static String register(LoadLine line, String id) throws IOException {
        String body = "{\"token\":\"" + BenchServer.SECRET + "\",\"agent_id\":\"" + id + "\",\"hostname\":\"load\"}";
        String answer =
                line.exchange(LoadLine.request("/api/v1/agents/register", "", body.getBytes(StandardCharsets.UTF_8)));
        return JSON.readTree(answer).path("agent_token").asString();
    }

    private static List<byte[]> requests(AgentId agent, String token, int number, int rounds, Instant begin)
            throws IOException {
        String more = "Content-Encoding: gzip\r\nAuthorization: Bearer " + token + "\r\n";
        List<byte[]> all = new ArrayList<>(2 * rounds);
        for (int round = 0; round < rounds; round++) {
            Instant now = begin.plus(Duration.ofMinutes(5L * round));
            List<byte[]> devices = new ArrayList<>(PRINTERS);
            List<byte[]> samples = new ArrayList<>(PRINTERS);
            for (int i = 0; i < PRINTERS; i++) {
                Printer printer = printer(number * PRINTERS + i, round, begin, now);
                devices.add(DeviceJson.encode(printer));
                samples.add(SampleJson.encode(sample(printer, now, 1_000L * i + 10L * round)));
            }
            byte[] told = packed(BatchJson.devices(agent, now, UUID.randomUUID(), devices));
            byte[] counted = packed(BatchJson.metrics(agent, now, UUID.randomUUID(), samples));
            all.add(LoadLine.request("/api/v1/devices/batch", more, told));
            all.add(LoadLine.request("/api/v1/metrics/batch", more, counted));
        }
        return all;
    }

    /// The kind of a printer comes from its number, its state from the round.
    static Printer printer(int one, int round, Instant begin, Instant now) {
        Printer same = new PrinterMaker(new SplittableRandom(one), now).printer(one);
        Printer state = new PrinterMaker(new SplittableRandom(one + 7L * (round / 4)), now).printer(one);
        Provenance p = same.provenance();
        Provenance seen = new Provenance(
                p.deviceType(), p.sourceType(), p.discoveryMethod(), begin, now, p.location(), p.description());
        return new Printer(same.key(), same.identity(), same.network(), state.condition(), same.inventory(), seen);
    }

    static Sample sample(Printer printer, Instant at, long total) {
        Meters meters = new Meters(
                Map.of("total", total, "color", total / 4, "mono", total - total / 4, "scan", total / 9),
                "impressions");
        List<SupplyLevel> levels =
                printer.inventory().supplies().stream().map(SupplyLevel::of).toList();
        return new Sample(printer.key(), printer.identity().serial(), at, meters, levels);
    }

    static byte[] packed(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }

    /// Sends the requests of some rounds.
    ///
    /// @param to not included
    private Result run(int from, int to) throws Exception {
        List<Callable<List<Long>>> work = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            int first = line;
            work.add(() -> line(first, 2 * from, 2 * to));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(lines.size())) {
            long begun = System.nanoTime();
            List<Long> nanos = new ArrayList<>();
            for (Future<List<Long>> one : threads.invokeAll(work)) {
                nanos.addAll(one.get());
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            nanos.sort(Long::compare);
            return Result.of((long) nanos.size() * PRINTERS, seconds, nanos);
        }
    }

    private List<Long> line(int first, int from, int to) throws IOException {
        List<Long> nanos = new ArrayList<>();
        for (int body = from; body < to; body++) {
            for (int i = first; i < agents.size(); i += lines.size()) {
                long begun = System.nanoTime();
                String receipt = lines.get(first).exchange(agents.get(i).get(body));
                nanos.add(System.nanoTime() - begun);
                if (!receipt.contains("\"stored\":" + PRINTERS)) {
                    throw new IllegalStateException(receipt);
                }
            }
        }
        return nanos;
    }
}
