package io.printmaster.agent.store.sqlite;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A data directory of the test's own, taken before it and given back after it.
abstract class DataDirectoryFixture {
    @TempDir
    Path temporary;

    DataDirectory directory;
    /// Where the printers and the queue are, once they are on the disk.
    Path file;

    @BeforeEach
    void take() {
        directory = DataDirectory.take(temporary.resolve("data"));
        file = directory.path().resolve("devices.db");
    }

    @AfterEach
    void giveBack() {
        directory.close();
    }
}
