package io.printmaster.agent.survey;

import static io.printmaster.agent.store.TestPrinters.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.printmaster.agent.discover.FindSummary;
import io.printmaster.agent.discover.Finder;
import io.printmaster.agent.read.ReadOutcome;
import io.printmaster.agent.store.ScanRun;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.Sighting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class SurveyCancelTest extends SurveyFixture {
    @Test
    void cancel_stopsTheCycle_progressIsReadableMeanwhile_andASecondCycleIsRefused() throws InterruptedException {
        printer(1, 1);
        CountDownLatch never = new CountDownLatch(1);
        Finder stuck = (targets, found) -> {
            announced.forEach(found);
            never.await();
            return new FindSummary(1, 1, 1, List.of(), 1, Duration.ZERO);
        };
        Survey survey = new Survey(List.of(stuck), this::read, store, SETTINGS, clock);
        assertThat(survey.progress().running()).isFalse();
        assertThat(survey.cancel()).as("nothing to cancel").isFalse();
        AtomicReference<Optional<ScanRun>> result = new AtomicReference<>();
        Thread thread = Thread.ofVirtual().start(() -> result.set(survey.run(TARGETS)));
        await().until(() -> survey.progress().found() == 1);
        SurveyProgress progress = survey.progress();
        assertThat(progress.running()).isTrue();
        assertThat(progress.started()).contains(NOON);
        assertThat(progress.addresses()).isEqualTo(254);
        assertThat(survey.run(TARGETS)).isEmpty();
        assertThat(survey.cancel()).isTrue();
        thread.join();
        assertThat(result.get().orElseThrow().cancelled()).isTrue();
        assertThat(store.printers().count()).as("what was read is kept").isEqualTo(1);
        assertThat(survey.progress().running()).isFalse();
        announced.clear();
        network.clear();
    }

    @Test
    void cancel_whilePrintersAreRead_countsNoErrorAndCallsNobodyOffline() throws InterruptedException {
        printer(1, 1);
        printer(2, 1);
        run(survey());
        CountDownLatch reached = new CountDownLatch(2);
        Survey survey = new Survey(
                List.of(this::find),
                sighting -> {
                    reached.countDown();
                    return brokenOff(sighting);
                },
                store,
                SETTINGS,
                clock);
        AtomicReference<Optional<ScanRun>> result = new AtomicReference<>();
        Thread thread = Thread.ofVirtual().start(() -> result.set(survey.run(TARGETS)));
        reached.await();

        survey.cancel();
        thread.join();

        assertThat(result.get().orElseThrow().cancelled()).isTrue();
        assertThat(result.get().orElseThrow().errors()).isZero();
        assertThat(survey.progress().lastError()).isEmpty();
        for (int number = 1; number <= 2; number++) {
            assertThat(known(number).last().printer().condition().status()).isEqualTo(PrinterStatus.IDLE);
        }
    }

    /// What the real reader does when it is interrupted in the middle of a conversation.
    private static ReadOutcome brokenOff(Sighting sighting) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new ReadOutcome.Silent(sighting.port() > 0 ? 13 : 0);
    }

    @Test
    void interrupt_cancelsAndIsPassedOn() throws InterruptedException {
        printer(1, 1);
        run(survey());
        CountDownLatch reached = new CountDownLatch(1);
        Finder stuck = (targets, found) -> {
            reached.countDown();
            new CountDownLatch(1).await();
            throw new AssertionError("not reached");
        };
        Survey survey = new Survey(List.of(stuck), sighting -> new ReadOutcome.Silent(0), store, SETTINGS, clock);
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            ScanRun run = survey.run(TARGETS).orElseThrow();
            interrupted.set(run.cancelled() && Thread.currentThread().isInterrupted());
        });
        reached.await();
        thread.interrupt();
        thread.join();
        assertThat(interrupted).hasValue(true);
        assertThat(known(1).last().printer().condition().status())
                .as("a cancelled cycle calls nobody offline")
                .isEqualTo(PrinterStatus.IDLE);
    }
}
