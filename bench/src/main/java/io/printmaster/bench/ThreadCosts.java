package io.printmaster.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Processor time of a process by the kind of its threads, as Linux counts it (`/proc/PID/task`), in milliseconds.
final class ThreadCosts {
    private static final long MILLIS_A_TICK = 10;
    private static final int USER_TIME = 11;

    private ThreadCosts() {}

    static Map<String, Long> of(long pid) throws IOException {
        Map<String, Long> all = new TreeMap<>();
        List<Path> tasks;
        try (var listed = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            tasks = listed.toList();
        }
        for (Path task : tasks) {
            try {
                String stat = Files.readString(task.resolve("stat"));
                int end = stat.lastIndexOf(')');
                String[] fields = stat.substring(end + 2).split(" ", -1);
                long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
                all.merge(kind(stat.substring(stat.indexOf('(') + 1, end)), ticks * MILLIS_A_TICK, Long::sum);
            } catch (NoSuchFileException e) {
                // ended since it was listed
            }
        }
        return all;
    }

    /// What was added since.
    static Map<String, Long> since(Map<String, Long> before, Map<String, Long> now) {
        Map<String, Long> added = new TreeMap<>(now);
        added.replaceAll((kind, millis) -> millis - before.getOrDefault(kind, 0L));
        return added;
    }

    private static String kind(String thread) {
        if (thread.startsWith("store-writer")) {
            return "writing to the database";
        } else if (thread.startsWith("store-reader")) {
            return "reading the database (tokens)";
        } else if (thread.startsWith("ForkJoinPool")) {
            return "requests (HTTP, TLS, gzip, JSON)";
        } else if (thread.startsWith("http")) {
            return "listener (HTTP, TLS)";
        } else if (thread.startsWith("C1 Comp") || thread.startsWith("C2 Comp")) {
            return "compiling";
        } else if (thread.startsWith("VM Thread") || thread.startsWith("GC Thread") || thread.startsWith("G1 ")) {
            return "collecting garbage";
        }
        return "other";
    }
}
