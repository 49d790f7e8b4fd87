package io.printmaster.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a process of this machine costs at one moment, as Linux counts it (`/proc/PID/status`, `/proc/PID/stat`).
///
/// @param anonymousKb   memory of its own, `RssAnon`
/// @param residentKb    all of its memory, files it shares with others included, `VmRSS`
/// @param mostKb        the highest `VmRSS` so far
/// @param threads       of the operating system
/// @param processorTime of all its threads since its start, in and outside of the kernel
record ProcessCost(long anonymousKb, long residentKb, long mostKb, int threads, Duration processorTime) {
    /// Linux counts in hundredths of a second towards programs, on every architecture that it runs Java on.
    private static final long MILLIS_A_TICK = 10;

    private static final int USER_TIME = 11;

    static ProcessCost of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        String status = Files.readString(process.resolve("status"));
        String stat = Files.readString(process.resolve("stat"));
        // The name in brackets may hold blanks; the fields behind it do not.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
        return new ProcessCost(
                number(status, "RssAnon"),
                number(status, "VmRSS"),
                number(status, "VmHWM"),
                (int) number(status, "Threads"),
                Duration.ofMillis(ticks * MILLIS_A_TICK));
    }

    private static long number(String status, String name) {
        Matcher line =
                Pattern.compile("^" + name + ":\\s+(\\d+)", Pattern.MULTILINE).matcher(status);
        if (!line.find()) {
            throw new IllegalStateException("/proc/PID/status has no " + name);
        }
        return Long.parseLong(line.group(1));
    }
}
