package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.send.RequestLimits;
import io.printmaster.agent.store.sqlite.OverflowLimits;
import io.printmaster.wire.JoinString;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The agent's clock jumps an hour ahead and back while it works: nothing is lost or doubled, nothing stalls, and the
/// server tells how far off the clock is.
final class ClockStepsTest {
    private static final int PRINTERS = 8;
    private static final OverflowLimits MEMORY = new OverflowLimits(50_000_000, Duration.ofMinutes(10), 1_000);

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    @Test
    void clockThatJumpsWhileTheAgentWorks_losesAndDoublesNothing_andIsShown() throws Exception {
        ServerUnderTest server = ServerUnderTest.in(programs, directory).start();
        JoinString join = server.joinString();
        // The server refuses nothing from the past.
        VirtualTime time = VirtualTime.atNine(1);
        InsideAgent agent = programs.closing(
                InsideAgent.in(directory.resolve("agent"), time, PRINTERS, MEMORY, RequestLimits.DEFAULT));
        agent.join(join);
        int[] steps = {0, 60, 0, -60, 0, -60, 0, 60, 0, 0};
        for (int step : steps) {
            time.step(Duration.ofMinutes(step));
            time.pass(Duration.ofMinutes(7));
            agent.collect();
            agent.heartbeat();
            agent.upload();
            assertThat(agent.waiting()).as("after a step of %d min", step).isZero();
            assertThat(agent.ledger().balanced()).isTrue();
        }
        long before = agent.ledger().acknowledged();
        time.pass(Duration.ofMinutes(70));
        agent.collect();
        agent.heartbeat();
        agent.upload();
        assertThat(agent.ledger().acknowledged())
                .as("it goes on within an hour")
                .isGreaterThan(before);
        assertThat(agent.ledger().dropped() + agent.ledger().parked()).isZero();
        assertThat(server.database()
                        .number("SELECT count(*) FROM (SELECT DISTINCT device_key, sampled_at FROM metrics)"))
                .as("once each")
                .isEqualTo(server.database().number("SELECT count(*) FROM metrics"))
                .isGreaterThanOrEqualTo(2L * PRINTERS);
        long skew = Duration.between(Instant.now(), time.instant()).toSeconds();
        assertThat(server.database().number("SELECT clock_skew_seconds FROM agents"))
                .isBetween(skew - 60, skew + 60);
    }
}
