package io.printmaster.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Everything together, for a while: faults in a random order, the oracle after each. `-Dsoak.seed=N` repeats an
/// order; `-Plong -Dsoak.minutes=N` is how long the long one takes; `-Dsoak.clock=false` leaves the agent's
/// clock alone, for machines that are too busy to run it under faketime.
final class SoakTest {
    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    @Test
    void aMinuteOfFaults_losesAndDoublesNothing_andLeavesNothingBehind() throws Exception {
        soak(Duration.ofSeconds(60), Optional.empty());
    }

    @Test
    @Tag("long")
    void halfAnHourOfFaults_losesAndDoublesNothing_andLeavesNothingBehind() throws Exception {
        boolean clock = !"false".equals(System.getProperty("soak.clock"));
        soak(
                Duration.ofMinutes(Integer.getInteger("soak.minutes", 30)),
                clock ? Optional.of(FakeClock.in(directory, "clock")) : Optional.empty());
    }

    private void soak(Duration time, Optional<FakeClock> clock) throws Exception {
        long seed = Long.getLong("soak.seed", RandomGenerator.getDefault().nextLong(1_000_000));
        System.out.println("soak: -Dsoak.seed=" + seed);
        SoakSite site = SoakSite.start(programs, directory, clock);
        try (Soak soak = new Soak(site, seed)) {
            soak.run(time);
            System.out.println("soak of " + time + " with seed " + seed + ": " + soak.result());
        }
    }
}
