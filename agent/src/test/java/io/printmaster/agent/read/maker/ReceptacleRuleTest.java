package io.printmaster.agent.read.maker;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.model.FillState;
import io.printmaster.model.Level;
import io.printmaster.model.Supply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Waste boxes: by RFC 3805 their level is the space left, unless a maker is known to count what is in them.
final class ReceptacleRuleTest {
    private static final Answers NOTHING = new Answers(Map.of(), Map.of(), octets -> "");
    private static final Supply TONER = supply("1.1", "toner", false);
    private static final Supply WASTE = supply("1.2", "wasteToner", true);

    private static Supply supply(String index, String type, boolean receptacle) {
        Level level = new Level.Measured(5, 100);
        return new Supply(index, type, type, "", receptacle, FillState.of(level, receptacle), level, "percent", "", "");
    }

    /// Acceptance case 10 of docs/printers.md.
    @Test
    void spaceLeft_isTheRule() {
        assertThat(Maker.NONE.supplies(List.of(TONER, WASTE), NOTHING)).containsExactly(TONER, WASTE);
        assertThat(Makers.ALL)
                .allSatisfy(maker -> assertThat(maker.supplies(List.of(TONER, WASTE), NOTHING))
                        .containsExactly(TONER, WASTE));
    }

    /// Acceptance case 10 of docs/printers.md.
    @Test
    void makerThatCountsWhatIsInside_isTurnedRound() {
        Maker other = Maker.of("Other", "99999").receptaclesFillUp().build();

        List<Supply> turned = other.supplies(List.of(TONER, WASTE), NOTHING);

        assertThat(turned.getFirst()).isEqualTo(TONER);
        assertThat(turned.getLast().level()).isEqualTo(new Level.Measured(95, 100));
        assertThat(turned.getLast().state()).isEqualTo(FillState.OK);
    }
}
