package io.printmaster.agent.survey;

import static io.printmaster.agent.store.TestPrinters.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.discover.FindSummary;
import io.printmaster.agent.discover.TargetList;
import io.printmaster.agent.read.ReadOutcome;
import io.printmaster.agent.store.KnownPrinter;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.agent.store.ScanRun;
import io.printmaster.agent.store.TestPrinters;
import io.printmaster.agent.store.sqlite.SqliteDeviceStore;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Reading;
import io.printmaster.model.Sighting;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;

/// A site for surveys: what stands at each address, what is announced, a real store in memory and a clock to set.
abstract class SurveyFixture {
    static final TargetList TARGETS = TargetList.parse(List.of("10.0.0.0/24"), 1_000);

    static final SurveySettings SETTINGS = new SurveySettings(4, Duration.ofMinutes(5), Duration.ZERO);

    /// A clock that the test sets.
    static final class TestClock extends Clock {
        volatile Instant now = NOON;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    final TestClock clock = new TestClock();
    final SqliteDeviceStore store = SqliteDeviceStore.inMemory();
    /// What stands at each address; what is not here is silent.
    final Map<InetAddress, ReadOutcome> network = new ConcurrentHashMap<>();
    final List<Sighting> announced = new ArrayList<>();
    final List<Sighting> asked = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        assertThat(store.outbox().ledger().balanced()).isTrue();
        store.close();
    }

    Survey survey() {
        return survey(Duration.ofMinutes(5), 4);
    }

    Survey survey(Duration refresh, int parallelReads) {
        return survey(new SurveySettings(parallelReads, refresh, Duration.ZERO));
    }

    Survey survey(SurveySettings settings) {
        return new Survey(List.of(this::find), this::read, store, settings, clock);
    }

    FindSummary find(TargetList targets, Consumer<Sighting> found) {
        announced.forEach(found);
        return new FindSummary(targets.size(), announced.size(), announced.size(), List.of(), 254, Duration.ZERO);
    }

    ReadOutcome read(Sighting sighting) {
        asked.add(sighting);
        ReadOutcome outcome = network.getOrDefault(sighting.address(), new ReadOutcome.Silent(0));
        if (outcome instanceof ReadOutcome.Read(Reading reading)) {
            return new ReadOutcome.Read(
                    new Reading(reading.printer(), reading.meters(), clock.instant(), reading.upTime()));
        }
        return outcome;
    }

    static InetAddress address(int number) {
        return InetAddress.ofLiteral("10.0.0." + number);
    }

    void announce(int number, Sighting.Door door) {
        announce(number, door, Map.of());
    }

    void announce(int number, Sighting.Door door, Map<String, String> hints) {
        announced.add(new Sighting(address(number), 161, door, "", clock.instant(), hints));
    }

    /// Puts a printer into the network and announces it.
    PrinterKey printer(int number, long pages) {
        place(number, number, pages);
        announce(number, Sighting.Door.SNMP);
        return key(number);
    }

    void place(int number, int at, long pages) {
        network.put(address(at), new ReadOutcome.Read(TestPrinters.reading(number, pages, NOON, "10.0.0." + at)));
    }

    static PrinterKey key(int number) {
        return TestPrinters.reading(number, 0, NOON).printer().key();
    }

    KnownPrinter known(int number) {
        return store.printers().find(key(number)).orElseThrow();
    }

    ScanRun run(Survey survey) {
        return survey.run(TARGETS).orElseThrow();
    }

    void forgetQueue() {
        for (RecordKind kind : RecordKind.values()) {
            store.outbox()
                    .forget(
                            store.outbox().peek(kind, 9_999, Long.MAX_VALUE).stream()
                                    .map(r -> r.id())
                                    .toList(),
                            clock.now);
        }
    }

    void later(Duration time) {
        clock.now = clock.now.plus(time);
    }
}
