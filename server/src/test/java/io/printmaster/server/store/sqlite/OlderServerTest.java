package io.printmaster.server.store.sqlite;

import static io.printmaster.server.store.Samples.NOW;
import static io.printmaster.server.store.Samples.printer;
import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.server.store.DeviceShapeContract;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.SupplyQueries;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A device whose row an older server wrote in between, which knows nothing of the digests and leaves them.
class OlderServerTest extends DeviceShapeContract {
    @TempDir
    Path directory;

    @Override
    protected Store open() {
        return SqliteStore.open(directory, new Random(1));
    }

    @Test
    void digestsThatWereLeftBehind_countForNothing() throws SQLException {
        report(printer("SER0001", "M", "10.0.0.1", 3, NOW), NOW);
        try (Connection older = new SqliteDatabase(directory.resolve(SqliteStore.FILE)).openWriter();
                Statement statement = older.createStatement()) {
            statement.executeUpdate("UPDATE devices SET updated_at = '2026-01-01T00:00:00.000Z', supplies_low = 0");
            statement.executeUpdate("DELETE FROM device_supplies");
        }
        assertThat(lowSupplies()).isZero();
        report(printer("SER0001", "M", "10.0.0.1", 3, NOW.plusSeconds(60)), NOW.plusSeconds(60));
        assertThat(lowSupplies()).isOne();
    }

    private long lowSupplies() {
        return store.read(tx ->
                tx.supplies().count(new Scope.Everyone(), new SupplyQueries.Filter("", SupplyQueries.Filter.TO_SHIP)));
    }
}
