package io.printmaster.agent.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// How long this process has been running.
///
/// Linux tells it to a hundredth of a second in `/proc`. What the JDK says is up to a second too much there: it counts
/// from the moment of the boot, which Linux gives in whole seconds.
final class ProcessAge {
    /// Linux counts in hundredths of a second towards programs, on every architecture that it runs Java on.
    private static final long MILLIS_A_TICK = 10;

    /// Of the fields behind the name, the start is the twentieth.
    private static final int START = 19;

    private ProcessAge() {}

    /// Counted from the moment at which the launcher was started, since it becomes this process.
    ///
    /// @return empty when the system does not tell
    static Optional<Duration> now(Clock clock) {
        try {
            return of(Files.readString(Path.of("/proc/self/stat")), Files.readString(Path.of("/proc/uptime")));
        } catch (IOException e) {
            return ProcessHandle.current().info().startInstant().map(began -> Duration.between(began, clock.instant()));
        }
    }

    /// What Linux says of it.
    ///
    /// @param stat   `/proc/self/stat` (proc_pid_stat(5))
    /// @param uptime `/proc/uptime` (proc_uptime(5)): seconds since the boot, and others
    static Optional<Duration> of(String stat, String uptime) {
        // The name in brackets may hold blanks and brackets; the fields behind it do not.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        int end = uptime.indexOf(' ');
        if (fields.length <= START || end < 0) {
            return Optional.empty();
        }
        try {
            long now = Math.round(Double.parseDouble(uptime.substring(0, end)) * 1000);
            return Optional.of(Duration.ofMillis(now - Long.parseLong(fields[START]) * MILLIS_A_TICK));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
