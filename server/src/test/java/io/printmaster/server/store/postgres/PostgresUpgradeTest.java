package io.printmaster.server.store.postgres;

import io.printmaster.server.store.Store;
import io.printmaster.server.store.jdbc.Schema;
import io.printmaster.server.store.jdbc.SchemaUpgradeContract;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;

class PostgresUpgradeTest extends SchemaUpgradeContract {
    @Override
    protected Empty empty() {
        String url = PostgresCluster.freshUrl();
        return new Empty() {
            @Override
            public DataSource source() {
                return new PostgresDatabase(PostgresUrl.parse(url), 1).source();
            }

            @Override
            public Store open() {
                return PostgresStore.open(url, new Random(1));
            }
        };
    }

    @Override
    protected List<String> folders() {
        return List.of(Schema.SHARED, PostgresStore.OWN_MIGRATIONS);
    }
}
