package io.printmaster.server.fleet;

import io.printmaster.server.store.Store;
import io.printmaster.server.store.postgres.PostgresCluster;
import io.printmaster.server.store.postgres.PostgresStore;
import java.util.SplittableRandom;

class PostgresFleetTest extends FleetContract {
    @Override
    Store open() {
        return PostgresStore.open(PostgresCluster.freshUrl(), new SplittableRandom(1));
    }
}
