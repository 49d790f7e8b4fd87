package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.send.RequestLimits;
import io.printmaster.agent.store.sqlite.OverflowLimits;
import io.printmaster.wire.JoinString;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// What networks do to the connection, below TLS and in both directions, between the agent's real parts and a real
/// server: nothing is lost, doubled or reordered, and in the end everything is there.
final class LineFaultsTest {
    private static final int PRINTERS = 20;
    private static final OverflowLimits MEMORY = new OverflowLimits(50_000_000, Duration.ofMinutes(10), 1_000);
    private static final RequestLimits IMPATIENT = new RequestLimits(Duration.ofSeconds(2), Duration.ofMillis(900));
    private static final int KINDS = 6;
    private static final int MORE_ROUNDS = 8;

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    private ServerUnderTest server;
    private Tap tap;
    private FaultyLine line;
    private InsideAgent agent;

    @Test
    void everyFaultInBothDirections_losesDoublesAndReordersNothing() throws Exception {
        start();
        hurt(2, 11);
        // A connection that is resumed is so short that a fault meant for later may pass it by.
        for (int more = 1; more <= MORE_ROUNDS && line.struck().size() < 2 * KINDS; more++) {
            hurt(1, 11 + more);
        }

        bringEverything();
        assertThat(line.struck())
                .containsKeys(
                        "Cut TO_SERVER",
                        "Cut TO_AGENT",
                        "Reset TO_SERVER",
                        "Reset TO_AGENT",
                        "Latency TO_SERVER",
                        "Latency TO_AGENT",
                        "Swallow TO_SERVER",
                        "Swallow TO_AGENT",
                        "Slice TO_SERVER",
                        "Slice TO_AGENT",
                        "Bandwidth TO_SERVER",
                        "Bandwidth TO_AGENT");
        assertThat(tap.deliveries().stream().map(Tap.Delivery::batch).distinct().count())
                .as("some batches were delivered again, because their answers were lost")
                .isLessThan(tap.deliveries().size());
    }

    @Test
    @Tag("long")
    void thousandsOfFaults_loseDoubleAndReorderNothing() throws Exception {
        start();
        hurt(40, 12);

        bringEverything();
        System.out.println("line faults: " + line.struck() + ", "
                + line.attempts().size() + " connections, " + tap.deliveries().size() + " batches");
    }

    private void start() throws Exception {
        server = ServerUnderTest.in(programs, directory).start();
        JoinString join = server.joinString();
        tap = programs.closing(Tap.before(server, join));
        line = programs.closing(FaultyLine.before(tap.port()));
        VirtualTime time = VirtualTime.atNine(3);
        agent = programs.closing(InsideAgent.in(directory.resolve("agent"), time, PRINTERS, MEMORY, IMPATIENT));
        agent.join(line.through(join));
    }

    /// So many rounds of each fault in each direction.
    private void hurt(int rounds, long seed) throws InterruptedException {
        Random chance = new Random(seed);
        for (int round = 0; round < rounds * 2 * KINDS; round++) {
            line.heal();
            agent.time.pass(InsideAgent.UPLOAD_EVERY);
            agent.collect();
            agent.heartbeat();
            FaultyLine.Way way = round % 2 == 0 ? FaultyLine.Way.TO_SERVER : FaultyLine.Way.TO_AGENT;
            if (chance.nextBoolean()) {
                // Half of them meet a handshake, the others a connection that has worked.
                line.breakAll();
            }
            LineFault fault = fault(round / 2 % KINDS, chance);
            int last = line.attempts().size() + chance.nextInt(2 * KINDS) / KINDS + 1;
            line.faults((to, connection) -> to == way && connection <= last ? fault : LineFault.NONE);
            agent.upload();
        }
    }

    private static LineFault fault(int kind, Random chance) {
        return switch (kind) {
            case 0 -> new LineFault.Cut(chance.nextInt(3_500));
            case 1 -> new LineFault.Reset(chance.nextInt(3_500));
            case 2 -> new LineFault.Latency(Duration.ofMillis(chance.nextInt(80)));
            case 3 -> new LineFault.Swallow();
            case 4 -> new LineFault.Slice(1 + chance.nextInt(300));
            default -> new LineFault.Bandwidth(10_000 + chance.nextInt(100_000));
        };
    }

    private void bringEverything() throws InterruptedException {
        line.heal();
        for (int round = 0; round < 50 && agent.waiting() > 0; round++) {
            agent.time.pass(InsideAgent.UPLOAD_EVERY);
            agent.heartbeat();
            agent.upload();
        }
        assertThat(agent.waiting()).as("waiting in the end").isZero();
        assertThat(Oracle.check(
                                tap.deliveries(),
                                "agent-inside",
                                JsonMapper.shared().valueToTree(agent.ledger()),
                                server)
                        .differences())
                .isEqualTo(List.of());
    }
}
