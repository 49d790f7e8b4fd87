package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.printmaster.wire.JoinString;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The oracle plus a fault: after each, acknowledged = stored, once each, in order, and the ledger balances.
final class FaultsTest {
    private static final int PRINTERS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    private ServerUnderTest server;
    private AgentUnderTest agent;
    private Tap tap;

    @Test
    void line_cutDelayedAndRepeated_losesAndDoublesNothing() throws Exception {
        startAll();
        Tap.Harm[] harms = {
            Tap.Harm.CUT_AFTER, Tap.Harm.REPEAT, Tap.Harm.CUT_BEFORE, Tap.Harm.BUSY, Tap.Harm.CUT_AFTER, Tap.Harm.NONE
        };
        tap.mischief((path, number) -> path.endsWith("/batch") ? harms[number % harms.length] : Tap.Harm.NONE);
        awaitSamples(3);
        tap.mischief((path, number) -> Tap.Harm.NONE);

        awaitAllIsWell();
        assertThat(tap.deliveries()).anyMatch(delivery -> !delivery.heard());
    }

    @Test
    void server_killedAtRandomMoments_losesNothingThatItAcknowledged() throws Exception {
        startAll();
        Random chance = new Random(42);
        for (int kill = 1; kill <= 3; kill++) {
            int before = tap.deliveries().size();
            await().atMost(PATIENCE).until(() -> tap.deliveries().size() > before);
            Duration moment = Duration.ofMillis(chance.nextInt(400));
            await().pollDelay(moment).atMost(moment.plusSeconds(1)).until(() -> true);
            server.process().kill();
            server.start();
        }

        awaitSamples(3);
        awaitAllIsWell();
    }

    @Test
    void agent_killedDuringAnOutage_losesNothingThatItQueued() throws Exception {
        startAll();
        awaitSamples(1);
        tap.mischief((path, number) -> Tap.Harm.CUT_BEFORE);
        await().atMost(PATIENCE).until(() -> queuedSamples() >= 2L * PRINTERS);
        agent.process().kill();
        long queued = queuedSamples();
        tap.mischief((path, number) -> Tap.Harm.NONE);

        agent.start();
        awaitAllIsWell();
        assertThat(queued).isGreaterThanOrEqualTo(2L * PRINTERS);
    }

    @Test
    void agent_stopped_bringsOrKeepsWhatItHas() throws Exception {
        startAll();
        awaitSamples(1);

        int exit = agent.process().stop(Duration.ofSeconds(15));

        assertThat(exit).as(agent.process().tail(20)).isZero();
        assertThat(agent.process().lines("INFO", "Agent stopped")).hasSize(1);
        agent.start();
        awaitAllIsWell();
    }

    /// Two minutes are longer than all attempts together, so the breaker has opened when the server comes back.
    @Test
    @Tag("long")
    void server_awayForTwoMinutes_isFoundAgainWithinAMinute() throws Exception {
        startAll();
        awaitSamples(1);
        server.process().kill();
        Duration away = Duration.ofMinutes(2);
        await().pollDelay(away).atMost(away.plusSeconds(5)).until(() -> true);
        long missing = queuedSamples();
        server.start();

        await().atMost(Duration.ofSeconds(75)).until(() -> queuedSamples() == 0);
        awaitAllIsWell();
        assertThat(missing).isGreaterThan(5L * PRINTERS);
    }

    private void startAll() throws Exception {
        PrinterFleet printers = PrinterFleet.start(programs, PRINTERS);
        server = ServerUnderTest.in(programs, directory).start();
        JoinString join = server.joinString();
        tap = programs.closing(Tap.before(server, join));
        agent = AgentUnderTest.in(programs, directory, "agent-faults", printers.range(), printers.port());
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
                .pollInterval(Duration.ofMillis(300))
                .until(() -> agent.devices().number("SELECT count(*) FROM outbox") == 0);
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(Oracle.check(tap, agent, server).differences())
                        .isEmpty());
    }

    private long queuedSamples() {
        return agent.devices().number("SELECT count(*) FROM outbox WHERE kind = 'metrics'");
    }
}
