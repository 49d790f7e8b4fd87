package io.printmaster.server.store.sqlite;

import io.printmaster.server.store.Store;
import io.printmaster.server.store.jdbc.Schema;
import io.printmaster.server.store.jdbc.SchemaUpgradeContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class SqliteUpgradeTest extends SchemaUpgradeContract {
    @TempDir
    Path directory;

    @Override
    protected Empty empty() throws Exception {
        Path own = Files.createTempDirectory(directory, "data");
        return new Empty() {
            @Override
            public DataSource source() {
                SqliteDatabase database = new SqliteDatabase(own.resolve(SqliteStore.FILE));
                SQLiteDataSource source = new SQLiteDataSource(database.config());
                source.setUrl(database.url());
                return source;
            }

            @Override
            public Store open() {
                return SqliteStore.open(own, new Random(1));
            }
        };
    }

    @Override
    protected List<String> folders() {
        return List.of(Schema.SHARED, SqliteStore.OWN_MIGRATIONS);
    }
}
