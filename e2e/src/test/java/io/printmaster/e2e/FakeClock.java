package io.printmaster.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

/// The wall clock of a program, set while it runs: Debian's libfaketime reads how far it is off from a file. The
/// program's monotonic clock is the machine's, as with a clock that is really set.
final class FakeClock {
    private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

    private final Path file;
    private Duration off = Duration.ZERO;

    private FakeClock(Path file) {
        this.file = file;
    }

    /// One that is right so far. Skips the calling test where libfaketime is not installed.
    static FakeClock in(Path folder, String name) {
        Peers.need("faketime");
        FakeClock clock = new FakeClock(folder.resolve(name));
        clock.set(Duration.ZERO);
        return clock;
    }

    /// For the start of the program.
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD",
                library().toString(),
                "FAKETIME_TIMESTAMP_FILE",
                file.toString(),
                "FAKETIME_CACHE_DURATION",
                "1",
                "NO_FAKE_STAT",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                "DONT_FAKE_MONOTONIC",
                "1");
    }

    private static Path library() {
        try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
            Path found = Stream.concat(Stream.of(Path.of("/usr/lib")), folders.filter(Files::isDirectory))
                    .map(folder -> folder.resolve(LIBRARY))
                    .filter(Files::exists)
                    .findFirst()
                    .orElse(null);
            Skip.unless(found != null, "libfaketimeMT.so.1 is not installed (bin/install-test-peers)");
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ahead by so much from now on, or behind; it takes a second at most until the program sees it.
    void set(Duration ahead) {
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, "%+d\n".formatted(ahead.toSeconds()));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            off = ahead;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How far it is ahead.
    Duration off() {
        return off;
    }

    /// What it shows.
    Instant instant() {
        return Instant.now().plus(off);
    }
}
