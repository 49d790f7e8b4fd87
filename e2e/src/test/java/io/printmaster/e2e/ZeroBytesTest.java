package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// While the server answers, the agent writes nothing at all: the kernel counts no byte to a storage device, no file is
/// opened for writing, made, renamed or removed, and none in its directory changes.
final class ZeroBytesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    private int count;
    private PrinterFleet printers;
    private ServerUnderTest server;
    private AgentUnderTest agent;

    @Test
    void threeCycles_writeNothing() throws Exception {
        startAll(6);
        agent.overflowing(1_000).start();
        awaitSamples(2);
        writesNothingWhile(() -> awaitSamples(5));
    }

    @Test
    @Tag("long")
    void tenMinutesAtTheDefaultOptions_writeNothing() throws Exception {
        startAll(20);
        agent.atDefaults(printers.range(), printers.port());
        agent.start();
        awaitSamples(1);
        // The second heartbeat reads agent.db for the first time since it was written, and moves SQLite's read mark in
        // the index beside it: one page, once.
        Duration twoHeartbeats = Duration.ofSeconds(125);
        await().pollDelay(twoHeartbeats).atMost(twoHeartbeats.plusSeconds(20)).until(() -> true);
        Duration steady = Duration.ofMinutes(10);
        writesNothingWhile(
                () -> await().pollDelay(steady).atMost(steady.plusMinutes(1)).until(() -> true));
        assertThat(agent.process().lines("INFO", "Scan finished"))
                .as("cycles of the survey")
                .hasSizeGreaterThanOrEqualTo(2);
    }

    private void startAll(int howMany) {
        count = howMany;
        printers = PrinterFleet.start(programs, count);
        server = ServerUnderTest.in(programs, directory).start();
        agent = AgentUnderTest.in(programs, directory, "agent-quiet", printers.range(), printers.port());
        ProgramUnderTest joined = agent.join(server.joinString());
        assertThat(joined.awaitExit(Duration.ofSeconds(1))).as(joined.tail(20)).isZero();
    }

    private void writesNothingWhile(Runnable work) throws IOException {
        Map<String, Instant> files = files();
        assertThat(files.keySet()).noneMatch(name -> name.startsWith("devices"));
        String mapped = Files.readString(process("maps"));
        assertThat(mapped.lines().filter(line -> line.contains(".so")))
                .as("libraries that were unpacked")
                .noneMatch(line -> line.contains(System.getProperty("java.io.tmpdir"))
                        && !line.contains(Repository.ROOT.toString()));
        assertThat(Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "hsperfdata_" + System.getProperty("user.name"),
                        Long.toString(agent.process().pid())))
                .doesNotExist();
        long written = written();
        long began = System.nanoTime();
        try (SystemCalls calls = SystemCalls.of(programs, agent.process(), directory)) {
            work.run();
            long after = written();
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            System.out.println("zero bytes: " + took.toSeconds() + " s, " + count + " printers, "
                    + (mapped.contains("agent.aot") ? "with" : "without") + " the cache of classes, "
                    + calls.heard() + " calls that write, "
                    + calls.touchingFiles().size()
                    + " of them to files, write_bytes grew by " + (after - written));
            assertThat(after - written).as("bytes written to storage").isZero();
            assertThat(calls.heard())
                    .as("calls that write to sockets and the log")
                    .isPositive();
            assertThat(calls.touchingFiles()).isEqualTo(List.of());
        }
        assertThat(files()).isEqualTo(files);
        assertThat(agent.process().isAlive()).isTrue();
    }

    /// What the kernel has charged to the process as written to a block device; it counts when a page becomes dirty,
    /// not when it reaches the disk.
    private long written() throws IOException {
        try (Stream<String> lines = Files.lines(process("io"))) {
            return lines.filter(line -> line.startsWith("write_bytes: "))
                    .mapToLong(line -> Long.parseLong(line.substring("write_bytes: ".length())))
                    .sum();
        }
    }

    private Path process(String file) {
        return Path.of("/proc", Long.toString(agent.process().pid()), file);
    }

    private Map<String, Instant> files() throws IOException {
        Map<String, Instant> times = new TreeMap<>();
        try (Stream<Path> files = Files.list(agent.data())) {
            for (Path file : files.toList()) {
                times.put(
                        file.getFileName().toString(),
                        Files.getLastModifiedTime(file).toInstant());
            }
        }
        return times;
    }

    /// Waits until the server holds so many samples of every printer on the average.
    private void awaitSamples(int each) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> server.database().number("SELECT count(*) FROM metrics") >= (long) each * count);
    }
}
