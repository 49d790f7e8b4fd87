package io.printmaster.agent.survey;

import static io.printmaster.agent.store.TestPrinters.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.store.QueuedRecord;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.Sighting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a cycle queues of printers that are known already: with the intervals that an agent has by default.
final class DeltaQueueTest extends SurveyFixture {
    private static final Duration CYCLE = Duration.ofMinutes(5);

    private final Survey survey = survey(new SurveySettings(4, Duration.ofHours(24), Duration.ofHours(1)));

    private int queued(RecordKind kind) {
        return store.outbox().count(kind);
    }

    private void cycle() {
        later(CYCLE);
        run(survey);
    }

    @Test
    void unchangedPrinter_isSentOnceADay_andItsSampleOnceAnHour() {
        printer(1, 10);
        run(survey);
        forgetQueue();
        int devices = 0;
        int samples = 0;
        for (int i = 0; i < 24 * 12; i++) {
            cycle();
            devices += queued(RecordKind.DEVICE);
            samples += queued(RecordKind.METRICS);
            forgetQueue();
        }
        assertThat(devices).isEqualTo(1);
        assertThat(samples).isBetween(24, 26);
        assertThat(survey.delta().devicesSaved()).isEqualTo(24 * 12 - 1);
        assertThat(survey.delta().samplesSaved()).isEqualTo(24 * 12L - samples);
        assertThat(survey.delta().samplesQueued()).isEqualTo(samples + 1L);
        assertThat(survey.delta().bytesSaved()).isGreaterThan(survey.delta().recordsSaved() * 200);
    }

    @Test
    void metersThatMove_areSentAtOnce_withTheSamplesOwnTime_andNoDeviceRecord() {
        printer(1, 10);
        run(survey);
        forgetQueue();
        place(1, 1, 11);
        cycle();
        assertThat(queued(RecordKind.DEVICE)).isZero();
        assertThat(samples())
                .singleElement()
                .satisfies(sample -> assertThat(new String(sample.payload(), StandardCharsets.UTF_8))
                        .contains(clock.now.toString(), "\"total\":11"));
    }

    @Test
    void valueThatComesBack_isSentAgain() {
        printer(1, 10);
        run(survey);
        place(1, 1, 11);
        cycle();
        place(1, 1, 10);
        cycle();
        cycle();
        assertThat(queued(RecordKind.METRICS)).isEqualTo(3);
    }

    @Test
    void statusThatChanges_isSentAtOnce() {
        printer(1, 10);
        run(survey);
        forgetQueue();
        network.clear();
        cycle();
        assertThat(known(1).last().printer().condition().status()).isEqualTo(PrinterStatus.OFFLINE);
        assertThat(queued(RecordKind.DEVICE)).isEqualTo(1);
        forgetQueue();
        place(1, 1, 10);
        cycle();
        assertThat(queued(RecordKind.DEVICE)).as("it answers again").isEqualTo(1);
    }

    @Test
    void clockThatIsSetBack_silencesNobody() {
        printer(1, 10);
        run(survey);
        forgetQueue();
        later(Duration.ofHours(-3));
        run(survey);
        assertThat(queued(RecordKind.DEVICE)).isEqualTo(1);
        assertThat(queued(RecordKind.METRICS)).isEqualTo(1);
        cycle();
        assertThat(queued(RecordKind.METRICS)).as("and is not asked for ever").isEqualTo(1);
        assertThat(store.outbox().ledger().coalesced()).isZero();
    }

    @Test
    void recordThatWaits_isNotQueuedAgainAndAgain() {
        printer(1, 10);
        run(survey);
        for (int i = 0; i < 12 * 12; i++) {
            cycle();
        }
        assertThat(queued(RecordKind.DEVICE)).isEqualTo(1);
        assertThat(store.outbox().ledger().coalesced()).isZero();
        assertThat(known(1).marks().uploaded()).as("never acknowledged").isEmpty();
    }

    @Test
    void dayBeginsWithTheAcknowledgement_notWithTheQueueing() {
        printer(1, 10);
        run(survey);
        later(Duration.ofHours(20));
        forgetQueue();
        assertThat(known(1).marks().uploaded()).contains(NOON.plus(Duration.ofHours(20)));
        later(Duration.ofHours(20));
        run(survey);
        assertThat(queued(RecordKind.DEVICE)).isZero();
        later(Duration.ofHours(4));
        run(survey);
        assertThat(queued(RecordKind.DEVICE)).isEqualTo(1);
    }

    @Test
    void recordThatTheServerRefuses_isTriedOnceADay() {
        printer(1, 10);
        run(survey);
        int queued = 0;
        for (int i = 0; i < 24 * 12; i++) {
            queued += queued(RecordKind.DEVICE);
            store.outbox()
                    .peek(RecordKind.DEVICE, 9, 9_999)
                    .forEach(r -> store.outbox().park(r.id(), "bad", clock.now));
            cycle();
        }
        assertThat(queued + queued(RecordKind.DEVICE)).isEqualTo(2);
    }

    @Test
    void marks_surviveChangesOfThePrinter() {
        printer(1, 10);
        run(survey);
        forgetQueue();
        place(1, 1, 11);
        cycle();
        network.clear();
        cycle();
        assertThat(known(1).marks().uploaded()).contains(NOON);
    }

    @Test
    void anotherServer_getsEverything() {
        printer(1, 10);
        run(survey);
        forgetQueue();
        store.printers().forgetMarks();
        cycle();
        assertThat(queued(RecordKind.DEVICE)).isEqualTo(1);
        assertThat(queued(RecordKind.METRICS)).isEqualTo(1);
    }

    @Test
    void printerReadAtTwoAddresses_countsOnce() {
        printer(1, 10);
        place(1, 2, 10);
        announce(2, Sighting.Door.SNMP);
        run(survey);
        assertThat(survey.delta().devicesQueued() + survey.delta().devicesSaved())
                .isEqualTo(1);
        assertThat(survey.delta().samplesQueued()).isEqualTo(1);
    }

    private List<QueuedRecord> samples() {
        return store.outbox().peek(RecordKind.METRICS, 9, Long.MAX_VALUE);
    }
}
