package io.printmaster.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What a running process holds of the machine, as the kernel counts it.
///
/// @param anonMegabytes memory that is backed by no file (`RssAnon`)
/// @param handles       open file handles, sockets included
record ProcessUse(long anonMegabytes, int threads, int handles) {

    static ProcessUse of(ProgramUnderTest program) {
        Path process = Path.of("/proc", Long.toString(program.pid()));
        try (Stream<Path> handles = Files.list(process.resolve("fd"))) {
            List<String> status = Files.readAllLines(process.resolve("status"));
            return new ProcessUse(
                    number(status, "RssAnon:") / 1024, (int) number(status, "Threads:"), (int) handles.count());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    /// Bytes of the files in a folder.
    static long bytesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(ProcessUse::size).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (NoSuchFileException gone) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The more of each.
    ProcessUse max(ProcessUse other) {
        return new ProcessUse(
                Math.max(anonMegabytes, other.anonMegabytes),
                Math.max(threads, other.threads),
                Math.max(handles, other.handles));
    }
}
