package io.printmaster.agent.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.printmaster.agent.read.ReadOutcome;
import io.printmaster.model.Meters;
import io.printmaster.model.Sighting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// Reading one device at once because something is said to have happened there.
final class SurveyHintTest extends SurveyFixture {
    private Sighting trap(int number) {
        return new Sighting(address(number), 161, Sighting.Door.SNMP, "", clock.instant(), Map.of("trap", "v2c"));
    }

    private long pages(int number) {
        return known(number).last().meters().count(Meters.TOTAL).orElse(-1);
    }

    @Test
    void hint_readsAKnownPrinterAtOnce_byTheWayThatIsKnown() {
        announced.add(new Sighting(address(1), 161, Sighting.Door.SNMP, "the community", clock.instant(), Map.of()));
        place(1, 1, 100);
        Survey survey = survey();
        run(survey);
        asked.clear();
        later(Duration.ofSeconds(30));
        place(1, 1, 101);

        assertThat(survey.hint(trap(1))).isTrue();

        await().until(() -> pages(1) == 101);
        assertThat(asked)
                .singleElement()
                .satisfies(s -> assertThat(s.credential()).isEqualTo("the community"));
    }

    @Test
    void hint_findsAPrinterThatIsNew() {
        place(7, 7, 5);

        assertThat(survey().hint(trap(7))).isTrue();

        await().until(() -> store.printers().count() == 1);
        assertThat(pages(7)).isEqualTo(5);
    }

    @Test
    void hintFromWhoeverIsNoPrinter_changesNothing() {
        assertThat(survey().hint(trap(9))).isTrue();

        await().until(() -> asked.size() == 1);
        assertThat(store.printers().count()).isZero();
    }

    @Test
    void hintsForADeviceThatIsBeingRead_areNotHeaped() {
        CountDownLatch go = new CountDownLatch(1);
        Survey survey = new Survey(
                List.of(),
                sighting -> {
                    asked.add(sighting);
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return new ReadOutcome.Silent(0);
                },
                store,
                SETTINGS,
                clock);

        assertThat(survey.hint(trap(1))).isTrue();
        await().until(() -> asked.size() == 1);
        assertThat(survey.hint(trap(1))).isFalse();
        for (int number = 2; number <= 16; number++) {
            assertThat(survey.hint(trap(number))).isTrue();
        }
        assertThat(survey.hint(trap(17))).as("one too many").isFalse();
        await().until(() -> asked.size() == 16);
        go.countDown();
        await().until(() -> survey.hint(trap(1)));
    }
}
