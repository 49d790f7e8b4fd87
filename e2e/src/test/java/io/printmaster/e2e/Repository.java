package io.printmaster.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/// Places of the checkout that is tested, and what is beside it.
final class Repository {
    /// The folder of the root `pom.xml`.
    static final Path ROOT = Path.of(System.getProperty("printmaster.root", ".."))
            .toAbsolutePath()
            .normalize();

    private static final Path RECORDINGS = ROOT.resolve("../shared/recordings").normalize();

    private Repository() {}

    /// The folder of recorded answers of real devices, which is not part of the repository; without it the calling
    /// test is skipped.
    static Path recordings() {
        Skip.unless(
                Files.isDirectory(RECORDINGS.resolve("snmp")), "no recordings of real devices at ../shared/recordings");
        return RECORDINGS;
    }

    /// Where a test leaves what people may want to look at.
    static Path target() {
        return ROOT.resolve("e2e/target");
    }
}
