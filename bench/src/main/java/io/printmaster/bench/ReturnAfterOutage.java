package io.printmaster.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.sqlite.SQLiteConfig;

/// Many agents lose their server, collect meanwhile, and come back to it: `ReturnAfterOutage [AGENTS [PRINTERS [OUTAGE
/// [STEADY]]]]`, 10,000 agents of 10 printers each, an hour (3600 s) of outage, 600 s before it. Prints what each ten
/// seconds after the return bring, until nobody has anything of the outage left, and compares what was acknowledged
/// with what lies in the database. Only on Linux, in the repository's root.
public final class ReturnAfterOutage {
    private static final int STEP = 10;
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int AFTERWARDS = 300;

    private ReturnAfterOutage() {}

    /// Prints a table on standard output.
    public static void main(String[] arguments) throws Exception {
        int agents = Arguments.number(arguments, 0, 10_000);
        int printers = Arguments.number(arguments, 1, 10);
        int outage = Arguments.number(arguments, 2, 3_600);
        int steady = Arguments.number(arguments, 3, 600);
        Path directory = Files.createTempDirectory(Path.of("").toAbsolutePath(), "bench-return-");
        Path data = directory.resolve("data");
        try (BenchServer first = BenchServer.start(data, Optional.empty());
                LoadProcess load =
                        LoadProcess.start(ReturnLoad.class, first.port(), first.authority(), agents, printers)) {
            System.out.printf("%d agents of %d printers joined%n", load.await()[0], printers);
            load.order("live", first.port());
            TimeUnit.SECONDS.sleep(steady);
            Told usual = told(load, Math.min(300, steady));
            System.out.printf(
                    "before: %.0f requests a second, most %d; 503 with Retry-After %d, otherwise not 200 %d%n",
                    usual.mean(), usual.most, usual.busy, usual.refused);
            first.stop();
            TimeUnit.SECONDS.sleep(outage);
            try (BenchServer again = BenchServer.start(data, Optional.empty())) {
                load.order("live", again.port());
                watch(load, usual);
                again.stop();
                Told last = told(load, STEP);
                System.out.printf("%d samples acknowledged, %d in the database%n", last.acknowledged, stored(data));
            }
        } finally {
            BenchServer.delete(directory);
        }
    }

    /// See [ReturnLoad].
    private record Told(
            int seconds, long sum, long most, long refused, long busy, long acknowledged, long collected, long behind) {
        double mean() {
            return (double) sum / seconds;
        }
    }

    private static Told told(LoadProcess load, int seconds) throws IOException {
        long[] n = load.order("since", seconds);
        return new Told(seconds, n[0], n[1], n[2], n[3], n[4], n[5], n[6]);
    }

    private static void watch(LoadProcess load, Told usual) throws IOException, InterruptedException {
        System.out.printf(
                "%8s %10s %10s %8s %8s %12s %12s %8s%n",
                "after s", "requests/s", "most", "503", "other", "acknowledged", "waiting", "behind");
        long most = 0;
        int second = 0;
        Told now;
        do {
            TimeUnit.SECONDS.sleep(STEP);
            second += STEP;
            now = told(load, STEP);
            most = Math.max(most, now.most);
            System.out.printf(
                    "%8d %10.0f %10d %8d %8d %12d %12d %8d%n",
                    second,
                    now.mean(),
                    now.most,
                    now.busy,
                    now.refused,
                    now.acknowledged,
                    now.collected - now.acknowledged,
                    now.behind);
        } while (now.behind > 0 && second < LONGEST.toSeconds());
        TimeUnit.SECONDS.sleep(AFTERWARDS);
        Told later = told(load, AFTERWARDS);
        System.out.printf(
                "%s after %d s; most requests in one second %d, %.2f times the mean before; afterwards %.0f a second,"
                        + " most %d%n",
                now.behind == 0 ? "all is brought" : "NOT all is brought",
                second,
                most,
                most / usual.mean(),
                later.mean(),
                later.most);
    }

    private static long stored(Path data) throws SQLException {
        try (var connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + data.resolve("server.db"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT COUNT(*) FROM metrics")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
