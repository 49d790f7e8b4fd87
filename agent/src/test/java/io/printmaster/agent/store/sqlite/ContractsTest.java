package io.printmaster.agent.store.sqlite;

import io.printmaster.agent.store.AgentVault;
import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.store.OutboxContract;
import io.printmaster.agent.store.PrinterStoreContract;
import io.printmaster.agent.store.VaultContract;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/// The contracts, in memory and in files.
class ContractsTest {
    @TempDir
    Path temporary;

    private DataDirectory directory;

    @AfterEach
    void giveBack() {
        if (directory != null) {
            directory.close();
        }
    }

    private DataDirectory directory() {
        directory = DataDirectory.take(temporary.resolve("data"));
        return directory;
    }

    @Nested
    class PrintersInMemory extends PrinterStoreContract {
        @Override
        protected DeviceStore open() {
            return SqliteDeviceStore.inMemory();
        }
    }

    @Nested
    class PrintersInFile extends PrinterStoreContract {
        @Override
        protected DeviceStore open() {
            return SqliteDeviceStore.inFile(directory(), Clock.systemUTC());
        }
    }

    @Nested
    class PrintersOverflowing extends PrinterStoreContract {
        @Override
        protected DeviceStore open() {
            return overflowing(directory());
        }
    }

    @Nested
    class OutboxOverflowing extends OutboxContract {
        @Override
        protected DeviceStore open() {
            return overflowing(directory());
        }
    }

    private static DeviceStore overflowing(DataDirectory directory) {
        OverflowLimits limits = new OverflowLimits(50_000_000, Duration.ofMinutes(10), 1_000);
        return OverflowDeviceStore.open(directory, limits, Clock.systemUTC());
    }

    @Nested
    class OutboxInMemory extends OutboxContract {
        @Override
        protected DeviceStore open() {
            return SqliteDeviceStore.inMemory();
        }
    }

    @Nested
    class OutboxInFile extends OutboxContract {
        @Override
        protected DeviceStore open() {
            return SqliteDeviceStore.inFile(directory(), Clock.systemUTC());
        }
    }

    @Nested
    class VaultInMemory extends VaultContract {
        @Override
        protected AgentVault open() {
            return SqliteVault.inMemory(new SecureRandom());
        }
    }

    @Nested
    class VaultInFile extends VaultContract {
        @Override
        protected AgentVault open() {
            return SqliteVault.inFile(directory(), new SecureRandom());
        }
    }
}
