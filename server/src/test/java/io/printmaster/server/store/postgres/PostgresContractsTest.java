package io.printmaster.server.store.postgres;

import io.printmaster.server.store.AllContracts;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.jdbc.Database;
import java.util.Random;

/// The contracts on PostgreSQL.
class PostgresContractsTest extends AllContracts {
    private String url = "";

    @Override
    protected Store openStore() {
        url = PostgresCluster.freshUrl();
        return PostgresStore.open(url, new Random(1));
    }

    @Override
    protected Database database() {
        return new PostgresDatabase(PostgresUrl.parse(url), 1);
    }
}
