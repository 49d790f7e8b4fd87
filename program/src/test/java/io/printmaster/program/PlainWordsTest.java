package io.printmaster.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainWordsTest {

    private static Optional<PlainWords> of(String... words) {
        return PlainWords.of("run", Set.of("--file", "--to"), Set.of("--loud"), words);
    }

    @Test
    void commandAlone_isPlain() {
        assertThat(of("run")).contains(new PlainWords(Map.of(), Set.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run --file f --to t --loud", "run --to=t --file=f --loud", "run --loud --to t --file=f"})
    void optionsInAnyOrder_arePlain(String words) {
        assertThat(of(words.split(" ", -1)))
                .contains(new PlainWords(Map.of("--file", "f", "--to", "t"), Set.of("--loud")));
    }

    @Test
    void valueWithAnEqualsSignOrABlank_isTakenWhole() {
        PlainWords whole = new PlainWords(Map.of("--file", "/a b/c=d"), Set.of());
        assertThat(of("run", "--file", "/a b/c=d")).contains(whole);
        assertThat(of("run", "--file=/a b/c=d")).contains(whole);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--loud run",
                "walk",
                "run --help",
                "run -h",
                "run more",
                "run --file",
                "run --file=",
                "run --file --loud",
                "run --file @words",
                "run @words",
                "run --file a --file b",
                "run --loud --loud",
                "run --loud=true",
                "run --fil a"
            })
    void everythingElse_isNot(String words) {
        assertThat(of(words.split(" ", -1))).isEmpty();
    }
}
