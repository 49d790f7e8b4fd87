package io.printmaster.agent.survey;

import static io.printmaster.agent.store.TestPrinters.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.discover.FindSummary;
import io.printmaster.agent.discover.Finder;
import io.printmaster.agent.read.ReadOutcome;
import io.printmaster.agent.read.UnkeyedReading;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.agent.store.ScanRun;
import io.printmaster.agent.store.TestPrinters;
import io.printmaster.agent.store.sqlite.SqliteDeviceStore;
import io.printmaster.model.Identity;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class SurveyTest extends SurveyFixture {
    @Test
    void newPrinters_areReadKeptAndQueued() {
        printer(1, 10);
        printer(2, 20);
        network.put(address(3), new ReadOutcome.NotAPrinter("a switch"));
        announce(3, Sighting.Door.SNMP);
        ScanRun run = run(survey());
        assertThat(run).isEqualTo(new ScanRun(NOON, NOON, 254, 2, 2, 0, false));
        assertThat(store.scans().newest(9)).containsExactly(run);
        assertThat(store.printers().count()).isEqualTo(2);
        assertThat(store.outbox().count(RecordKind.DEVICE)).isEqualTo(2);
        assertThat(store.outbox().count(RecordKind.METRICS)).isEqualTo(2);
        assertThat(known(1).lastQueued()).contains(NOON);
    }

    @Test
    void unchangedPrinter_isQueuedAgainOnlyAfterTheRefreshInterval() {
        printer(1, 10);
        Survey survey = survey(Duration.ofMinutes(10), 4);
        run(survey);
        forgetQueue();
        later(Duration.ofMinutes(5));
        assertThat(run(survey).changed()).isZero();
        assertThat(store.outbox().count(RecordKind.DEVICE)).isZero();
        assertThat(store.outbox().count(RecordKind.METRICS)).isEqualTo(1);
        assertThat(known(1).last().printer().provenance().firstSeen()).isEqualTo(NOON);
        assertThat(known(1).last().printer().provenance().lastSeen()).isEqualTo(clock.now);
        later(Duration.ofSeconds(299));
        run(survey);
        assertThat(store.outbox().count(RecordKind.DEVICE))
                .as("a cycle that begins a second early is not left out")
                .isEqualTo(1);
    }

    @Test
    void changedPrinter_isQueuedAtOnce() {
        printer(1, 10);
        Survey survey = survey(Duration.ofHours(24), 4);
        run(survey);
        forgetQueue();
        place(1, 2, 10);
        announced.clear();
        network.remove(address(1));
        announce(2, Sighting.Door.SNMP);
        later(Duration.ofMinutes(1));
        assertThat(run(survey).changed()).isEqualTo(1);
        assertThat(store.outbox().count(RecordKind.DEVICE)).isEqualTo(1);
    }

    @Test
    void clockThatWasSetBack_doesNotSilenceAPrinter() {
        printer(1, 10);
        Survey survey = survey(Duration.ofHours(24), 4);
        run(survey);
        forgetQueue();
        later(Duration.ofHours(-1));
        run(survey);
        assertThat(store.outbox().count(RecordKind.DEVICE)).isEqualTo(1);
    }

    @Test
    void knownPrinter_isAskedWithoutBeingFound() {
        printer(1, 10);
        run(survey());
        announced.clear();
        later(Duration.ofMinutes(5));
        assertThat(run(survey()).found()).isEqualTo(1);
        assertThat(known(1).last().at()).isEqualTo(clock.now);
    }

    @Test
    void printerMetTwice_isOneDeviceReadOnce() {
        printer(1, 10);
        announce(1, Sighting.Door.MDNS);
        announce(1, Sighting.Door.SNMP);
        assertThat(run(survey()).found()).isEqualTo(1);
        assertThat(store.outbox().count(RecordKind.METRICS)).isEqualTo(1);
        assertThat(asked).hasSize(1);
    }

    @Test
    void printerSeenThroughTwoDoors_isReadOnce() {
        place(1, 1, 10);
        Survey survey = new Survey(
                List.of(finder(Sighting.Door.SNMP), finder(Sighting.Door.MDNS)), this::read, store, SETTINGS, clock);
        assertThat(run(survey).found()).isEqualTo(1);
        assertThat(asked).hasSize(1);
        assertThat(store.printers().count()).isEqualTo(1);
        assertThat(store.outbox().count(RecordKind.METRICS)).isEqualTo(1);
        later(Duration.ofMinutes(5));
        run(survey);
        assertThat(asked).as("known and seen twice: one reading").hasSize(2);
    }

    /// A door at which the first printer announces itself.
    private Finder finder(Sighting.Door door) {
        return (targets, found) -> {
            found.accept(new Sighting(address(1), 161, door, "", clock.instant(), Map.of()));
            return new FindSummary(1, 1, 1, List.of(), 1, Duration.ZERO);
        };
    }

    @Test
    void otherDoor_isTriedWhenTheFirstLeadsNowhere() {
        AtomicInteger doors = new AtomicInteger();
        announce(1, Sighting.Door.SNMP);
        announce(1, Sighting.Door.IPP);
        Survey survey = new Survey(
                List.of(this::find),
                sighting -> {
                    doors.incrementAndGet();
                    return sighting.door() == Sighting.Door.IPP
                            ? new ReadOutcome.Read(TestPrinters.reading(1, 10, NOON))
                            : new ReadOutcome.Silent(0);
                },
                store,
                SETTINGS,
                clock);
        assertThat(run(survey).found()).isEqualTo(1);
        assertThat(doors).hasValue(2);
        assertThat(known(1).sighting().door()).isEqualTo(Sighting.Door.IPP);
    }

    @Test
    void printerThatMoved_keepsItsRow() {
        printer(1, 10);
        run(survey());
        network.clear();
        announced.clear();
        place(1, 77, 10);
        announce(77, Sighting.Door.SNMP);
        later(Duration.ofMinutes(5));
        run(survey());
        assertThat(store.printers().count()).isEqualTo(1);
        assertThat(known(1).sighting().address()).isEqualTo(address(77));
        assertThat(known(1).last().printer().condition().status()).isEqualTo(PrinterStatus.IDLE);
        assertThat(known(1).last().printer().provenance().firstSeen()).isEqualTo(NOON);
    }

    @Test
    void printerWithTwoAddresses_staysAtTheOneItIsKnownBy() {
        printer(1, 10);
        run(survey());
        place(1, 77, 10);
        announce(77, Sighting.Door.SNMP);
        Survey survey = survey();
        for (int cycle = 0; cycle < 20; cycle++) {
            later(Duration.ofMinutes(5));
            assertThat(run(survey).changed())
                    .as("the second address is news once")
                    .isEqualTo(cycle == 0 ? 1 : 0);
            assertThat(known(1).sighting().address()).isEqualTo(address(1));
        }
    }

    @Test
    void printersThatExchangedAddresses_bothKeepTheirRows() {
        printer(1, 10);
        printer(2, 20);
        run(survey());
        place(1, 2, 10);
        place(2, 1, 20);
        later(Duration.ofMinutes(5));
        assertThat(run(survey()).found()).isEqualTo(2);
        assertThat(known(1).sighting().address()).isEqualTo(address(2));
        assertThat(known(2).sighting().address()).isEqualTo(address(1));
    }

    @Test
    void printerThatIsGone_isOfflineOnce_andKeepsItsLastSeen() {
        printer(1, 10);
        Survey survey = survey();
        run(survey);
        forgetQueue();
        network.clear();
        later(Duration.ofMinutes(5));
        assertThat(run(survey).changed()).isEqualTo(1);
        assertThat(survey.progress().silent()).isEqualTo(1);
        assertThat(known(1).last().printer().condition().status()).isEqualTo(PrinterStatus.OFFLINE);
        assertThat(known(1).last().printer().provenance().lastSeen()).isEqualTo(NOON);
        assertThat(store.outbox().count(RecordKind.DEVICE)).isEqualTo(1);
        assertThat(store.outbox().count(RecordKind.METRICS))
                .as("it said nothing")
                .isZero();
        later(Duration.ofMinutes(5));
        assertThat(run(survey).changed()).isZero();
        place(1, 1, 10);
        later(Duration.ofMinutes(5));
        assertThat(run(survey).changed()).isEqualTo(1);
        assertThat(known(1).last().printer().condition().status()).isEqualTo(PrinterStatus.IDLE);
    }

    @Test
    void printerThatCannotBeRead_isAnErrorButNotOffline() {
        printer(1, 10);
        run(survey());
        for (ReadOutcome outcome : List.of(
                new ReadOutcome.Refused("wrong community"),
                new ReadOutcome.Silent(3),
                new ReadOutcome.NoIdentity(
                        UnkeyedReading.of(new Identity("Acme", "P", "", "", "", ""), Instant.EPOCH)))) {
            network.put(address(1), outcome);
            ScanRun run = run(survey());
            assertThat(run.errors()).isEqualTo(1);
            assertThat(known(1).last().printer().condition().status()).isEqualTo(PrinterStatus.IDLE);
        }
    }

    @Test
    void oneFailingDevice_stopsNoOther() {
        for (int i = 1; i <= 20; i++) {
            printer(i, i);
        }
        Finder finder = (targets, found) -> {
            announced.forEach(found);
            throw new IllegalStateException("the search broke");
        };
        Survey survey = new Survey(
                List.of(finder),
                sighting -> {
                    if (sighting.address().equals(address(7))) {
                        throw new IllegalStateException("a bug in the reader");
                    }
                    return read(sighting);
                },
                store,
                SETTINGS,
                clock);
        ScanRun run = run(survey);
        assertThat(run.found()).isEqualTo(19);
        assertThat(run.errors()).as("the device and the search").isEqualTo(2);
        assertThat(survey.progress().running()).isFalse();
    }

    @Test
    void storeThatFails_isCountedAndStopsNothing() {
        printer(1, 1);
        SqliteDeviceStore closed = SqliteDeviceStore.inMemory();
        closed.close();
        Survey survey = new Survey(List.of(this::find), this::read, closed, SETTINGS, clock);
        assertThat(run(survey).errors()).isEqualTo(2);
        assertThat(survey.progress().lastError()).contains("devices.db");
    }

    @Test
    void reads_areBoundedInNumber() throws InterruptedException {
        for (int i = 1; i <= 50; i++) {
            printer(i, i);
        }
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch four = new CountDownLatch(4);
        Survey survey = new Survey(
                List.of(this::find),
                sighting -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    four.countDown();
                    try {
                        four.await();
                        return read(sighting);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return new ReadOutcome.Silent(0);
                    } finally {
                        now.decrementAndGet();
                    }
                },
                store,
                SETTINGS,
                clock);
        assertThat(run(survey).found()).isEqualTo(50);
        assertThat(most).hasValue(4);
    }
}
