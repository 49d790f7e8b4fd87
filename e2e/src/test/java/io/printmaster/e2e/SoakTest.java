package io.printmaster.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Everything together, for a while: faults in a random order, the oracle after each. `-Dsoak.seed=N` repeats an
/// order; `-Plong -Dsoak.minutes=N` is how long the long one takes.
final class SoakTest {
    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    @Test
    void aMinuteOfFaults_losesAndDoublesNothing_andLeavesNothingBehind() throws Exception {
        soak(Duration.ofSeconds(60));
    }

    @Test
    @Tag("long")
    void halfAnHourOfFaults_losesAndDoublesNothing_andLeavesNothingBehind() throws Exception {
        soak(Duration.ofMinutes(Integer.getInteger("soak.minutes", 30)));
    }

    private void soak(Duration time) throws Exception {
        long seed = Long.getLong("soak.seed", RandomGenerator.getDefault().nextLong(1_000_000));
        System.out.println("soak: -Dsoak.seed=" + seed);
        SoakSite site = SoakSite.start(programs, directory);
        try (Soak soak = new Soak(site, seed)) {
            soak.run(time);
            System.out.println("soak of " + time + " with seed " + seed + ": " + soak.result());
        }
    }
}
