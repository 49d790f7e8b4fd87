package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.printmaster.agent.store.Ledger;
import io.printmaster.agent.store.QueuedRecord;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.agent.store.sqlite.DataDirectory;
import io.printmaster.agent.store.sqlite.OverflowDeviceStore;
import io.printmaster.agent.store.sqlite.OverflowLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// The store that goes to the disk and back is killed (-9): at random moments, and exactly while it copies, renames,
/// switches and deletes. What it had said to be on the disk is there afterwards, whole and in order.
final class KilledStoreTest {
    private static final OverflowLimits LIMITS = new OverflowLimits(50_000_000, Duration.ofMinutes(10), 1_000_000);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// What the process is doing in the file system when it is killed, as `strace` names it: in the copy, at its end,
    /// before it gets its name, and when the file goes again.
    private static final List<String> MOMENTS = List.of(
            "pwrite64:signal=KILL:when=30",
            "pwrite64:signal=KILL:when=200",
            "fsync,fdatasync:signal=KILL:when=1",
            "fsync,fdatasync:signal=KILL:when=2",
            "rename,renameat,renameat2:signal=KILL:when=1",
            "rename,renameat,renameat2:signal=KILL:when=2",
            "unlink,unlinkat:signal=KILL:when=1",
            "unlink,unlinkat:signal=KILL:when=2",
            "unlink,unlinkat:signal=KILL:when=3");

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    @Test
    void storeKilledInTheMidstOfSpillAndReturn_keepsWhatWasOnTheDisk() {
        String strace = Peers.need("strace").toString();
        for (String moment : MOMENTS) {
            killedBy(strace, moment);
        }
    }

    @Test
    void storeKilledAtRandomMoments_keepsWhatWasOnTheDisk() {
        killAtRandom(6, 3);
    }

    @Test
    @Tag("long")
    void storeKilledThreeHundredTimes_keepsWhatWasOnTheDisk() {
        killAtRandom(300, 4);
    }

    private void killAtRandom(int kills, long seed) {
        Random chance = new Random(seed);
        int withFile = 0;
        for (int kill = 0; kill < kills; kill++) {
            ProgramUnderTest program = start();
            program.awaitLine(PATIENCE, "kept");
            Duration moment = Duration.ofMillis(chance.nextInt(700));
            await().pollDelay(moment).atMost(moment.plusSeconds(20)).until(() -> true);
            if (chance.nextBoolean()) {
                // A process that stands still for a while is killed as well.
                program.signal("STOP");
            }
            program.kill();
            withFile += Files.exists(data().resolve("devices.db")) ? 1 : 0;
            judge(program);
        }
        System.out.println("killed stores: " + kills + ", " + withFile + " of them with a spill on the disk");
    }

    private void killedBy(String strace, String moment) {
        ProgramUnderTest program = start();
        program.awaitLine(PATIENCE, "begins");
        ProgramUnderTest killer = programs.start(
                "strace " + moment,
                directory,
                Map.of(),
                List.of(
                        strace,
                        "-f",
                        "-qq",
                        "-o",
                        "/dev/null",
                        "-e",
                        "inject=" + moment,
                        "-p",
                        Long.toString(program.pid())));
        await().atMost(PATIENCE).until(() -> !program.isAlive() || !killer.isAlive());
        if (program.isAlive()) {
            program.kill();
            Skip.unless(false, "strace may not watch another process here: " + killer.tail(3));
        }
        program.awaitExit(PATIENCE);
        judge(program);
    }

    private ProgramUnderTest start() {
        return programs.start(
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
                        SpillingProgram.class.getName(),
                        data().toString(),
                        "400"));
    }

    private Path data() {
        return directory.resolve("data");
    }

    /// Opens what is left, as the next start does.
    private void judge(ProgramUnderTest killed) {
        long[] kept = lastKept(killed);
        try (DataDirectory held = DataDirectory.take(data());
                OverflowDeviceStore store = OverflowDeviceStore.open(held, LIMITS, Clock.systemUTC())) {
            assertThat(store.damage()).as("a kill damages nothing").isEmpty();
            List<Long> there = new ArrayList<>();
            store.outbox()
                    .peek(RecordKind.METRICS, Integer.MAX_VALUE, Long.MAX_VALUE)
                    .forEach(record -> there.add(total(record)));
            assertThat(there).as("in order, once each").isSorted().doesNotHaveDuplicates();
            if (kept[1] > 0) {
                assertThat(there)
                        .as(killed.tail(3))
                        .containsAll(
                                LongStream.rangeClosed(kept[0], kept[1]).boxed().toList());
            }
            Ledger ledger = store.outbox().ledger();
            assertThat(ledger.balanced()).as(ledger.toString()).isTrue();
            assertThat(ledger.dropped()).isZero();
        }
    }

    private static long[] lastKept(ProgramUnderTest program) {
        long[] last = {0, 0};
        for (String line : program.out()) {
            List<String> words = List.of(line.split(" ", -1));
            if (words.getFirst().equals("kept") && words.size() == 3) {
                last = new long[] {Long.parseLong(words.get(1)), Long.parseLong(words.get(2))};
            } else if (words.getFirst().equals("memory")) {
                last = new long[] {0, 0};
            }
        }
        return last;
    }

    static long total(QueuedRecord record) {
        return JsonMapper.shared()
                .readTree(new String(record.payload(), StandardCharsets.UTF_8))
                .at("/counters/total")
                .asLong();
    }
}
