package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.server.store.postgres.PostgresCluster;
import io.printmaster.wire.JoinString;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A PostgreSQL that dies under load and whose synchronous standby takes its place, as the owner's fail-over makes it:
/// the server finds the new one by itself, and agents only have to try again.
final class FailoverTest {
    private static final int AGENTS = 4;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    @Test
    void standbyTakesOver_nothingAcknowledgedIsLost_andTheServerGoesOnByItself() throws Exception {
        PostgresCluster primary = programs.closing(PostgresCluster.start(true));
        PostgresCluster standby = programs.closing(primary.standby());
        ServerUnderTest server = ServerUnderTest.in(programs, directory)
                .on(primary.urlOr(standby))
                .start();
        JoinString join = server.joinString("--uses", Integer.toString(AGENTS));

        try (SampleLoad load = SampleLoad.start(server.address(), join, AGENTS)) {
            load.awaitMore(100);
            primary.kill();
            standby.promote();
            load.awaitMore(100);
            Duration pause = load.stop();
            System.out.println("Fail-over: longest time without an acknowledgement: " + pause);
            assertThat(pause).as("longest pause of an agent").isLessThanOrEqualTo(LONGEST_PAUSE);
            load.assertStored(SampleLoad.inCluster(standby));
        }
        // A standby that is quicker than the server's next look was never missed.
        if (!server.process().lines("Database away").isEmpty()) {
            server.process().awaitLine(PATIENCE, "Database back");
        }
        assertThat(server.process().lines("ERROR")).isEmpty();
        assertThat(server.process().isAlive()).isTrue();
    }
}
