package io.printmaster.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder in memory where the system has one (`/dev/shm`): for tests that make thousands of commits and do not ask
/// whether they are on a disk.
final class QuickFolder implements AutoCloseable {
    private static final Path MEMORY = Path.of("/dev/shm");

    private final Path path;

    private QuickFolder(Path path) {
        this.path = path;
    }

    static QuickFolder make(Programs programs) throws IOException {
        boolean memory = Files.isDirectory(MEMORY) && Files.isWritable(MEMORY);
        Path path = memory
                ? Files.createTempDirectory(MEMORY, "printmaster-e2e-")
                : Files.createTempDirectory("printmaster-e2e-");
        return programs.closing(new QuickFolder(path));
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(path)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }
}
