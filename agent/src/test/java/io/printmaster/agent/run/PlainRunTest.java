package io.printmaster.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainRunTest {

    @Test
    void runAlone_isPlain() {
        assertThat(PlainRun.of("run")).contains(new PlainRun(null, null, false));
    }

    @ParameterizedTest
    @CsvSource({
        "run --config a.ini --data-dir d --debug",
        "run --config=a.ini --data-dir=d --debug",
        "run --debug --data-dir d --config=a.ini"
    })
    void optionsOfAService_arePlain(String words) {
        assertThat(PlainRun.of(words.split(" ", -1))).contains(new PlainRun(Path.of("a.ini"), Path.of("d"), true));
    }

    @Test
    void valueWithAnEqualsSignOrABlank_isTakenWhole() {
        assertThat(PlainRun.of("run", "--config", "/a b/c=d.ini"))
                .contains(new PlainRun(Path.of("/a b/c=d.ini"), null, false));
        assertThat(PlainRun.of("run", "--config=/a b/c=d.ini"))
                .contains(new PlainRun(Path.of("/a b/c=d.ini"), null, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--debug run",
                "status",
                "run --help",
                "run -h",
                "run --version",
                "run more",
                "run --config",
                "run --config=",
                "run --config --debug",
                "run --config @words",
                "run @words",
                "run --config a --config b",
                "run --debug --debug",
                "run --debug=true",
                "run --conf a",
                "run --config\u0000 a",
                "run --data-dir a\u0000b"
            })
    void everythingElse_isLeftToPicocli(String words) {
        assertThat(PlainRun.of(words.split(" ", -1))).isEmpty();
    }
}
