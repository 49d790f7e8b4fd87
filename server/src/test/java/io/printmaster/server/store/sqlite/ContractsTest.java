package io.printmaster.server.store.sqlite;

import io.printmaster.server.store.AgentStoreContract;
import io.printmaster.server.store.AgentTokensContract;
import io.printmaster.server.store.AgentUploadsContract;
import io.printmaster.server.store.ClockStepsContract;
import io.printmaster.server.store.ControlStoreContract;
import io.printmaster.server.store.DeviceKeyContract;
import io.printmaster.server.store.DeviceListContract;
import io.printmaster.server.store.DeviceShapeContract;
import io.printmaster.server.store.DeviceStoreContract;
import io.printmaster.server.store.MetricTiersContract;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.StoreContract;
import io.printmaster.server.store.SupplySearchContract;
import io.printmaster.server.store.jdbc.Database;
import io.printmaster.server.store.jdbc.GroupCommitContract;
import io.printmaster.server.store.jdbc.WaysToDevicesContract;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/// The contracts on SQLite.
class ContractsTest {
    @TempDir
    Path directory;

    private Store openStore() {
        return SqliteStore.open(directory, new Random(1));
    }

    @Nested
    class Transactions extends StoreContract {
        @Override
        protected Store open() {
            return openStore();
        }
    }

    @Nested
    class Shapes extends DeviceShapeContract {
        @Override
        protected Store open() {
            return openStore();
        }
    }

    @Nested
    class Agents extends AgentStoreContract {
        @Override
        protected Store open() {
            return openStore();
        }
    }

    @Nested
    class Tokens extends AgentTokensContract {
        @Override
        protected Store open() {
            return openStore();
        }
    }

    @Nested
    class Uploads extends AgentUploadsContract {
        @Override
        protected Store open() {
            return openStore();
        }
    }

    @Nested
    class Control extends ControlStoreContract {
        @Override
        protected Store open() {
            return openStore();
        }
    }

    @Nested
    class Devices extends DeviceStoreContract {
        @Override
        protected Store open() {
            return openStore();
        }
    }

    @Nested
    class DeviceKeys extends DeviceKeyContract {
        @Override
        protected Store open() {
            return openStore();
        }
    }

    @Nested
    class Groups extends GroupCommitContract {
        @Override
        protected Database open() {
            openStore().close();
            return new SqliteDatabase(directory.resolve(SqliteStore.FILE));
        }
    }

    @Nested
    class History extends MetricTiersContract {
        @Override
        protected Store open() {
            return openStore();
        }
    }

    @Nested
    class Clocks extends ClockStepsContract {
        @Override
        protected Store open() {
            return openStore();
        }
    }

    @Nested
    class Lists extends DeviceListContract {
        @Override
        protected Store open() {
            return openStore();
        }
    }

    @Nested
    class Ways extends WaysToDevicesContract {
        @Override
        protected Store open() {
            return openStore();
        }

        @Override
        protected Database database() {
            return new SqliteDatabase(directory.resolve(SqliteStore.FILE));
        }
    }

    @Nested
    class SupplySearches extends SupplySearchContract {
        @Override
        protected Store open() {
            return openStore();
        }
    }
}
