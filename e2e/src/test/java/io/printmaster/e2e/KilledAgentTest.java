package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.printmaster.wire.JoinString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The real agent is killed (-9) exactly while it goes to the disk or comes back from it, and meets a disk that is
/// full: it starts every time, what lay on the disk reaches the server, once and in order.
final class KilledAgentTest {
    private static final int PRINTERS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    /// What it does with the spill's files when it is killed, as `strace` names it.
    private static final List<String> GOING = List.of(
            "pwrite64:signal=KILL:when=20",
            "fsync,fdatasync:signal=KILL:when=1",
            "rename,renameat,renameat2:signal=KILL:when=1");

    private static final List<String> COMING =
            List.of("unlink,unlinkat:signal=KILL:when=1", "unlink,unlinkat:signal=KILL:when=2");

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    private ServerUnderTest server;
    private AgentUnderTest agent;
    private Tap tap;

    @Test
    void agentKilledWhileItGoesToTheDiskAndComesBack_losesNothingThatLayThere() throws Exception {
        startAll(directory);
        killGoing(GOING.getLast());
        killGoing(GOING.get(1));
        killComing(COMING.getFirst());
    }

    @Test
    @Tag("long")
    void agentKilledAtEveryStepAndAtRandom_losesNothingThatLayThere() throws Exception {
        startAll(directory);
        for (String moment : GOING) {
            killGoing(moment);
        }
        for (String moment : COMING) {
            killComing(moment);
        }
        Random chance = new Random(17);
        int onDisk = 0;
        for (int kill = 0; kill < 20; kill++) {
            cutOff();
            await().atMost(PATIENCE).until(this::isOnDisk);
            if (chance.nextBoolean()) {
                tap.mischief((path, number) -> Tap.Harm.NONE);
            }
            Duration moment = Duration.ofMillis(chance.nextInt(6_000));
            await().pollDelay(moment).atMost(moment.plusSeconds(30)).until(() -> true);
            agent.process().kill();
            onDisk += isOnDisk() ? 1 : 0;
            comeBack();
        }
        System.out.println("killed agents: 20 at random, " + onDisk + " of them with a spill on the disk");
    }

    @Test
    void agentOnAFullDisk_goesOnInMemory_saysSoOnce_andUsesTheDiskWhenThereIsRoom() throws Exception {
        SmallDisk disk = SmallDisk.mount(programs, directory.resolve("disk"), 6);
        startAll(disk.folder());
        disk.fill();
        cutOff();
        agent.process().awaitLine(PATIENCE, "ERROR", "Disk cannot be used");
        long before = ledger().path("collected").asLong();
        await().atMost(PATIENCE).until(() -> ledger().path("collected").asLong() >= before + 4L * PRINTERS);
        assertThat(agent.process().lines("ERROR", "Disk cannot be used")).hasSize(1);
        assertThat(agent.status().at("/storage/place").asString()).isEqualTo("memory");
        assertThat(ledger().path("dropped").asLong()).isZero();

        disk.makeRoom();
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(this::isOnDisk);
        assertThat(agent.status().at("/storage/fault").asString("")).isEmpty();
        tap.mischief((path, number) -> Tap.Harm.NONE);
        awaitAllIsWell(false);
    }

    private void startAll(Path folder) throws Exception {
        PrinterFleet printers = PrinterFleet.start(programs, PRINTERS);
        server = ServerUnderTest.in(programs, directory).start();
        JoinString join = server.joinString();
        tap = programs.closing(Tap.before(server, join));
        agent = AgentUnderTest.in(programs, folder, "agent-killed", printers.range(), printers.port())
                .overflowing(PRINTERS - 1);
        assertThat(agent.join(tap.through(join)).awaitExit(Duration.ofSeconds(1)))
                .isZero();
        agent.start();
        await().atMost(PATIENCE).until(() -> server.database().number("SELECT count(*) FROM metrics") >= PRINTERS);
    }

    private void cutOff() {
        tap.mischief((path, number) -> Tap.Harm.CUT_BEFORE);
    }

    private boolean isOnDisk() {
        return Files.exists(agent.data().resolve("devices.db"));
    }

    private JsonNode ledger() {
        return agent.status().path("ledger");
    }

    private void killGoing(String moment) throws Exception {
        ProgramUnderTest killer = killer(moment);
        cutOff();
        awaitDeath(killer, moment);
        comeBack();
    }

    private void killComing(String moment) throws Exception {
        cutOff();
        await().atMost(PATIENCE).until(this::isOnDisk);
        ProgramUnderTest killer = killer(moment);
        tap.mischief((path, number) -> Tap.Harm.NONE);
        awaitDeath(killer, moment);
        comeBack();
    }

    private ProgramUnderTest killer(String moment) {
        List<String> words = new ArrayList<>(List.of(Peers.need("strace").toString(), "-f", "-qq", "-o", "/dev/null"));
        Stream.of("", "-wal", "-shm", ".part", ".part-journal", ".part-wal")
                .map(end -> agent.data().resolve("devices.db" + end).toString())
                .forEach(file -> words.addAll(List.of("-P", file)));
        words.addAll(List.of(
                "-e", "inject=" + moment, "-p", Long.toString(agent.process().pid())));
        return programs.start("strace " + moment, directory, Map.of(), words);
    }

    private void awaitDeath(ProgramUnderTest killer, String moment) {
        ProgramUnderTest program = agent.process();
        await().alias(moment).atMost(PATIENCE).until(() -> !program.isAlive() || !killer.isAlive());
        Skip.unless(!program.isAlive(), "strace may not watch another process here: " + killer.tail(3));
        program.awaitExit(PATIENCE);
    }

    /// Starts it again with the server there: what lay on the disk is sent.
    private void comeBack() throws Exception {
        Set<String> lay = new HashSet<>();
        if (isOnDisk()) {
            agent.devices()
                    .rows("SELECT printer_key AS k, queued_at AS at FROM outbox WHERE kind = 'metrics'")
                    .forEach(row -> lay.add(row.toString()));
        }
        tap.mischief((path, number) -> Tap.Harm.NONE);
        int before = tap.deliveries().size();
        agent.start();
        awaitAllIsWell(true);
        long sent = tap.deliveries().stream()
                .skip(before)
                .filter(delivery -> delivery.status() == 200 && delivery.path().contains("/metrics/"))
                .mapToLong(delivery -> delivery.records().size())
                .sum();
        assertThat(sent).isGreaterThanOrEqualTo(lay.size());
        assertThat(moved()).as("a kill damages nothing").isEmpty();
    }

    private List<Path> moved() throws IOException {
        try (Stream<Path> files = Files.list(agent.data())) {
            return files.filter(file -> file.toString().contains(".damaged-")).toList();
        }
    }

    /// @param killed a ledger that was in memory began anew
    private void awaitAllIsWell(boolean killed) {
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> !isOnDisk());
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            JsonNode ledger = ledger();
            assertThat(ledger.path("queued").asLong()).isZero();
            assertThat(Oracle.check(tap.deliveries(), agent.id(), ledger, server).differences().stream()
                            .filter(difference -> !killed || !difference.startsWith("the line saw"))
                            .toList())
                    .isEmpty();
        });
    }
}
