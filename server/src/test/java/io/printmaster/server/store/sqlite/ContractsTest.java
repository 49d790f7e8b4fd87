package io.printmaster.server.store.sqlite;

import io.printmaster.server.store.AllContracts;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.jdbc.Database;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;

/// The contracts on SQLite.
class ContractsTest extends AllContracts {
    @TempDir
    Path directory;

    @Override
    protected Store openStore() {
        return SqliteStore.open(directory, new Random(1));
    }

    @Override
    protected Database database() {
        return new SqliteDatabase(directory.resolve(SqliteStore.FILE));
    }
}
