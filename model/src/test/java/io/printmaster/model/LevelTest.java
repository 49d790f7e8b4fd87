package io.printmaster.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class LevelTest {

    @Test
    void percent_isRoundedHalfUpAndNeverAboveHundred() {
        assertThat(new Level.Measured(11501, 12000).percent()).hasValue(96);
        assertThat(new Level.Measured(22050, 45000).percent()).hasValue(49);
        assertThat(new Level.Measured(181, 550).percent()).hasValue(33);
        assertThat(new Level.Measured(1, 200).percent()).hasValue(1);
        assertThat(new Level.Measured(181, 100).percent()).hasValue(100);
        assertThat(new Level.Measured(181, 100).overRange()).isTrue();
        assertThat(new Level.Measured(Long.MAX_VALUE, 1).percent()).hasValue(100);
    }

    @Test
    void words_haveNoPercent() {
        assertThat(new Level.SomeLeft(OptionalLong.of(250)).percent()).isEmpty();
        assertThat(Level.unknown().percent()).isEmpty();
        assertThat(new Level.Amount(9).percent()).isEmpty();
        assertThat(new Level.Unlimited().percent()).isEmpty();
    }

    @Test
    void magicNumbers_cannotBeLevels() {
        assertThatThrownBy(() -> new Level.Measured(-3, 100)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Level.Measured(10, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Level.Amount(-2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void state_ofAReceptacleIsAboutSpace() {
        assertThat(FillState.of(new Level.Measured(0, 100), true)).isEqualTo(FillState.FULL);
        assertThat(FillState.of(new Level.Measured(0, 100), false)).isEqualTo(FillState.EMPTY);
        assertThat(FillState.of(new Level.Measured(5, 100), true)).isEqualTo(FillState.LOW);
        assertThat(FillState.of(new Level.Measured(11, 100), false)).isEqualTo(FillState.OK);
        assertThat(FillState.of(new Level.SomeLeft(OptionalLong.empty()), false))
                .isEqualTo(FillState.SOME_LEFT);
    }
}
