package io.printmaster.agent.store.sqlite;

import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.store.Outbox;
import io.printmaster.agent.store.PrinterStore;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.agent.store.ScanHistory;
import io.printmaster.agent.store.StoreFault;
import io.printmaster.program.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The device store that lives in memory and goes to `devices.db` under pressure: when it grows, when the server stays
/// away, and at a stop with unsent records. Back in memory, and the file gone, as soon as everything is sent.
///
/// At every moment there is one database that is written and read, and a change of places happens while nobody works in
/// it, so the order of the queue holds. A disk that is full or fails while the store is on it sends the store back to
/// memory with all its data; the next [#check] tries again. Thread-safe.
public final class OverflowDeviceStore implements DeviceStore {
    private static final Logger LOG = LoggerFactory.getLogger(OverflowDeviceStore.class);

    private final Path file;
    private final OverflowLimits limits;
    private final Clock clock;
    private final Database database;
    private final SqliteDeviceStore parts;
    private volatile Status status;
    /// Whether the file holds what could not be read of it: it is moved aside then, not replaced.
    private boolean spare;
    /// Bytes of a queue that was left under other limits, as far as it is not sent.
    private volatile long left;

    /// Where the data is.
    public enum Place {
        /// Written to and read from memory; nothing is on the disk.
        MEMORY,
        /// Still in memory, being copied to the disk; everybody waits.
        SPILLING,
        /// Written to and read from `devices.db`.
        DISK,
        /// Still on the disk, being copied to memory; everybody waits.
        RETURNING;

        /// For people and machines.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What can be told of it.
    ///
    /// @param since  when it came to this place
    /// @param why    what sent it there, for people
    /// @param fault  why it is in memory though it should be on the disk; empty when all is well
    /// @param spills how often it went to the disk since the start
    public record Status(Place place, Instant since, String why, String fault, long spills) {
        private Status at(Place next) {
            return new Status(next, since, why, fault, spills);
        }
    }

    private OverflowDeviceStore(
            Path file,
            OverflowLimits limits,
            Clock clock,
            Connection connection,
            Status status,
            Optional<Damage> damage) {
        this.file = file;
        this.limits = limits;
        this.clock = clock;
        this.status = status;
        this.database = new Database(SqliteDeviceStore.FILE_NAME, connection);
        this.parts = new SqliteDeviceStore(database, false, damage, this::bounds);
        database.onFault(this::backToMemory);
    }

    /// Begins in memory, or with the `devices.db` that an earlier run has left, which is then sent first. What is
    /// readable of a damaged one is taken over.
    ///
    /// @throws StoreFault NEWER_SCHEMA, NOT_WRITABLE, DISK_FULL, DISK_FAILS
    public static OverflowDeviceStore open(DataDirectory directory, OverflowLimits limits, Clock clock) {
        Path file = directory.path().resolve(SqliteDeviceStore.FILE_NAME);
        Instant now = clock.instant();
        if (!Files.exists(file)) {
            Connection memory = DatabaseFile.openMemory(SqliteDeviceStore.FILE_NAME, Schema.DEVICES);
            Status status = new Status(Place.MEMORY, now, "", "", 0);
            return new OverflowDeviceStore(file, limits, clock, memory, status, Optional.empty());
        }
        DatabaseFile.Opened opened = DatabaseFile.openOrMend(file, Schema.DEVICES, clock);
        Status status = new Status(Place.DISK, now, "left by an earlier run", "", 0);
        LOG.atInfo().addKeyValue("file", file).log("Unsent data of an earlier run found; it is sent first");
        OverflowDeviceStore store =
                new OverflowDeviceStore(file, limits, clock, opened.connection(), status, opened.damage());
        store.left = QueueBounds.ofOtherLimits(limits.bytes(), store.queued()) ? store.queued() : 0;
        return store;
    }

    /// Looks whether memory is still the right place, or again; meant to be called every 30 s and whenever an upload
    /// failed.
    ///
    /// @param away how long the server has been away; zero while it answers
    public void check(Duration away) {
        database.exclusively(() -> {
            switch (status.place()) {
                case MEMORY -> {
                    pressure(away).ifPresent(this::spill);
                    deleteWhatIsSent();
                }
                case DISK -> {
                    left = Math.min(left, queued());
                    if (waiting() == 0 && pressure(away).isEmpty() && away.compareTo(limits.outage()) <= 0) {
                        comeBack();
                    }
                }
                case SPILLING, RETURNING -> throw new IllegalStateException("two changes of place at once");
            }
        });
    }

    private Optional<String> pressure(Duration away) {
        // What the queue is thinned by counts, too: many short records take less than is reckoned for each.
        long bytes = Math.max(bytes(), queued());
        if (bytes > limits.bytes()) {
            return Optional.of(bytes / 1_000_000 + " MB are more than memory is meant to hold");
        }
        if (away.compareTo(limits.outage()) > 0 && waiting() > 0) {
            return Optional.of("the server has been away for " + away.toMinutes() + " min");
        }
        int devices = outbox().count(RecordKind.DEVICE);
        return devices > limits.devices() ? Optional.of(devices + " devices wait") : Optional.empty();
    }

    /// What the data takes, without what is free inside.
    private long bytes() {
        long pages = database.number("PRAGMA page_count") - database.number("PRAGMA freelist_count");
        return pages * database.number("PRAGMA page_size");
    }

    private long queued() {
        return SampleThinning.size(database);
    }

    private int waiting() {
        return outbox().count(RecordKind.DEVICE) + outbox().count(RecordKind.METRICS);
    }

    /// The copy is made beside and renamed, so that a file of this name is always whole.
    private void spill(String why) {
        Path copy = file.resolveSibling(file.getFileName() + ".part");
        status = status.at(Place.SPILLING);
        long began = System.nanoTime();
        try {
            DatabaseFile.delete(copy);
            PrivateFiles.createFile(copy);
            database.copyInto(copy);
            if (spare && Files.exists(file)) {
                DatabaseFile.moveAside(file, clock.instant());
            }
            spare = false;
            // A log of the file before would be taken for one of the new file.
            DatabaseFile.deleteCompanions(file);
            Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
            sync(file.toAbsolutePath().resolveSibling("."));
            close(database.exchange(DatabaseFile.openOwn(file)));
            status = new Status(Place.DISK, clock.instant(), why, "", status.spills() + 1);
            LOG.atInfo()
                    .addKeyValue("reason", why)
                    .addKeyValue("waiting", waiting())
                    .addKeyValue("milliseconds", (System.nanoTime() - began) / 1_000_000)
                    .log("Storage switched from memory to disk");
        } catch (IOException | StoreFault e) {
            forgetCopy(copy);
            stayInMemory("cannot spill to " + file + ": " + e.getMessage());
        }
    }

    /// What a failed disk has kept of the queue is of no use any more once the queue is empty.
    private void deleteWhatIsSent() {
        if (status.place() != Place.MEMORY || status.fault().isEmpty() || waiting() > 0) {
            return;
        }
        try {
            DatabaseFile.delete(file);
            status = new Status(Place.MEMORY, status.since(), status.why(), "", status.spills());
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("error", e.getMessage()).log("The sent devices.db cannot be deleted yet");
        }
    }

    /// Told once, until it works again.
    private void stayInMemory(String fault) {
        boolean news = status.fault().isEmpty();
        status = new Status(Place.MEMORY, status.since(), status.why(), fault, status.spills());
        if (news) {
            LOG.atError()
                    .addKeyValue("error", fault)
                    .log(
                            "Disk cannot be used; collecting goes on in memory, older samples are thinned when it is full");
        }
    }

    private void comeBack() {
        status = status.at(Place.RETURNING);
        try {
            close(database.exchange(database.copyIntoMemory(file)));
            status = new Status(Place.MEMORY, clock.instant(), "everything is sent", "", status.spills());
            DatabaseFile.delete(file);
            LOG.atInfo().log("Storage switched from disk back to memory; everything is sent");
        } catch (StoreFault e) {
            status = status.at(Place.DISK);
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("Storage stays on disk");
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("The sent devices.db cannot be deleted");
        }
    }

    /// The disk failed under a transaction: everything up to it is taken into memory, where the transaction is run
    /// again. The file stays until it is replaced by the next spill, or everything is sent.
    private boolean backToMemory(StoreFault fault) {
        boolean disk = switch (fault.kind()) {
            case DISK_FULL, DISK_FAILS, NOT_WRITABLE, DAMAGED -> true;
            case IN_USE, NEWER_SCHEMA, JOIN_AGAIN, FAILED -> false;
        };
        if (!disk || status.place() != Place.DISK) {
            return false;
        }
        close(database.exchange(inMemory(fault)));
        status = new Status(Place.MEMORY, clock.instant(), "the disk failed", "", status.spills());
        stayInMemory(String.valueOf(fault.getMessage()));
        return true;
    }

    /// As a whole if it fits and can be read; else row by row through the connection that is open already, which reads
    /// where no new one could be opened, and takes what it can get.
    private Connection inMemory(StoreFault fault) {
        boolean whole = fault.kind() != StoreFault.Kind.DAMAGED && size(file) <= 2 * limits.bytes();
        if (whole) {
            try {
                return DatabaseFile.openMemoryCopy(file);
            } catch (StoreFault e) {
                LOG.atDebug().addKeyValue("error", e.getMessage()).log("The spill cannot be copied as a whole");
            }
        }
        Salvage.Salvaged salvaged = database.salvage(Schema.DEVICES, limits.bytes());
        boolean lost = salvaged.lost().isEmpty() || salvaged.lost().getAsLong() > 0;
        if (lost) {
            spare = true;
            LOG.atError()
                    .addKeyValue("records_kept", salvaged.kept())
                    .addKeyValue(
                            "records_lost",
                            salvaged.lost().isPresent() ? salvaged.lost().getAsLong() : "unknown")
                    .addKeyValue(
                            "lost_queued_between",
                            salvaged.between().map(Damage.Span::toString).orElse("none"))
                    .log("Not everything on the failed disk can be read; what can be is taken over");
        }
        return salvaged.connection();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    private QueueBounds bounds() {
        return status.place() == Place.DISK
                ? QueueBounds.inFile(limits.bytes(), left)
                : QueueBounds.inMemory(limits.bytes());
    }

    /// For tests of faults that only the database itself can play.
    Database database() {
        return database;
    }

    /// Where the data is, and why.
    public Status status() {
        return status;
    }

    /// What an earlier run's file had lost, if it was damaged.
    public Optional<Damage> damage() {
        return parts.damage();
    }

    @Override
    public PrinterStore printers() {
        return parts.printers();
    }

    @Override
    public ScanHistory scans() {
        return parts.scans();
    }

    @Override
    public Outbox outbox() {
        return parts.outbox();
    }

    @Override
    public <T> T transaction(Supplier<T> block) {
        return database.transaction(block);
    }

    @Override
    public boolean durable() {
        return status.place() == Place.DISK;
    }

    /// Unsent records go to the disk; without any, no file is left.
    @Override
    public void close() {
        database.exclusively(() -> {
            try {
                boolean unsent = waiting() > 0 || !outbox().parked(1).isEmpty();
                if (unsent && status.place() == Place.MEMORY) {
                    spill("the agent stops");
                } else if (!unsent && status.place() == Place.DISK) {
                    comeBack();
                }
            } finally {
                database.close();
            }
        });
    }

    private static void forgetCopy(Path copy) {
        try {
            DatabaseFile.delete(copy);
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("error", e.getMessage()).log("An unfinished copy cannot be deleted");
        }
    }

    /// A renamed file is only there after a power cut when its directory was written too.
    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory)) {
            channel.force(true);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.atDebug().addKeyValue("error", e.getMessage()).log("A database closed with an error");
        }
    }
}
