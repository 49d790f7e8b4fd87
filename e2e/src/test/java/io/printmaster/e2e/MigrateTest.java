package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.server.store.postgres.PostgresCluster;
import io.printmaster.wire.JoinString;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// From SQLite to PostgreSQL under a server that works, with the command killed on its way.
final class MigrateTest {
    private static final int AGENTS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    @Test
    void migrate_killedOnItsWay_goesOn_andTheServerOnPostgresHoldsAllThatWasAcknowledged() throws Exception {
        PostgresCluster cluster = programs.closing(PostgresCluster.start(true));
        ServerUnderTest server = ServerUnderTest.in(programs, directory).start();
        JoinString join = server.joinString("--uses", Integer.toString(AGENTS));
        try (SampleLoad load = SampleLoad.start(server.address(), join, AGENTS)) {
            load.awaitMore(200);
            for (String said : List.of("Moving", "agents copied", "metrics copied", "device_aliases copied")) {
                ProgramUnderTest command = migrate(server, cluster);
                command.awaitLine(PATIENCE, said);
                command.kill();
                load.awaitMore(20);
            }
            ProgramUnderTest command = migrate(server, cluster);
            assertThat(command.awaitExit(PATIENCE)).as(command.tail(30)).isZero();
            assertThat(command.errText())
                    .contains("Going on with the move.", "Compared: ", "Moved.")
                    .doesNotContain(PostgresCluster.password());

            // The old server refuses and says why; it cannot start again; the new one goes on where it ended.
            server.process().awaitLine(PATIENCE, "set database_url");
            server.process().stop(PATIENCE);
            ProgramUnderTest again =
                    programs.run("server", "run", "--data-dir", server.data().toString(), "--listen", "127.0.0.1:0");
            assertThat(again.awaitExit(PATIENCE)).isNotZero();
            assertThat(again.errText()).contains("was moved to postgres://").doesNotContain(PostgresCluster.password());
            server.on(cluster.url()).start();
            load.awaitMore(40);
            load.stop();
            load.assertStored(SampleLoad.inCluster(cluster));
        }
    }

    private ProgramUnderTest migrate(ServerUnderTest server, PostgresCluster cluster) {
        return programs.printmaster(
                "server",
                "migrate",
                "--to",
                cluster.url(),
                "--data-dir",
                server.data().toString());
    }
}
