package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.printmaster.wire.JoinString;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The agent keeps its readings in memory, on the disk while it must, and in memory again; the oracle watches.
final class OverflowTest {
    private static final int PRINTERS = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    private ServerUnderTest server;
    private AgentUnderTest agent;
    private Tap tap;

    @Test
    void outage_goesToTheDisk_andBackToMemoryWithNothingLost() throws Exception {
        startAll(PRINTERS - 1);
        awaitSamples(1);
        tap.mischief((path, number) -> Tap.Harm.CUT_BEFORE);
        await().atMost(PATIENCE).until(() -> Files.exists(spill()));
        agent.process().awaitLine(PATIENCE, "INFO", "Storage switched from memory to disk");
        await().atMost(PATIENCE).until(() -> agent.ledger().path("queued").asLong() >= 3L * PRINTERS);

        tap.mischief((path, number) -> Tap.Harm.NONE);
        await().atMost(PATIENCE).until(() -> !Files.exists(spill()));
        awaitAllIsWell();
        assertThat(agent.process().lines("ERROR")).noneMatch(line -> line.contains("torage"));
    }

    @Test
    void stopDuringAnOutage_keepsWhatIsUnsent_andTheNextStartSendsIt() throws Exception {
        startAll(PRINTERS - 1);
        awaitSamples(1);
        tap.mischief((path, number) -> Tap.Harm.CUT_BEFORE);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> agent.ledger().path("queued").asLong() >= 2L * PRINTERS);

        assertThat(agent.process().stop(Duration.ofSeconds(40))).isZero();
        assertThat(spill()).exists();
        long kept = agent.ledger().path("queued").asLong();
        assertThat(kept).isGreaterThanOrEqualTo(2L * PRINTERS);

        tap.mischief((path, number) -> Tap.Harm.NONE);
        agent.start();
        agent.process().awaitLine(Duration.ofSeconds(40), "Unsent data of an earlier run");
        await().atMost(PATIENCE).until(() -> !Files.exists(spill()));
        awaitAllIsWell();
    }

    /// What was only in memory is lost with a kill, as the order of the product accepts; what was spilled is not, and
    /// the agent starts every time.
    @Test
    void killsAtAnyMoment_neverHarmWhatWasSpilled() throws Exception {
        startAll(PRINTERS - 1);
        awaitSamples(1);
        Random chance = new Random(7);
        for (int kill = 0; kill < 3; kill++) {
            tap.mischief((path, number) -> Tap.Harm.CUT_BEFORE);
            await().atMost(PATIENCE).until(() -> Files.exists(spill()));
            Duration moment = Duration.ofMillis(chance.nextInt(800));
            await().pollDelay(moment).atMost(moment.plusSeconds(20)).until(() -> true);
            agent.process().kill();
            long kept = agent.ledger().path("queued").asLong();
            tap.mischief((path, number) -> Tap.Harm.NONE);
            int before = tap.deliveries().size();
            agent.start();
            await().atMost(PATIENCE).until(() -> !Files.exists(spill()));
            long sent = tap.deliveries().stream()
                    .skip(before)
                    .filter(delivery -> delivery.status() == 200)
                    .mapToLong(delivery -> delivery.records().size())
                    .sum();
            assertThat(sent).isGreaterThanOrEqualTo(kept);
        }
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(
                                Oracle.check(tap.deliveries(), agent, server).differences())
                        .as("only the ledger, which began anew in memory, may differ from the line")
                        .allMatch(difference -> difference.startsWith("the line saw")));
    }

    private Path spill() {
        return agent.data().resolve("devices.db");
    }

    private void startAll(int maxDevices) throws Exception {
        PrinterFleet printers = PrinterFleet.start(programs, PRINTERS);
        server = ServerUnderTest.in(programs, directory).start();
        JoinString join = server.joinString();
        tap = programs.closing(Tap.before(server, join));
        agent = AgentUnderTest.in(programs, directory, "agent-overflow", printers.range(), printers.port())
                .overflowing(maxDevices);
        ProgramUnderTest joined = agent.join(tap.through(join));
        assertThat(joined.awaitExit(Duration.ofSeconds(1))).as(joined.tail(20)).isZero();
        agent.start();
    }

    /// Waits until the server holds so many samples of every printer on the average.
    private void awaitSamples(int each) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> server.database().number("SELECT count(*) FROM metrics") >= (long) each * PRINTERS);
    }

    /// Waits until the queue is empty, then asks the oracle.
    private void awaitAllIsWell() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> agent.ledger().path("queued").asLong() == 0);
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(
                                Oracle.check(tap.deliveries(), agent, server).differences())
                        .isEqualTo(List.of()));
    }
}
