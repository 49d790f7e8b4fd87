package io.printmaster.agent.store.sqlite;

import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.store.Outbox;
import io.printmaster.agent.store.PrinterStore;
import io.printmaster.agent.store.ScanHistory;
import io.printmaster.agent.store.StoreFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/// `devices.db`: in a file, or in memory. Thread-safe.
public final class SqliteDeviceStore implements DeviceStore {
    /// Its name in the data directory.
    public static final String FILE_NAME = "devices.db";

    /// Where nothing ever goes to the disk.
    private static final QueueBounds MEMORY_ONLY = new QueueBounds(40_000_000, 50_000_000);

    private final Database database;
    private final boolean durable;
    private final Optional<Damage> damage;
    private final SqlitePrinters printers;
    private final SqliteScans scans;
    private final SqliteOutbox outbox;

    SqliteDeviceStore(Connection connection, boolean durable, Optional<Damage> damage, QueueBounds bounds) {
        this(new Database(FILE_NAME, connection), durable, damage, () -> bounds);
    }

    SqliteDeviceStore(Database database, boolean durable, Optional<Damage> damage, Supplier<QueueBounds> bounds) {
        this.database = database;
        this.durable = durable;
        this.damage = damage;
        this.printers = new SqlitePrinters(database);
        this.scans = new SqliteScans(database);
        this.outbox = new SqliteOutbox(database, new SampleThinning(bounds));
    }

    /// Opens `devices.db`, making or upgrading it if needed. One that is damaged is moved aside to
    /// `devices.db.damaged-<time>`, what is readable of it taken over, and this said in the log: see [#damage].
    ///
    /// @throws StoreFault NOT_WRITABLE, NEWER_SCHEMA, DISK_FULL, DISK_FAILS, IN_USE
    public static SqliteDeviceStore inFile(DataDirectory directory, Clock clock) {
        Path file = directory.path().resolve(FILE_NAME);
        DatabaseFile.Opened opened = DatabaseFile.openOrMend(file, Schema.DEVICES, clock);
        return new SqliteDeviceStore(opened.connection(), true, opened.damage(), QueueBounds.IN_FILE);
    }

    /// Looks into `devices.db`, also while an agent runs on it; every attempt to change it fails.
    ///
    /// @param directory the data directory
    /// @return empty when there is no `devices.db`
    /// @throws StoreFault DAMAGED, NEWER_SCHEMA, NOT_WRITABLE, or FAILED when it is of an older version
    public static Optional<SqliteDeviceStore> readOnly(Path directory) {
        Path file = directory.resolve(FILE_NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Database database = Database.readOnly(FILE_NAME, DatabaseFile.openReadOnly(file, Schema.DEVICES));
        return Optional.of(new SqliteDeviceStore(database, true, Optional.empty(), () -> QueueBounds.IN_FILE));
    }

    /// A store that ends with the process and writes nothing to disk.
    public static SqliteDeviceStore inMemory() {
        Connection connection = DatabaseFile.openMemory(FILE_NAME, Schema.DEVICES);
        return new SqliteDeviceStore(connection, false, Optional.empty(), MEMORY_ONLY);
    }

    /// What was found damaged at the opening, if anything.
    public Optional<Damage> damage() {
        return damage;
    }

    @Override
    public PrinterStore printers() {
        return printers;
    }

    @Override
    public ScanHistory scans() {
        return scans;
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public <T> T transaction(Supplier<T> block) {
        return database.transaction(block);
    }

    @Override
    public boolean durable() {
        return durable;
    }

    @Override
    public void close() {
        database.close();
    }
}
