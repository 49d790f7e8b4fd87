package io.printmaster.server.fleet;

import io.printmaster.server.store.Store;
import io.printmaster.server.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;

class SqliteFleetTest extends FleetContract {
    @TempDir
    private static Path folder;

    @Override
    Store open() {
        return SqliteStore.open(folder, new SplittableRandom(1));
    }
}
