package io.printmaster.agent.run;

import io.printmaster.agent.discover.FindProgress;
import io.printmaster.agent.discover.SkipReason;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// The line on a terminal that says how far a scan is; it is taken away when the scan is done. One virtual thread
/// between [#show] and [#close].
final class ScanProgress implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(250);

    /// Back to the first column, and everything to the right of it away (ECMA-48).
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream terminal;
    private final Thread thread;

    private ScanProgress(PrintStream terminal, Supplier<Optional<FindProgress>> search, IntSupplier read) {
        this.terminal = terminal;
        this.thread = Thread.ofVirtual().name("progress").unstarted(() -> {
            try {
                while (true) {
                    search.get().ifPresent(progress -> {
                        terminal.print(CLEAR + text(progress, read.getAsInt()));
                        terminal.flush();
                    });
                    Thread.sleep(EVERY);
                }
            } catch (InterruptedException e) {
                // Closed.
            }
        });
    }

    /// Begins to show.
    ///
    /// @param read how many printers are read so far
    static ScanProgress show(PrintStream terminal, Supplier<Optional<FindProgress>> search, IntSupplier read) {
        ScanProgress progress = new ScanProgress(terminal, search, read);
        progress.thread.start();
        return progress;
    }

    /// Such as `1200 of 65534 addresses asked, 12 answer, 7 printers read, 2 refused; 1 min 5 s left`.
    static String text(FindProgress progress, int read) {
        StringBuilder text = new StringBuilder(64);
        text.append(progress.asked()).append(" of ").append(progress.total()).append(" addresses asked, ");
        text.append(progress.answered()).append(" answer, ").append(read).append(" printers read");
        for (SkipReason reason : SkipReason.values()) {
            long count = progress.skipped().getOrDefault(reason, 0L);
            if (count > 0) {
                text.append(", ").append(count).append(' ').append(words(reason));
            }
        }
        return text.append("; ")
                .append(progress.running() ? left(progress.left()) : "reading")
                .toString();
    }

    private static String words(SkipReason reason) {
        return switch (reason) {
            case EXCLUDED -> "excluded";
            case REFUSED -> "refuse us";
            case NO_PRINTER -> "no printers";
            case UNREACHABLE -> "without a way to them";
            case UNKNOWN_NAME -> "names unknown";
        };
    }

    private static String left(Duration left) {
        return left.toMinutes() > 0
                ? String.format(Locale.ROOT, "%d min %d s left", left.toMinutes(), left.toSecondsPart())
                : left.toSeconds() + " s left";
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        terminal.print(CLEAR);
        terminal.flush();
    }
}
