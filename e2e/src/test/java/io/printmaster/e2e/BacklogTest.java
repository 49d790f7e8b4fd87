package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A real agent with the default options finds what it could not send for days: it begins to send at once, holds
/// none of it in memory, and goes on collecting meanwhile.
final class BacklogTest {
    private static final int PRINTERS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final long EXTRA_BYTES = 64 << 20;

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    private ServerUnderTest server;
    private AgentUnderTest agent;
    private long usualBytes;

    @Test
    void backlogOf100Megabytes_isSentInOrder_withLittleMemory() throws Exception {
        startAll();
        bring(100L << 20, PATIENCE, PATIENCE);
    }

    @Test
    @Tag("long")
    void backlogOfTwoGigabytes_isSentInOrder_withLittleMemory_beginningWithinFiveSeconds() throws Exception {
        startAll();
        bring(2L << 30, Duration.ofSeconds(5), Duration.ofMinutes(40));
    }

    private void startAll() throws Exception {
        PrinterFleet printers = PrinterFleet.start(programs, PRINTERS);
        server = ServerUnderTest.in(programs, directory).start();
        agent = AgentUnderTest.in(programs, directory, "agent-backlog", printers.range(), printers.port())
                .atDefaults(printers.range(), printers.port());
        ProgramUnderTest joined = agent.join(server.joinString());
        assertThat(joined.awaitExit(Duration.ofSeconds(1))).as(joined.tail(20)).isZero();
        agent.start();
        try (OwnMemory memory = OwnMemory.watch(agent.process())) {
            agent.process().awaitLine(PATIENCE, "Scan finished");
            await().atMost(PATIENCE).until(() -> stored() >= PRINTERS);
            usualBytes = memory.mostBytes();
        }
        assertThat(agent.process().stop(Duration.ofSeconds(40))).isZero();
        assertThat(spill()).doesNotExist();
    }

    private void bring(long bytes, Duration untilFirst, Duration untilAll) throws Exception {
        long before = stored();
        Backlog backlog = Backlog.in(agent.data(), bytes);
        Instant start = Instant.now();
        long began = System.nanoTime();
        agent.launch();
        try (OwnMemory memory = OwnMemory.watch(agent.process())) {
            await().alias("the first upload is acknowledged")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .ignoreExceptions()
                    .until(() -> server.database().number("SELECT count(*) FROM devices") > PRINTERS);
            Duration first = since(began);
            agent.process().awaitLine(PATIENCE, "Scan finished");
            assertThat(spill())
                    .as("printers were read while the backlog went out")
                    .exists();
            await().atMost(untilAll)
                    .pollInterval(Duration.ofSeconds(1))
                    .ignoreExceptions()
                    .until(() -> !Files.exists(spill()) && stored() >= before + backlog.samples + PRINTERS);
            Duration all = since(began);
            System.out.println("backlog: " + backlog.bytes + " bytes, " + backlog.samples
                    + " samples, first upload acknowledged " + first.toMillis() + " ms after the start (" + ready()
                    + "), all after "
                    + all.toMillis() + " ms; RssAnon at most " + (memory.mostBytes() >> 10) + " KiB, without a backlog "
                    + (usualBytes >> 10) + " KiB");
            assertThat(first).isLessThanOrEqualTo(untilFirst);
            assertThat(memory.mostBytes()).isLessThanOrEqualTo(usualBytes + EXTRA_BYTES);
        }
        judge(backlog, before, start);
    }

    private void judge(Backlog backlog, long before, Instant start) {
        JsonNode ledger = agent.ledger();
        assertThat(ledger.path("queued").asLong()).as(ledger.toString()).isZero();
        assertThat(ledger.path("dropped").asLong() + ledger.path("parked").asLong())
                .as(ledger.toString())
                .isZero();
        assertThat(ledger.path("acknowledged").asLong()
                        + ledger.path("coalesced").asLong())
                .as(ledger.toString())
                .isEqualTo(ledger.path("collected").asLong());
        assertThat(ledger.path("acknowledged").asLong())
                .as(ledger.toString())
                .isGreaterThanOrEqualTo(backlog.samples + backlog.devices + PRINTERS);
        Database there = server.database();
        assertThat(there.number("SELECT count(*) FROM metrics WHERE device_key LIKE '" + Backlog.KEYS + "'"))
                .as("stored once each")
                .isEqualTo(backlog.samples);
        assertThat(there.number("SELECT count(DISTINCT device_key) FROM metrics WHERE device_key NOT LIKE '"
                        + Backlog.KEYS + "' AND sampled_at >= '" + start + "'"))
                .as("printers that were read during the drain")
                .isEqualTo(PRINTERS);
        assertThat(there.number("SELECT count(*) FROM (SELECT sampled_at AS at, lag(sampled_at) OVER"
                        + " (PARTITION BY device_key ORDER BY rowid) AS previous FROM metrics) WHERE at <= previous"))
                .as("samples that came after a later one of their printer")
                .isZero();
        assertThat(stored()).isGreaterThanOrEqualTo(before + backlog.samples + PRINTERS);
    }

    private String ready() {
        String line = agent.process().lines("Agent ready").getFirst();
        return line.substring(line.indexOf("Agent ready"));
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private Path spill() {
        return agent.data().resolve("devices.db");
    }

    private long stored() {
        return server.database().number("SELECT count(*) FROM metrics");
    }
}
