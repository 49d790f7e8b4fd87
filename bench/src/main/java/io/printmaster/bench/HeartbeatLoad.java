package io.printmaster.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;

/// Agents that send heartbeats on kept TLS connections. Runs in a process of its own ([LoadProcess]):
/// `PORT AUTHORITY CONNECTIONS AGENTS`; then obeys lines `SECONDS RATE` with answers, nanoseconds, and p50 and p99. A
/// rate of 0 sends as fast as it is answered; otherwise a heartbeat is due at its time, and waits where the one
/// before is not answered yet: that wait counts.
final class HeartbeatLoad {
    private final List<LoadLine> lines;
    private final List<byte[]> beats;

    private HeartbeatLoad(List<LoadLine> lines, List<byte[]> beats) {
        this.lines = lines;
        this.beats = beats;
    }

    /// See the class.
    public static void main(String[] arguments) throws Exception {
        SSLContext tls = LoadLine.trusting(Path.of(arguments[1]));
        List<LoadLine> lines = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            lines.add(LoadLine.open(tls, Integer.parseInt(arguments[0])));
        }
        List<byte[]> beats = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
            String id = "agent-%04d".formatted(i);
            String token = IngestLoad.register(lines.get(i % lines.size()), id);
            String body =
                    "{\"agent_id\":\"" + id + "\",\"status\":\"active\",\"device_count\":42,\"hostname\":\"site\","
                            + "\"version\":\"0.2.0\",\"platform\":\"linux\"}";
            beats.add(LoadLine.request(
                    "/api/v1/agents/heartbeat",
                    "Authorization: Bearer " + token + "\r\n",
                    body.getBytes(StandardCharsets.UTF_8)));
        }
        HeartbeatLoad load = new HeartbeatLoad(lines, beats);
        System.out.println(beats.size());
        try (BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                String[] words = order.split(" ", -1);
                IngestLoad.Result r =
                        load.run(Duration.ofSeconds(Long.parseLong(words[0])), Double.parseDouble(words[1]));
                System.out.println(r.rows() + " " + (long) (r.seconds() * 1e9) + " " + r.p50() + " " + r.p99());
            }
        }
    }

    private IngestLoad.Result run(Duration time, double rate) throws Exception {
        List<Callable<List<Long>>> work = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            int first = line;
            work.add(() -> line(first, time, rate));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(lines.size())) {
            long begun = System.nanoTime();
            List<Long> nanos = new ArrayList<>();
            for (Future<List<Long>> one : threads.invokeAll(work)) {
                nanos.addAll(one.get());
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            nanos.sort(Long::compare);
            return IngestLoad.Result.of(nanos.size(), seconds, nanos);
        }
    }

    private List<Long> line(int first, Duration time, double rate) throws IOException {
        List<Long> nanos = new ArrayList<>();
        long each = rate == 0 ? 0 : (long) (1e9 * lines.size() / rate);
        long begun = System.nanoTime();
        long due = begun + each * first / lines.size();
        int agent = first;
        while (due - begun < time.toNanos()) {
            for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            lines.get(first).exchange(beats.get(agent % beats.size()));
            long answered = System.nanoTime();
            nanos.add(answered - due);
            due = rate == 0 ? answered : due + each;
            agent += lines.size();
        }
        return nanos;
    }
}
