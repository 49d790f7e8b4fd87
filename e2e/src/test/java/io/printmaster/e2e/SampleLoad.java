package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.printmaster.server.store.postgres.PostgresCluster;
import io.printmaster.wire.JoinString;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.JsonNode;

/// A few agents, written for these tests, that send one sample after another, each until it is acknowledged, and an
/// account of what was: what a server acknowledged it must hold, once.
final class SampleLoad implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final URI address;
    private final String pin;
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    /// Of yesterday: what is older than a week is kept as hours only.
    private final Instant first = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(1));

    private final AtomicBoolean enough = new AtomicBoolean();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<Duration>> agents = new ArrayList<>();

    private SampleLoad(URI address, String pin) {
        this.address = address;
        this.pin = pin;
    }

    /// Registers the agents and begins.
    ///
    /// @param address of the server, or of what stands before several
    /// @param join    for at least so many agents
    static SampleLoad start(URI address, JoinString join, int agents) {
        SampleLoad load = new SampleLoad(address, join.caPin());
        for (int i = 0; i < agents; i++) {
            String id = "load-" + i;
            load.agents.add(load.threads.submit(() -> load.send(join.token(), id)));
        }
        return load;
    }

    /// Waits until so many more samples are acknowledged.
    void awaitMore(int samples) {
        int before = acknowledged.size();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
            for (Future<Duration> agent : agents) {
                assertThat(agent.state()).as("an agent's thread").isNotEqualTo(Future.State.FAILED);
            }
            return acknowledged.size() >= before + samples;
        });
    }

    /// Ends it.
    ///
    /// @return the longest time that an agent was without an acknowledgement
    Duration stop() throws InterruptedException, ExecutionException {
        enough.set(true);
        Duration longest = Duration.ZERO;
        for (Future<Duration> agent : agents) {
            longest = agent.get().compareTo(longest) > 0 ? agent.get() : longest;
        }
        return longest;
    }

    /// Compares with what is stored, as [#inFile] and [#inCluster] read it.
    void assertStored(List<String> stored) {
        assertThat(acknowledged).isNotEmpty().doesNotHaveDuplicates();
        assertThat(stored).doesNotHaveDuplicates().containsAll(acknowledged);
        // What was stored and not acknowledged is at most what each agent was sending when it ended.
        assertThat(stored.size() - acknowledged.size()).isBetween(0, agents.size());
    }

    static List<String> inFile(Database database) {
        return database.rows("SELECT device_key || ' ' || sampled_at AS sample FROM metrics").stream()
                .map((JsonNode row) -> row.path("sample").asString())
                .toList();
    }

    static List<String> inCluster(PostgresCluster cluster) throws SQLException {
        List<String> samples = new ArrayList<>();
        try (Connection connection = cluster.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT device_key || ' ' || sampled_at FROM metrics")) {
            while (rows.next()) {
                samples.add(rows.getString(1));
            }
        }
        return samples;
    }

    private Duration send(String joinToken, String id) {
        try (WireClient client = new WireClient(address, pin)) {
            String token = client.register(joinToken, id);
            String serial = id.replace("load-", "SERIAL000");
            String device =
                    "{\"devices\":[{\"serial\":\"" + serial + "\",\"manufacturer\":\"Acme\",\"model\":\"Laser\"}]}";
            until(() -> accepted(client, token, "/api/v1/devices/batch", device));
            long longest = 0;
            long last = System.nanoTime();
            for (int i = 0; !enough.get(); i++) {
                Instant at = first.plusSeconds(i);
                String body = "{\"batch_id\":\"" + UUID.randomUUID() + "\",\"metrics\":[{\"serial\":\"" + serial
                        + "\",\"timestamp\":\"" + at + "\",\"page_count\":" + (i + 1) + "}]}";
                until(() -> accepted(client, token, "/api/v1/metrics/batch", body));
                acknowledged.add("serial:ACME/" + serial + " " + at.toString().replace("Z", ".000Z"));
                long now = System.nanoTime();
                longest = Math.max(longest, now - last);
                last = now;
            }
            return Duration.ofNanos(longest);
        }
    }

    private static void until(Callable<Boolean> done) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(200))
                .until(done);
    }

    private static boolean accepted(WireClient client, String token, String path, String body) {
        try {
            HttpResponse<String> answer = client.upload(token, path, body);
            assertThat(answer.statusCode()).as(answer.body()).isIn(200, 503);
            if (answer.statusCode() == 503) {
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                return false;
            }
            assertThat(answer.body()).contains("\"stored\":1");
            return true;
        } catch (UncheckedIOException e) {
            return false; // the process is gone; the same batch goes to the next
        }
    }

    @Override
    public void close() {
        enough.set(true);
        threads.shutdownNow();
        threads.close();
    }
}
