package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The wall clock of a program, set while it runs: a small library, preloaded into it, reads from a file how far the
/// clock is off (`src/test/c/fake-clock.c`). The program's monotonic clock and all its waiting are the machine's, as
/// with a clock that is really set.
final class FakeClock {
    private final Path library;
    private final Path file;
    private Duration off = Duration.ZERO;

    private FakeClock(Path library, Path file) {
        this.library = library;
        this.file = file;
    }

    /// One that is right so far. Skips the calling test where there is no compiler.
    static FakeClock in(Programs programs, Path folder, String name) {
        Path library = folder.resolve("fake-clock.so");
        if (!Files.exists(library)) {
            ProgramUnderTest compiler = programs.start(
                    "compiler of the clock",
                    folder,
                    Map.of(),
                    List.of(
                            Peers.need("gcc").toString(),
                            "-O2",
                            "-Wall",
                            "-Werror",
                            "-shared",
                            "-fPIC",
                            "-o",
                            library.toString(),
                            Repository.ROOT
                                    .resolve("e2e/src/test/c/fake-clock.c")
                                    .toString(),
                            "-ldl"));
            assertThat(compiler.awaitExit(Duration.ofSeconds(60)))
                    .as(compiler.tail(20))
                    .isZero();
        }
        FakeClock clock = new FakeClock(library, folder.resolve(name));
        clock.set(Duration.ZERO);
        return clock;
    }

    /// For the start of the program.
    Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "FAKE_CLOCK", file.toString());
    }

    /// Ahead by so much from now on, or behind.
    void set(Duration ahead) {
        ByteBuffer seconds = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        seconds.putLong(ahead.toSeconds()).flip();
        // Written over where it is: the programs have this file mapped.
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(seconds, 0);
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
