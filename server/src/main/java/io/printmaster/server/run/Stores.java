package io.printmaster.server.run;

import io.printmaster.server.config.ServerConfig;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.postgres.PostgresStore;
import io.printmaster.server.store.sqlite.SqliteStore;
import java.util.random.RandomGenerator;

/// Which database the settings mean.
final class Stores {

    private Stores() {}

    /// Opens PostgreSQL where one is set, else the file in the data directory.
    static Store open(ServerConfig config, RandomGenerator random) {
        return config.databaseUrl().isPresent()
                ? PostgresStore.open(config.databaseUrl().get(), random)
                : SqliteStore.open(config.dataDir(), random);
    }
}
