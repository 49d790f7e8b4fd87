package io.printmaster.agent.read.ipp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Raw answers of real printers, where they are at hand; tests that need them are skipped elsewhere.
final class IppRecordings {

    private IppRecordings() {}

    static byte[] read(String name) throws IOException {
        Path root = Path.of(System.getProperty("printmaster.root", "."));
        Path file = root.resolve("../shared/recordings/ipp/get-printer-attributes-" + name + ".bin");
        assumeTrue(
                Files.isReadable(file), "the recordings are not here: ../shared/recordings/ipp beside the repository");
        return Files.readAllBytes(file);
    }
}
