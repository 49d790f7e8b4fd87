package io.printmaster.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.printmaster.model.DoubtfulCount.Reason;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Counters, believed and not.
final class MetersTest {
    private static final DoubtfulCount GARBAGE = new DoubtfulCount(10_884_743, Reason.IMPLAUSIBLE);

    @Test
    void doubtedCounter_isNeverAmongTheOthers() {
        Meters meters = new Meters(Map.of(Meters.TOTAL, 5L, Meters.SCAN, 7L), "", Map.of(Meters.SCAN, GARBAGE));

        assertThat(meters.counts()).isEqualTo(Map.of(Meters.TOTAL, 5L));
        assertThat(meters.count(Meters.SCAN)).isEmpty();
        assertThat(meters.doubtful()).containsExactly(Map.entry(Meters.SCAN, GARBAGE));
    }

    @Test
    void whatIsNoCounter_isRefusedInBothPlaces() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Meters(Map.of("Total", 1L), ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new Meters(Map.of(Meters.TOTAL, -1L), ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new Meters(Map.of(), "", Map.of("not a name", GARBAGE)));
        assertThatIllegalArgumentException().isThrownBy(() -> new DoubtfulCount(-1, Reason.IMPLAUSIBLE));
    }

    @Test
    void reasonsAndOrigins_areReadBackFromTheirWords() {
        for (Reason reason : Reason.values()) {
            assertThat(Reason.ofWord(reason.word())).contains(reason);
        }
        for (LevelOrigin origin : LevelOrigin.values()) {
            assertThat(LevelOrigin.ofWord(origin.word())).contains(origin);
        }
        assertThat(Reason.ofWord("because")).isEmpty();
        assertThat(LevelOrigin.ofWord("hearsay")).isEmpty();
    }
}
