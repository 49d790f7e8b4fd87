package io.printmaster.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TextTest {

    @Test
    void clean_leavesNothingThatCouldForgeALineOrHideText() {
        assertThat(Text.clean(" a\r\nb\u0000\u001B[31m\u0085c\u202Ed ", 100)).isEqualTo("a b [31m c d");
        assertThat(Text.clean("\uD800x", 100)).isEqualTo("x");
        assertThat(Text.clean(null, 100)).isEmpty();
        assertThat(Text.clean("Режим сна", 100)).isEqualTo("Режим сна");
    }

    @Test
    void clean_cutsWithoutSplittingACharacter() {
        assertThat(Text.clean("ab\uD83D\uDE00", 3)).isEqualTo("ab");
        assertThat(Text.clean("abc   def", 4)).isEqualTo("abc");
        assertThat(Text.clean("x".repeat(70_000), 10)).hasSize(10);
    }
}
