package io.printmaster.simulator.demo;

import io.printmaster.program.PrivateFiles;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where a demonstration keeps its data; readable by its user only.
///
/// @param path the folder itself
/// @param kept whether it stays when the demonstration ends
record Folder(Path path, boolean kept) {

    /// @throws DemoException when the folder that was asked for is not empty
    static Folder make(DemoPlan plan) throws IOException, DemoException {
        if (plan.folder().isEmpty()) {
            return new Folder(Files.createTempDirectory("printmaster-demo-"), plan.keep());
        }
        Path folder = plan.folder().get().toAbsolutePath().normalize();
        PrivateFiles.createDirectory(folder);
        try (Stream<Path> content = Files.list(folder)) {
            if (content.findAny().isPresent()) {
                throw new DemoException(folder + " is not empty; name another folder, or one that is not there yet");
            }
        }
        return new Folder(folder, true);
    }

    /// Deletes everything unless it is kept. Programs that are just ending may delete their own files meanwhile.
    void close() throws IOException {
        if (kept) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException fault) throws IOException {
                if (fault instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw fault;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException fault) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
