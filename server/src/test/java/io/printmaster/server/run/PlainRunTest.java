package io.printmaster.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.server.config.ConfigReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class PlainRunTest {

    @Test
    void optionsOfAService_arePlain_byTheSettingsTheyStandFor() {
        String words = "run --config a.ini --data-dir=d --listen 127.0.0.1:0 --public-url https://a?b=c"
                + " --log-level debug --database postgres://u:p@h/d";
        assertThat(PlainRun.of(words.split(" ", -1)))
                .contains(new PlainRun(
                        Optional.of(Path.of("a.ini")),
                        Map.of(
                                "data_dir", "d",
                                "listen", "127.0.0.1:0",
                                "public_url", "https://a?b=c",
                                "log_level", "debug",
                                "database_url", "postgres://u:p@h/d")));
        assertThat(PlainRun.of("run")).contains(new PlainRun(Optional.empty(), Map.of()));
    }

    @Test
    void everyOptionThatPicocliKnows_isPlain() {
        assertThat(new CommandLine(new RunCommand())
                        .getCommandSpec().options().stream()
                                .filter(option -> !option.usageHelp() && !option.versionHelp())
                                .flatMap(option -> Arrays.stream(option.names()))
                                .collect(Collectors.toSet()))
                .isEqualTo(Settings.OPTIONS);
        String all = Settings.OPTIONS.stream().map(o -> o + "=x").collect(Collectors.joining(" ", "run ", ""));
        assertThat(PlainRun.of(all.split(" ", -1)))
                .hasValueSatisfying(plain -> assertThat(ConfigReader.KEYS)
                        .containsAll(plain.settings().keySet()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "agent list",
                "run --help",
                "run --version",
                "run more",
                "run --listen",
                "run --listen a --listen b",
                "run --config @words",
                "run --config a\u0000b"
            })
    void everythingElse_isLeftToPicocli(String words) {
        assertThat(PlainRun.of(words.split(" ", -1))).isEmpty();
    }
}
