package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.printmaster.agent.store.sqlite.OverflowDeviceStore.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A disk that is full, fails, is read-only or is gone while the readings are on it: the agent goes on in memory with
/// all it has, says so once, and goes back to the disk when it can.
final class DiskFaultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    @Test
    void fullDisk_sendsTheReadingsToMemory_andBackWhenThereIsRoom() throws Exception {
        SmallDisk disk = SmallDisk.mount(programs, directory.resolve("disk"), 6);
        VirtualTime time = new VirtualTime(Instant.parse("2026-03-02T09:00:00Z"));
        try (InsideAgent agent = InsideAgent.in(disk.folder().resolve("data"), time, 40)) {
            time.pass(Duration.ofMinutes(11));
            agent.collect();
            agent.look();
            assertThat(agent.store.status().place()).isEqualTo(Place.DISK);
            disk.fill();
            for (int cycle = 0; cycle < 40; cycle++) {
                time.pass(Duration.ofMinutes(5));
                agent.collect();
                agent.look();
            }
            assertThat(agent.store.status().place()).isEqualTo(Place.MEMORY);
            assertThat(agent.store.status().fault()).contains("no space left");
            assertThat(agent.ledger().balanced()).isTrue();
            assertThat(agent.ledger().dropped()).isZero();
            long before = agent.ledger().collected();

            disk.makeRoom();
            agent.look();
            assertThat(agent.store.status().place()).isEqualTo(Place.DISK);
            assertThat(agent.store.status().fault()).isEmpty();
            assertThat(agent.store.status().spills()).isEqualTo(2);
            assertThat(agent.ledger().collected()).isEqualTo(before);
        }
    }

    @Test
    void diskThatFailsToWrite_isLeftForMemory_andToldOnce() {
        survives(program -> FailingDisk.withoutWrites(programs, program, files()));
    }

    @Test
    void readOnlyDisk_isLeftForMemory_andToldOnce() {
        survives(program -> FailingDisk.readOnly(programs, program, files()));
    }

    /// Whatever of it can still be read is taken over; what comes from now on is kept.
    @Test
    void deadDisk_doesNotStopTheCollecting() {
        survives(program -> FailingDisk.dead(programs, program, files()));
    }

    @FunctionalInterface
    private interface Fault {
        FailingDisk begin(ProgramUnderTest program);
    }

    private void survives(Fault fault) {
        ProgramUnderTest program = programs.start(
                "store",
                directory,
                Map.of(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoringProgram.class.getName(),
                        directory.resolve("data").toString()));
        program.awaitLine(PATIENCE, "place disk");
        FailingDisk disk = fault.begin(program);
        int from = program.out().size();
        await().atMost(PATIENCE).until(() -> since(program, from, "place memory") > 100);
        assertThat(program.lines("fault")).as("every reading was kept").isEmpty();
        assertThat(program.lines("ERROR", "Disk cannot be used"))
                .as("told once")
                .hasSize(1);
        disk.close();
        int healed = program.out().size();
        await().atMost(PATIENCE).until(() -> since(program, healed, "place disk") > 10);
        assertThat(program.isAlive()).isTrue();
        assertThat(program.lines("balanced false")).isEmpty();
    }

    private static long since(ProgramUnderTest program, int from, String word) {
        return program.out().stream()
                .skip(from)
                .filter(line -> line.contains(word))
                .count();
    }

    private List<Path> files() {
        Path data = directory.resolve("data");
        return Stream.of("devices.db", "devices.db-wal", "devices.db-shm", "devices.db.part", "devices.db.part-journal")
                .map(data::resolve)
                .toList();
    }
}
