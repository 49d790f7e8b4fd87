package io.printmaster.agent.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every decoder of what printers answer, over its kept inputs: what the fuzzer found to lead somewhere new, and every
/// input that ever broke something. To look for more: `./mvnw test -Pfuzz -pl agent -am`.
final class CorpusTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @ParameterizedTest
    @EnumSource(FuzzTarget.class)
    void keptInputs_areDecodedToSomethingHarmless(FuzzTarget target) throws IOException {
        assertThat(target.inputs()).isNotEmpty();
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertTimeoutPreemptively(PATIENCE, () -> {
                for (Path input : target.inputs()) {
                    run(target, input);
                }
            });
        } finally {
            System.setErr(before);
        }
        // Libraries must not write what a stranger sent past our log.
        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private static void run(FuzzTarget target, Path input) throws IOException {
        try {
            target.run(Files.readAllBytes(input));
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(target.word() + " breaks on " + input.getFileName(), e);
        }
    }
}
