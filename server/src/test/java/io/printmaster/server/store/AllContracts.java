package io.printmaster.server.store;

import io.printmaster.server.store.jdbc.Database;
import io.printmaster.server.store.jdbc.GroupCommitContract;
import io.printmaster.server.store.jdbc.WaysToDevicesContract;
import org.junit.jupiter.api.Nested;

/// All contracts of a store, for each kind of database: none can be left out of one of them.
public abstract class AllContracts {
    /// Opens a store with nothing in it.
    protected abstract Store openStore();

    /// The database of the store that was opened last.
    protected abstract Database database();

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
    class SupplySearches extends SupplySearchContract {
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
            return AllContracts.this.database();
        }
    }

    @Nested
    class Groups extends GroupCommitContract {
        @Override
        protected Database open() {
            openStore().close();
            return database();
        }
    }
}
