package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.send.RequestLimits;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.agent.store.sqlite.OverflowLimits;
import io.printmaster.wire.JoinString;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// Outages of a day and of a month in seconds and minutes: the time is the test's, the rest is real.
final class OutageTest {
    private static final OverflowLimits LIMITS = new OverflowLimits(50_000_000, Duration.ofMinutes(10), 1_000);

    @RegisterExtension
    final Programs programs = Programs.perTest();

    private Path directory;

    @BeforeEach
    void folder() throws IOException {
        directory = QuickFolder.make(programs).path();
    }

    @Test
    void outageOfADay_losesNothing_andIsMadeUpFor() throws Exception {
        aDay(12, Duration.ofHours(1));
    }

    @Test
    @Tag("long")
    void outageOfADayWithAThousandPrinters_isMadeUpForWithinAMinute() throws Exception {
        assertThat(aDay(1_000, Duration.ofMinutes(15))).isLessThan(Duration.ofSeconds(60));
    }

    @Test
    void outageOfDays_keepsTotalsChangesAndHours() throws Exception {
        MonthOfOutage month = new MonthOfOutage(directory.resolve("agent"), 20, 3);
        month.pass();
        month.judge();
    }

    @Test
    @Tag("long")
    void outageOfAMonthWithAThousandPrinters_staysSmall_andKeepsTotalsChangesAndHours() throws Exception {
        MonthOfOutage month = new MonthOfOutage(directory.resolve("agent"), 1_000, 30);
        month.pass();
        assertThat(month.mostBytes()).isLessThanOrEqualTo(256_000_000);
        month.judge();
    }

    /// Through the real survey and to a real server.
    ///
    /// @return from the server's return, noticed by the next probe, until the queue is empty
    private Duration aDay(int printers, Duration cycle) throws Exception {
        ServerUnderTest server = ServerUnderTest.in(programs, directory).start();
        JoinString join = server.joinString();
        VirtualTime time = VirtualTime.atNine(2);
        InsideAgent agent = programs.closing(
                InsideAgent.in(directory.resolve("agent"), time, printers, LIMITS, RequestLimits.DEFAULT));
        agent.join(join);
        agent.collect();
        long samples = agent.store.outbox().count(RecordKind.METRICS);
        agent.heartbeat();
        agent.upload();
        assertThat(agent.waiting()).isZero();
        server.process().kill();
        Instant back = time.instant().plus(24, ChronoUnit.HOURS);
        while (time.instant().isBefore(back)) {
            time.pass(cycle);
            agent.collect();
            agent.heartbeat();
            agent.upload();
        }
        assertThat(agent.store.status().place().word()).isEqualTo("disk");
        long waited = agent.waiting();
        samples += agent.store.outbox().count(RecordKind.METRICS);
        server.start();

        long began = System.nanoTime();
        for (int round = 0; round < 20 && agent.waiting() > 0; round++) {
            time.pass(Duration.ofMinutes(1));
            agent.heartbeat();
            agent.upload();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        System.out.println("outage of a day: " + printers + " printers, " + waited + " records waited, brought in "
                + took.toMillis() + " ms, " + agent.ledger());
        assertThat(agent.waiting()).isZero();
        assertThat(agent.store.status().place().word()).isEqualTo("memory");
        assertThat(agent.ledger().balanced()).isTrue();
        assertThat(agent.ledger().dropped() + agent.ledger().parked()).isZero();
        assertThat(server.database().number("SELECT count(*) FROM metrics")).isEqualTo(samples);
        for (JsonNode row :
                server.database().rows("SELECT device_key AS k, max(total) AS total FROM metrics GROUP BY 1")) {
            String key = row.path("k").asString();
            int n = Integer.parseInt(key.substring(key.length() - 7));
            assertThat(row.path("total").asLong()).as(key).isEqualTo(agent.printers.lastTotal(n));
        }
        return took;
    }
}
