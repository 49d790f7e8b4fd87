package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.printmaster.server.store.postgres.PostgresCluster;
import io.printmaster.wire.JoinString;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

        try (SampleLoad load = SampleLoad.start(balancer.address(), join, AGENTS)) {
            load.awaitMore(50);
            one.process().kill();
            Instant killed = Instant.now();
            load.awaitMore(100);
            await().atMost(PATIENCE).until(() -> lastHeartbeat(other).isAfter(killed));
            pausedAtMost(load.stop());
            load.assertStored(SampleLoad.inFile(other.database()));
        }
        other.process().awaitLine(Duration.ofSeconds(30), "Duty taken", "housekeeping");
    }

    @Test
    void onPostgres_oneKilledUnderLoad_nothingAcknowledgedIsLost_andTheOtherGoesOnWithin5Seconds() throws Exception {
        PostgresCluster cluster = programs.closing(PostgresCluster.start(true));
        ServerUnderTest one =
                ServerUnderTest.in(programs, directory).on(cluster.url()).start();
        ServerUnderTest other = one.sibling().start();
        LoadBalancer balancer = LoadBalancer.start(programs, directory, one, other);
        JoinString join = one.joinString("--uses", Integer.toString(AGENTS));
        await().atMost(PATIENCE).ignoreExceptions().until(() -> ready(balancer, join));

        try (SampleLoad load = SampleLoad.start(balancer.address(), join, AGENTS)) {
            load.awaitMore(50);
            one.process().kill();
            load.awaitMore(100);
            pausedAtMost(load.stop());
            load.assertStored(SampleLoad.inCluster(cluster));
        }
        other.process().awaitLine(Duration.ofSeconds(30), "Duty taken", "housekeeping");
    }

    private static void pausedAtMost(Duration pause) {
        System.out.println("Longest time without an acknowledgement: " + pause);
        assertThat(pause).as("longest pause of an agent").isLessThanOrEqualTo(LONGEST_PAUSE);
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
}
