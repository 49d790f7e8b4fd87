package io.printmaster.agent.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.model.PrinterKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MannersTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration CYCLE = Duration.ofMinutes(5);
    private static final PrinterKey PRINTER =
            PrinterKey.ofSerial("Acme", "AB12345").orElseThrow();

    private final Manners manners = new Manners();
    private Instant now = START;

    /// Minutes at which it is asked, when it never answers.
    private List<Long> askedInVain(int cycles) {
        List<Long> asked = new ArrayList<>();
        Instant begin = now;
        for (int i = 0; i < cycles; i++) {
            if (manners.due(PRINTER, now)) {
                asked.add(Duration.between(begin, now).toMinutes());
                manners.silent(PRINTER, now);
            }
            now = now.plus(CYCLE);
        }
        return asked;
    }

    /// Asks it in a cycle if it is due, when it started so long before the answer.
    private boolean answers(Duration upTime) {
        boolean due = manners.due(PRINTER, now);
        if (due) {
            manners.answered(PRINTER, now, now.plusSeconds(3), Optional.of(upTime));
        }
        now = now.plus(CYCLE);
        return due;
    }

    @Test
    void silentPrinter_isAskedLessAndLess() {
        assertThat(askedInVain(36)).containsExactly(0L, 5L, 10L, 25L, 85L, 145L);
    }

    @Test
    void silentPrinter_isNotSparedWhenADoorTellsOfIt_andThenAskedAsBefore() {
        askedInVain(4);

        assertThat(manners.due(PRINTER, now)).isFalse();
        assertThat(manners.spared(PRINTER, now)).isFalse();

        manners.answered(PRINTER, now, now, Optional.empty());
        now = now.plus(CYCLE);
        assertThat(manners.due(PRINTER, now)).isTrue();
    }

    @Test
    void printerThatRestartsTwiceAfterReadings_isAskedOnceAnHour_thenOnceADay() {
        answers(Duration.ofDays(9));
        assertThat(answers(Duration.ofMinutes(4))).isTrue();
        assertThat(manners.due(PRINTER, now)).as("once is chance").isTrue();
        answers(Duration.ofMinutes(4));

        assertThat(manners.due(PRINTER, now)).isFalse();
        assertThat(manners.spared(PRINTER, now))
                .as("also when a door tells of it")
                .isTrue();
        now = now.plus(Duration.ofMinutes(55));
        assertThat(manners.due(PRINTER, now)).isTrue();

        answers(Duration.ofMinutes(59));
        now = now.plus(Duration.ofMinutes(55));
        answers(Duration.ofMinutes(59));
        now = now.plus(Duration.ofHours(3));
        assertThat(manners.due(PRINTER, now)).isFalse();
        now = now.plus(Duration.ofHours(21));
        assertThat(manners.due(PRINTER, now)).isTrue();
    }

    @Test
    void restartsThatHaveNothingToDoWithUs_areNoReason() {
        answers(Duration.ofDays(9));
        for (int i = 0; i < 50; i++) {
            // Three minutes after our reading, or every second time.
            answers(i % 2 == 0 ? Duration.ofMinutes(2) : Duration.ofMinutes(4));
            answers(Duration.ofHours(1));
            assertThat(manners.due(PRINTER, now)).isTrue();
        }
    }

    @Test
    void printerThatIsGoneAfterEachReading_isAskedOnceAnHour() {
        for (int i = 0; i < 3; i++) {
            assertThat(answers(Duration.ofDays(9))).isTrue();
            manners.silent(PRINTER, now);
            now = now.plus(CYCLE);
        }
        answers(Duration.ofDays(9));

        assertThat(manners.due(PRINTER, now)).isFalse();
        now = now.plus(Duration.ofHours(1));
        assertThat(manners.due(PRINTER, now)).isTrue();
    }

    @Test
    void printerSwitchedOffEveryEvening_isNoneOfThose() {
        for (int day = 0; day < 10; day++) {
            for (int i = 0; i < 3; i++) {
                assertThat(answers(Duration.ofMinutes(30))).isTrue();
            }
            askedInVain(100);
            now = now.plus(Duration.ofHours(1));
        }
    }

    @Test
    void clockThatWasSetBack_keepsNobodyWaiting() {
        askedInVain(5);

        assertThat(manners.due(PRINTER, START.minus(Duration.ofDays(30)))).isTrue();
    }

    @Test
    void printersThatAreForgotten_takeNoRoom_andANewKeyTakesTheStateAlong() {
        askedInVain(4);
        PrinterKey other = PrinterKey.ofSerial("Acme", "CD67890").orElseThrow();
        manners.rekeyed(PRINTER, other);
        assertThat(manners.due(other, now)).isFalse();
        assertThat(manners.due(PRINTER, now)).isTrue();
        manners.keepOnly(List.of(PRINTER));
        assertThat(manners.size()).isZero();
    }
}
