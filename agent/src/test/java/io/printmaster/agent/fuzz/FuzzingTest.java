package io.printmaster.agent.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Looks for inputs that break a decoder: Jazzer in a process of its own, one decoder after the other, starting from
/// the kept inputs. Only with `-Pfuzz`; `-Dfuzz.seconds` for each, `-Dfuzz.targets=ipp,ssdp` for some.
///
/// What it finds is under `agent/target/fuzz`: an input that breaks something is named `crash-...` or
/// `timeout-...`; put it with the kept ones under a name that says what it is, then mend the decoder.
@Tag("fuzz")
final class FuzzingTest {
    private static final Pattern RUNS = Pattern.compile("(?s).*stat::number_of_executed_units:\\s*(\\d+).*");
    private static final long SECONDS = Long.getLong("fuzz.seconds", 300);

    @ParameterizedTest
    @EnumSource(FuzzTarget.class)
    void decoder_withstandsTheFuzzer(FuzzTarget target) throws Exception {
        String wanted = System.getProperty("fuzz.targets", "");
        Assumptions.assumeTrue(
                wanted.isBlank() || List.of(wanted.split(",")).contains(target.word()), "not among fuzz.targets");
        Path folder = Files.createDirectories(
                Path.of(System.getProperty("printmaster.root", "..")).resolve("agent/target/fuzz/" + target.word()));
        Path found = Files.createDirectories(folder.resolve("found"));
        Path log = folder.resolve("log.txt");
        long start = System.nanoTime();
        Process jazzer = new ProcessBuilder(command(target, folder, found))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int exit;
        try {
            exit = jazzer.waitFor();
        } finally {
            jazzer.destroyForcibly();
        }
        Matcher runs = RUNS.matcher(Files.readString(log, StandardCharsets.ISO_8859_1));
        System.out.printf(
                "fuzz %s: %s executions in %d s, %s%n",
                target.word(),
                runs.matches() ? runs.group(1) : "?",
                (System.nanoTime() - start) / 1_000_000_000,
                exit == 0 ? "no finding" : "a finding, see " + log);
        assertThat(exit).as("see " + log).isZero();
        assertThat(findings(folder)).isEmpty();
    }

    private static List<String> command(FuzzTarget target, Path folder, Path found) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.className(),
                "--instrumentation_includes=io.printmaster.**:org.snmp4j.**:com.hp.jipp.**",
                "-max_total_time=" + SECONDS,
                // Long: the first input also waits for hundreds of classes to be instrumented.
                "-timeout=60",
                "-max_len=8192",
                "-print_final_stats=1",
                "-artifact_prefix=" + folder + "/",
                found.toString()));
        if (Files.isDirectory(target.corpus())) {
            command.add(target.corpus().toString());
        }
        return command;
    }

    private static List<Path> findings(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("(crash|timeout|oom|leak)-.*"))
                    .toList();
        }
    }
}
