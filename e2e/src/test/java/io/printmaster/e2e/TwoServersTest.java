package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.printmaster.wire.JoinString;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Two server processes on one database behind HAProxy.
final class TwoServersTest {
    private static final int AGENTS = 4;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean enough = new AtomicBoolean();

    @Test
    void oneKilledUnderLoad_nothingAcknowledgedIsLost_andTheOtherGoesOnWithin5Seconds() throws Exception {
        ServerUnderTest one = ServerUnderTest.in(programs, directory).start();
        ServerUnderTest other = one.sibling().start();
        LoadBalancer balancer = LoadBalancer.start(programs, directory, one, other);
        JoinString join = one.joinString("--uses", Integer.toString(AGENTS + 1));
        await().atMost(PATIENCE).ignoreExceptions().until(() -> ready(balancer, join));
        AgentUnderTest agent = AgentUnderTest.in(programs, directory, "agent-real", "127.20.9.1", 16_100);
        agent.join(new JoinString(balancer.address(), join.caPin(), join.token()));
        agent.start().process().awaitLine(PATIENCE, "Live channel open");

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Duration>> loads = new ArrayList<>();
            for (int i = 0; i < AGENTS; i++) {
                String id = "load-" + i;
                loads.add(threads.submit(() -> load(balancer, join, id)));
            }
            await().atMost(PATIENCE).until(() -> acknowledged.size() > 50);
            one.process().kill();
            int before = acknowledged.size();
            Instant killed = Instant.now();
            await().atMost(PATIENCE).until(() -> acknowledged.size() > before + 100);
            await().atMost(PATIENCE).until(() -> lastHeartbeat(other).isAfter(killed));
            enough.set(true);
            for (Future<Duration> load : loads) {
                System.out.println("Longest time without an acknowledgement: " + load.get());
                assertThat(load.get()).as("longest pause of an agent").isLessThanOrEqualTo(LONGEST_PAUSE);
            }
        }

        List<String> stored =
                other.database().rows("SELECT device_key || ' ' || sampled_at AS sample FROM metrics").stream()
                        .map(row -> row.path("sample").asString())
                        .toList();
        assertThat(stored).doesNotHaveDuplicates().containsAll(acknowledged);
        other.process().awaitLine(Duration.ofSeconds(30), "Duty taken", "housekeeping");
    }

    private static boolean ready(LoadBalancer balancer, JoinString join) {
        try (WireClient client = new WireClient(balancer.address(), join.caPin())) {
            return client.get("/readyz").statusCode() == 200;
        }
    }

    private static Instant lastHeartbeat(ServerUnderTest server) {
        JsonNode row = server.database()
                .rows("SELECT last_heartbeat FROM agents WHERE agent_id = 'agent-real'")
                .getFirst();
        return Instant.parse(row.path("last_heartbeat").asString());
    }

    /// Sends one sample after another, each until it is acknowledged, as an agent does.
    ///
    /// @return the longest time without an acknowledgement
    private Duration load(LoadBalancer balancer, JoinString join, String id) {
        try (WireClient client = new WireClient(balancer.address(), join.caPin())) {
            String token = client.register(join.token(), id);
            String serial = id.replace("load-", "SERIAL000");
            String device =
                    "{\"devices\":[{\"serial\":\"" + serial + "\",\"manufacturer\":\"Acme\",\"model\":\"Laser\"}]}";
            assertThat(client.upload(token, "/api/v1/devices/batch", device).statusCode())
                    .isEqualTo(200);
            long longest = 0;
            long last = System.nanoTime();
            for (int i = 0; !enough.get(); i++) {
                Instant at = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(i);
                deliver(client, token, serial, at, i);
                long now = System.nanoTime();
                longest = Math.max(longest, now - last);
                last = now;
            }
            return Duration.ofNanos(longest);
        }
    }

    private void deliver(WireClient client, String token, String serial, Instant at, int pages) {
        String body = "{\"batch_id\":\"" + UUID.randomUUID() + "\",\"metrics\":[{\"serial\":\"" + serial
                + "\",\"timestamp\":\"" + at + "\",\"page_count\":" + (pages + 1) + "}]}";
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> accepted(client, token, body));
        acknowledged.add("serial:ACME/" + serial + " " + at.toString().replace("Z", ".000Z"));
    }

    private static boolean accepted(WireClient client, String token, String body) {
        try {
            HttpResponse<String> answer = client.upload(token, "/api/v1/metrics/batch", body);
            assertThat(answer.statusCode()).as(answer.body()).isIn(200, 503);
            return answer.statusCode() == 200 && answer.body().contains("\"stored\":1");
        } catch (java.io.UncheckedIOException e) {
            return false; // the process is gone; the same batch goes to the other
        }
    }
}
