package io.printmaster.agent.survey;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.printmaster.agent.read.ReadOutcome;
import io.printmaster.agent.store.TestPrinters;
import io.printmaster.model.Network;
import io.printmaster.model.Printer;
import io.printmaster.model.Reading;
import io.printmaster.model.Sighting;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// A day of cycles in virtual time: what the printers of a site have to bear, and what the agent keeps of
/// it.
final class DayOfPolitenessTest extends SurveyFixture {
    private static final int CYCLES = 24 * 12;

    private int printers;
    private int off;

    private final Map<InetAddress, Instant> started = new HashMap<>();

    private static InetAddress at(int number) {
        return InetAddress.ofLiteral("10.0." + number / 250 + "." + (1 + number % 250));
    }

    private boolean isOff(int number, int cycle) {
        return number < off && cycle > 0;
    }

    private void site(int cycle) {
        for (int i = 0; i < printers; i++) {
            if (isOff(i, cycle)) {
                network.remove(at(i));
                continue;
            }
            Reading r = reading(i);
            Optional<Duration> up = Optional.ofNullable(started.get(at(i)))
                    .map(start -> Duration.between(start, clock.now))
                    .filter(d -> !d.isNegative());
            network.put(at(i), new ReadOutcome.Read(new Reading(r.printer(), r.meters(), r.at(), up)));
        }
    }

    private Reading reading(int number) {
        Reading r = TestPrinters.reading(number, 1_000, clock.now, at(number).getHostAddress());
        Printer p = r.printer();
        String mac = "00:aa:bb:cc:%02x:%02x".formatted(number / 256, number % 256);
        Network network = new Network(p.network().address(), "", mac, "", "", "");
        Printer own = new Printer(p.key(), p.identity(), network, p.condition(), p.inventory(), p.provenance());
        return new Reading(own, r.meters(), r.at());
    }

    /// Acceptance case 30 of docs/printers.md.
    @Test
    @Tag("long")
    void aDay_withThirtyOfThreeHundredSwitchedOff() {
        day(300, 30);
    }

    /// Acceptance case 30 of docs/printers.md.
    @Test
    void aDay_withSixOfTwentySwitchedOff() {
        day(20, 6);
    }

    private void day(int all, int switchedOff) {
        printers = all;
        off = switchedOff;
        // The last one restarts a minute after each reading.
        InetAddress restarting = at(printers - 1);
        Logger logger = (Logger) LoggerFactory.getLogger("io.printmaster.agent.survey");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
        log.start();
        Survey survey = survey(Duration.ofHours(24), 8);
        for (int i = 0; i < printers; i++) {
            announced.add(new Sighting(at(i), 161, Sighting.Door.SNMP, "", clock.now, Map.of()));
        }
        Map<InetAddress, Long> asks = new HashMap<>();
        long before = 0;
        try {
            for (int cycle = 0; cycle < CYCLES; cycle++) {
                site(cycle);
                asked.clear();
                run(survey);
                announced.clear();
                asked.forEach(s -> asks.merge(s.address(), 1L, Long::sum));
                asked.stream()
                        .filter(s -> s.address().equals(restarting))
                        .forEach(s -> started.put(s.address(), clock.now.plus(Duration.ofMinutes(1))));
                forgetQueue();
                later(Duration.ofMinutes(5));
                if (cycle == CYCLES / 4) {
                    before = usedMemory();
                }
            }
            long grown = usedMemory() - before;
            assertThat(grown).as("bytes more after eighteen hours more").isLessThan(4L << 20);
        } finally {
            logger.detachAppender(log);
            logger.setLevel(null);
        }
        assertThat(asks.get(at(off))).as("one that is on").isEqualTo(CYCLES);
        for (int i = 0; i < off; i++) {
            assertThat(asks.get(at(i)))
                    .as("one that is off: 1 + 3 + a quarter and each hour")
                    .isBetween(20L, 30L);
        }
        assertThat(asks.get(restarting)).as("one that cannot bear it").isLessThan(12);
        assertMessages(log.list);
        assertThat(Thread.getAllStackTraces().keySet())
                .as("no thread for a printer")
                .hasSizeLessThan(100);
    }

    private void assertMessages(List<ILoggingEvent> log) {
        Map<String, Long> counts =
                log.stream().collect(Collectors.groupingBy(ILoggingEvent::getMessage, Collectors.counting()));
        assertThat(counts)
                .containsEntry("Printer found", (long) printers)
                .containsEntry("Printer does not answer any more", (long) off)
                .containsEntry("Scan finished", (long) CYCLES);
        assertThat(counts.getOrDefault("Printer restarts when it is read; it is asked less often from now on", 0L))
                .isBetween(1L, 2L);
        assertThat(counts).as("and nothing else").hasSize(4);
    }

    private static long usedMemory() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }
}
