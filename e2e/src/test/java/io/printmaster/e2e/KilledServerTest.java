package io.printmaster.e2e;

import io.printmaster.server.store.postgres.PostgresCluster;
import io.printmaster.wire.JoinString;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A real server killed (-9) at random moments under load, again and again: what it acknowledged is there, once.
final class KilledServerTest {
    private static final int AGENTS = 4;
    private static final int KILLS = 15;
    private static final int MANY_KILLS = 500;

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    @Test
    void onSqlite_nothingAcknowledgedIsLost() throws Exception {
        killOnSqlite(KILLS);
    }

    @Test
    void onPostgres_nothingAcknowledgedIsLost() throws Exception {
        killOnPostgres(KILLS);
    }

    @Test
    @Tag("long")
    void onSqlite_hundredsOfKills_nothingAcknowledgedIsLost() throws Exception {
        killOnSqlite(MANY_KILLS);
    }

    @Test
    @Tag("long")
    void onPostgres_hundredsOfKills_nothingAcknowledgedIsLost() throws Exception {
        killOnPostgres(MANY_KILLS);
    }

    private void killOnSqlite(int kills) throws Exception {
        ServerUnderTest server = ServerUnderTest.in(programs, directory);
        try (SampleLoad load = killed(server, kills)) {
            load.assertStored(SampleLoad.inFile(server.database()));
        }
    }

    private void killOnPostgres(int kills) throws Exception {
        PostgresCluster cluster = programs.closing(PostgresCluster.start(true));
        ServerUnderTest server = ServerUnderTest.in(programs, directory).on(cluster.url());
        try (SampleLoad load = killed(server, kills)) {
            load.assertStored(SampleLoad.inCluster(cluster));
        }
    }

    private SampleLoad killed(ServerUnderTest server, int kills) throws Exception {
        server.start();
        JoinString join = server.joinString("--uses", Integer.toString(AGENTS));
        SampleLoad load = SampleLoad.start(server.address(), join, AGENTS);
        long seed = Long.getLong("kill.seed", System.nanoTime());
        System.out.println("Killing " + kills + " times with -Dkill.seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < kills; i++) {
            load.awaitMore(1 + random.nextInt(60));
            server.process().kill();
            server.start();
        }
        load.awaitMore(20);
        Duration pause = load.stop();
        System.out.println("Longest time without an acknowledgement: " + pause);
        return load;
    }
}
