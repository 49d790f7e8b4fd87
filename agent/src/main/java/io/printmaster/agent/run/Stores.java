package io.printmaster.agent.run;

import io.printmaster.agent.config.StorageSettings;
import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.store.sqlite.DataDirectory;
import io.printmaster.agent.store.sqlite.OverflowDeviceStore;
import io.printmaster.agent.store.sqlite.OverflowLimits;
import io.printmaster.agent.store.sqlite.SqliteDeviceStore;
import java.time.Clock;

/// The store of the configured mode.
final class Stores {
    private Stores() {}

    /// Opens it.
    static DeviceStore open(StorageSettings storage, DataDirectory directory, Clock clock) {
        return switch (storage.mode()) {
            case MEMORY -> SqliteDeviceStore.inMemory();
            case DISK -> SqliteDeviceStore.inFile(directory, clock);
            case OVERFLOW ->
                OverflowDeviceStore.open(
                        directory,
                        new OverflowLimits(storage.maxMemoryBytes(), storage.maxOutage(), storage.maxMemoryDevices()),
                        clock);
        };
    }
}
