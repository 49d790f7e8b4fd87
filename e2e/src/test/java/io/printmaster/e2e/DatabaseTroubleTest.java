package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.printmaster.server.store.postgres.PostgresCluster;
import io.printmaster.wire.JoinString;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A server whose disk is full, or whose database is away, stuck or slow, under load: it says that it is not ready,
/// asks to come back later, acknowledges nothing that it has not stored, and is back by itself.
final class DatabaseTroubleTest {
    private static final int AGENTS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    /// What makes trouble, or ends it.
    private interface Step {
        void run() throws Exception;
    }

    /// What the database holds in the end.
    private interface Stored {
        List<String> samples() throws Exception;
    }

    @Test
    void diskThatIsFull_isTold_andNothingAcknowledgedIsLost() throws Exception {
        SmallDisk disk = SmallDisk.mount(programs, directory.resolve("disk"), 24);
        ServerUnderTest server = ServerUnderTest.in(programs, disk.folder()).start();

        comesBackFrom(disk::fill, disk::makeRoom, server, () -> SampleLoad.inFile(server.database()));
        toldOnce(server, "Database refuses changes");
        toldOnce(server, "Database takes changes again");
    }

    @Test
    void databaseThatIsStopped_isTold_andNothingAcknowledgedIsLost() throws Exception {
        PostgresCluster cluster = programs.closing(PostgresCluster.start(true));
        ServerUnderTest server =
                ServerUnderTest.in(programs, directory).on(cluster.url()).start();

        comesBackFrom(cluster::stop, cluster::start, server, () -> SampleLoad.inCluster(cluster));
        toldOnce(server, "Database away");
        toldOnce(server, "Database back");
    }

    @Test
    void databaseThatIsStuck_isTold_andNothingAcknowledgedIsLost() throws Exception {
        PostgresCluster cluster = programs.closing(PostgresCluster.start(true));
        ServerUnderTest server = ServerUnderTest.in(programs, directory)
                .on(cluster.url() + "?socketTimeout=4")
                .start();

        comesBackFrom(cluster::hold, cluster::release, server, () -> SampleLoad.inCluster(cluster));
    }

    private void comesBackFrom(Step begins, Step ends, ServerUnderTest server, Stored stored) throws Exception {
        JoinString join = server.joinString("--uses", Integer.toString(AGENTS));
        try (SampleLoad load = SampleLoad.start(server.address(), join, AGENTS)) {
            load.awaitMore(40);
            begins.run();
            awaitUnready(server, join);
            ends.run();
            awaitReady(server, join);
            load.awaitMore(40);
            load.stop();
            load.assertStored(stored.samples());
        }
    }

    /// A quarter of a second for each piece that the database says.
    @Test
    void databaseThatIsSlow_losesNothingAcknowledged_andNobodyWaitsForEver() throws Exception {
        PostgresCluster cluster = programs.closing(PostgresCluster.start(true));
        FaultyLine line = programs.closing(FaultyLine.before(cluster.port()));
        ServerUnderTest server = ServerUnderTest.in(programs, directory)
                .on(cluster.urlThrough(line.port()))
                .start();
        JoinString join = server.joinString("--uses", Integer.toString(AGENTS));

        try (SampleLoad load = SampleLoad.start(server.address(), join, AGENTS)) {
            load.awaitMore(40);
            line.fault(FaultyLine.Way.TO_AGENT, new LineFault.Latency(Duration.ofMillis(250)));
            load.awaitMore(4);
            HttpResponse<String> answer = ready(server, join);
            assertThat(answer.statusCode()).as(answer.body()).isIn(200, 503);
            line.heal();
            awaitReady(server, join);
            load.awaitMore(40);
            load.stop();
            load.assertStored(SampleLoad.inCluster(cluster));
        }
    }

    /// Only that: that the process lives it must say all the time, or a supervisor restarts what is not at fault.
    private static void awaitUnready(ServerUnderTest server, JoinString join) {
        await().atMost(PATIENCE).until(() -> ready(server, join).statusCode() == 503);
        assertThat(ready(server, join).headers().firstValue("Retry-After")).isPresent();
        assertThat(asked(server, join, "/livez").statusCode()).isEqualTo(200);
    }

    private static void awaitReady(ServerUnderTest server, JoinString join) {
        await().atMost(PATIENCE).until(() -> ready(server, join).statusCode() == 200);
    }

    private static HttpResponse<String> ready(ServerUnderTest server, JoinString join) {
        return asked(server, join, "/readyz");
    }

    private static HttpResponse<String> asked(ServerUnderTest server, JoinString join, String path) {
        try (WireClient client = new WireClient(server.address(), join.caPin())) {
            return client.get(path);
        }
    }

    private static void toldOnce(ServerUnderTest server, String what) {
        assertThat(server.process().lines(what)).hasSize(1);
        assertThat(server.process().lines("ERROR")).isEmpty();
    }
}
