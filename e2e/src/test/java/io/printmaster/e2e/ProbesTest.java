package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.printmaster.wire.JoinString;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A dead server is left in peace: what reaches it is counted where it stands. Its return is noticed within a minute.
final class ProbesTest {
    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    @Test
    void deadServer_meetsOneProbeAMinute_andItsReturnIsNoticed() throws Exception {
        ServerUnderTest server = ServerUnderTest.in(programs, directory).start();
        JoinString join = server.joinString();
        FaultyLine line = programs.closing(FaultyLine.before(server.port()));
        VirtualTime time = VirtualTime.atNine(1);
        InsideAgent agent = programs.closing(InsideAgent.in(directory.resolve("agent"), time, 10));
        agent.join(line.through(join));
        agent.heartbeat();

        // Whoever connects is broken off at once.
        line.faults((way, connection) -> new LineFault.Reset(0));
        line.breakAll();
        Duration nextHeartbeat = Duration.ZERO;
        Duration nextUpload = Duration.ZERO;
        List<Integer> perMinute = new ArrayList<>();
        int before = line.attempts().size();
        for (int second = 0; second < 3_600; second++) {
            time.pass(Duration.ofSeconds(1));
            nextHeartbeat = nextHeartbeat.minusSeconds(1);
            nextUpload = nextUpload.minusSeconds(1);
            if (!nextHeartbeat.isPositive()) {
                nextHeartbeat = agent.heartbeat();
            }
            if (!nextUpload.isPositive()) {
                agent.collect();
                nextUpload = agent.upload();
            }
            if (second % 60 == 59) {
                perMinute.add(line.attempts().size() - before);
                before = line.attempts().size();
            }
        }
        System.out.println("attempts in each minute of an outage: " + perMinute);
        assertThat(agent.breakerOpen()).isTrue();
        assertThat(perMinute.subList(2, perMinute.size()))
                .as("attempts a minute")
                .allMatch(count -> count <= 1);
        assertThat(perMinute.stream().skip(2).mapToInt(i -> i).sum())
                .as("probes in all")
                .isBetween(30, 58);

        line.heal();
        time.pass(nextHeartbeat);
        assertThat(nextHeartbeat).isLessThanOrEqualTo(Duration.ofMinutes(1));
        agent.heartbeat();
        assertThat(agent.breakerOpen()).isFalse();
        assertThat(agent.serverCameBack()).isTrue();
    }

    /// The same with a real agent, in real time.
    @Test
    @Tag("long")
    void deadServer_meetsOneProbeAMinuteOfARealAgent() throws Exception {
        PrinterFleet printers = PrinterFleet.start(programs, 5);
        ServerUnderTest server = ServerUnderTest.in(programs, directory).start();
        JoinString join = server.joinString();
        FaultyLine line = programs.closing(FaultyLine.before(server.port()));
        AgentUnderTest agent =
                AgentUnderTest.in(programs, directory, "agent-probing", printers.range(), printers.port());
        assertThat(agent.join(line.through(join)).awaitExit(Duration.ofSeconds(1)))
                .isZero();
        agent.start();
        await().atMost(Duration.ofMinutes(2)).until(() -> server.database().number("SELECT count(*) FROM metrics") > 0);

        line.faults((way, connection) -> new LineFault.Reset(0));
        line.breakAll();
        // Whichever worker of the two comes first.
        await().atMost(Duration.ofMinutes(2))
                .until(() -> !agent.process().lines("Failed to upload").isEmpty()
                        || !agent.process().lines("Heartbeat failed error=").isEmpty());
        long opened = System.nanoTime();
        Duration watched = Duration.ofMinutes(6);
        await().pollDelay(watched).atMost(watched.plusSeconds(20)).until(() -> true);
        List<Long> probes = line.attempts().stream()
                .filter(at -> at - opened > TimeUnit.SECONDS.toNanos(5))
                .toList();
        for (int i = 1; i < probes.size(); i++) {
            assertThat(probes.get(i) - probes.get(i - 1))
                    .as("between two probes")
                    .isGreaterThan(TimeUnit.SECONDS.toNanos(55));
        }
        assertThat(probes.size()).isBetween(3, 7);

        line.heal();
        long healed = System.nanoTime();
        agent.process().awaitLine(Duration.ofSeconds(75), "Server answers again");
        System.out.println("dead server: " + probes.size() + " probes in " + watched.toMinutes()
                + " minutes, its return was noticed after " + (System.nanoTime() - healed) / 1_000_000 + " ms");
        assertThat(System.nanoTime() - healed).isLessThan(TimeUnit.SECONDS.toNanos(65));
    }
}
