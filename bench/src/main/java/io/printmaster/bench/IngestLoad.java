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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Agents with 42 printers each that upload all they have, as fast as they are answered: 42 devices, then 42 samples,
/// with
/// gzip and batch ids, in HTTP/1.1 over TLS, on as many connections as told. Bodies are made beforehand.
final class IngestLoad {
    static final int PRINTERS = 42;

    private static final JsonMapper JSON = new JsonMapper();

    private final URI server;
    private final SSLContext tls;
    private final List<Agent> agents;

    /// One agent and its bodies, in their order.
    private record Agent(String id, String token, List<byte[]> bodies) {}

    /// What was acknowledged.
    ///
    /// @param nanos of each request, in ascending order
    record Result(long rows, double seconds, List<Long> nanos) {}

    private IngestLoad(URI server, SSLContext tls, List<Agent> agents) {
        this.server = server;
        this.tls = tls;
        this.agents = agents;
    }

    /// Registers the agents and makes their bodies.
    ///
    /// @param rounds how often each agent reports all its printers
    static IngestLoad prepare(URI server, SSLContext tls, String joinToken, int agents, int rounds) throws Exception {
        List<Agent> all = new ArrayList<>();
        Instant begin = Instant.parse("2026-11-01T00:00:00Z");
        try (HttpClient client = client(tls)) {
            for (int i = 0; i < agents; i++) {
                String id = "agent-%04d".formatted(i);
                all.add(new Agent(
                        id, register(client, server, joinToken, id), bodies(new AgentId(id), i, rounds, begin)));
            }
        }
        return new IngestLoad(server, tls, all);
    }

    private static HttpClient client(SSLContext tls) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls)
                .build();
    }

    private static String register(HttpClient client, URI server, String token, String id) throws Exception {
        String body = "{\"token\":\"" + token + "\",\"agent_id\":\"" + id + "\",\"hostname\":\"load\"}";
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/v1/agents/register"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        return JSON.readTree(answer.body()).path("agent_token").asString();
    }

    private static List<byte[]> bodies(AgentId agent, int number, int rounds, Instant begin) throws IOException {
        List<byte[]> all = new ArrayList<>(2 * rounds);
        for (int round = 0; round < rounds; round++) {
            // The kind of a printer comes from its number, its state from the round.
            Instant now = begin.plus(Duration.ofMinutes(5L * round));
            List<byte[]> devices = new ArrayList<>(PRINTERS);
            List<byte[]> samples = new ArrayList<>(PRINTERS);
            for (int i = 0; i < PRINTERS; i++) {
                int one = number * PRINTERS + i;
                Printer same = new PrinterMaker(new SplittableRandom(one), now).printer(one);
                Printer state = new PrinterMaker(new SplittableRandom(one + 7L * (round / 4)), now).printer(one);
                Provenance p = same.provenance();
                Printer printer = new Printer(
                        same.key(),
                        same.identity(),
                        same.network(),
                        state.condition(),
                        same.inventory(),
                        new Provenance(
                                p.deviceType(),
                                p.sourceType(),
                                p.discoveryMethod(),
                                begin,
                                now,
                                p.location(),
                                p.description()));
                devices.add(DeviceJson.encode(printer));
                samples.add(SampleJson.encode(sample(printer, now, 1_000L * i + 10L * round)));
            }
            all.add(packed(BatchJson.devices(agent, now, UUID.randomUUID(), devices)));
            all.add(packed(BatchJson.metrics(agent, now, UUID.randomUUID(), samples)));
        }
        return all;
    }

    private static Sample sample(Printer printer, Instant at, long total) {
        Meters meters = new Meters(
                Map.of("total", total, "color", total / 4, "mono", total - total / 4, "scan", total / 9),
                "impressions");
        List<SupplyLevel> levels =
                printer.inventory().supplies().stream().map(SupplyLevel::of).toList();
        return new Sample(printer.key(), printer.identity().serial(), at, meters, levels);
    }

    private static byte[] packed(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }

    /// Sends everything.
    ///
    /// @param from of the bodies of each agent
    /// @param to   not included
    Result run(int connections, int from, int to) throws Exception {
        List<Callable<List<Long>>> lines = new ArrayList<>();
        try (HttpClient client = client(tls);
                ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            for (int line = 0; line < connections; line++) {
                int first = line;
                lines.add(() -> line(client, first, connections, from, to));
            }
            long begun = System.nanoTime();
            List<Long> nanos = new ArrayList<>();
            for (Future<List<Long>> one : threads.invokeAll(lines)) {
                nanos.addAll(one.get());
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            Collections.sort(nanos);
            return new Result((long) nanos.size() * PRINTERS, seconds, nanos);
        }
    }

    private List<Long> line(HttpClient client, int first, int step, int from, int to) throws Exception {
        List<Long> nanos = new ArrayList<>();
        for (int body = from; body < to; body++) {
            for (int i = first; i < agents.size(); i += step) {
                long begun = System.nanoTime();
                send(client, agents.get(i), body);
                nanos.add(System.nanoTime() - begun);
            }
        }
        return nanos;
    }

    private void send(HttpClient client, Agent agent, int body) throws Exception {
        String path = body % 2 == 0 ? "/api/v1/devices/batch" : "/api/v1/metrics/batch";
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .header("Authorization", "Bearer " + agent.token)
                .POST(HttpRequest.BodyPublishers.ofByteArray(agent.bodies.get(body)))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        JsonNode receipt = JSON.readTree(answer.body());
        if (answer.statusCode() != 200 || receipt.path("stored").asInt() != PRINTERS) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }
}
