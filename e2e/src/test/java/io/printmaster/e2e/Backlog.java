package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.store.KnownPrinter;
import io.printmaster.agent.store.sqlite.DataDirectory;
import io.printmaster.agent.store.sqlite.OverflowDeviceStore;
import io.printmaster.agent.store.sqlite.OverflowLimits;
import io.printmaster.model.FillState;
import io.printmaster.model.Meters;
import io.printmaster.model.Reading;
import io.printmaster.model.Sample;
import io.printmaster.model.Sighting;
import io.printmaster.model.SupplyLevel;
import io.printmaster.wire.SampleJson;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What an agent without a server leaves in its data directory: a `devices.db` that its own store has made, with a
/// sample of each of a few hundred printers every other minute, so large as a test wants it.
///
/// The samples are put in by SQL and unpacked, as an older agent has kept them, because the store would need half an
/// hour for gigabytes; they tell 25 supplies each, so that two of them are half a million records.
final class Backlog {
    /// The keys of its printers, for SQL's `LIKE`.
    static final String KEYS = CannedPrinters.key(0).toString().replaceAll("0+$", "%");

    private static final int PRINTERS = 400;
    private static final int SUPPLIES = 25;
    private static final Duration BETWEEN = Duration.ofMinutes(2);

    /// Of the database, at least.
    final long bytes;
    final long samples;
    /// Device records before the samples.
    final long devices = PRINTERS;

    private Backlog(long bytes, long samples) {
        this.bytes = bytes;
        this.samples = samples;
    }

    /// Fills the data directory of an agent that does not run.
    static Backlog in(Path data, long bytes) throws SQLException, IOException {
        // The server keeps samples for seven days.
        Instant first = Instant.now().minus(6, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MINUTES);
        knownPrinters(data, first);
        Path file = data.resolve("devices.db");
        long samples = 0;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String pragma : List.of("journal_mode = OFF", "synchronous = OFF", "cache_size = -200000")) {
                statement.execute("PRAGMA " + pragma);
            }
            connection.setAutoCommit(false);
            for (int round = 0; size(connection) < bytes; round++) {
                Instant at = first.plus(BETWEEN.multipliedBy(round));
                assertThat(at).as("samples of the past").isBefore(Instant.now());
                samples += round(connection, at);
            }
            statement.executeUpdate("UPDATE ledger SET collected = collected + " + samples);
            connection.commit();
            connection.setAutoCommit(true);
            statement.execute("PRAGMA journal_mode = WAL");
        }
        // Written out now rather than in the midst of what is measured.
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        assertThat(Files.size(file)).isGreaterThanOrEqualTo(bytes);
        return new Backlog(Files.size(file), samples);
    }

    private static long size(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return 4096 * statement.executeQuery("PRAGMA page_count").getLong(1);
        }
    }

    private static int round(Connection connection, Instant at) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO outbox (kind, printer_key, sampled_at, queued_at, payload) VALUES ('metrics', ?, ?, ?, ?)")) {
            for (int n = 0; n < PRINTERS; n++) {
                Sample sample = sample(n, at);
                insert.setString(1, sample.key().toString());
                insert.setLong(2, at.toEpochMilli());
                insert.setLong(3, at.toEpochMilli());
                insert.setBytes(4, SampleJson.encode(sample));
                insert.addBatch();
            }
            return insert.executeBatch().length;
        }
    }

    private static Sample sample(int n, Instant at) {
        long total = CannedPrinters.total(n, at);
        List<SupplyLevel> supplies = new ArrayList<>();
        for (int i = 0; i < SUPPLIES; i++) {
            int percent = 100 - (int) Math.floorMod(total / 100 + 13L * i + n, 100L);
            supplies.add(new SupplyLevel("1." + (i + 1), "part_" + i, OptionalInt.of(percent), FillState.OK));
        }
        Map<String, Long> counts = Map.of(Meters.TOTAL, total, Meters.MONO, total - total / 3, Meters.COLOR, total / 3);
        return new Sample(
                CannedPrinters.key(n), CannedPrinters.serial(n), at, new Meters(counts, "impressions"), supplies);
    }

    /// A real spill, left by a store that stops with unsent records.
    private static void knownPrinters(Path data, Instant at) {
        OverflowLimits limits = new OverflowLimits(50_000_000, Duration.ofMinutes(10), 1_000);
        try (DataDirectory directory = DataDirectory.take(data);
                OverflowDeviceStore store = OverflowDeviceStore.open(directory, limits, Clock.systemUTC())) {
            for (int n = 0; n < PRINTERS; n++) {
                Reading reading = CannedPrinters.reading(n, at);
                Sighting sighting = new Sighting(
                        InetAddress.getLoopbackAddress(), 161, Sighting.Door.SNMP, "community 1", at, Map.of());
                store.printers().put(new KnownPrinter(reading, sighting, Optional.of(at)));
                store.outbox().enqueue(reading.printer(), at);
            }
        }
    }
}
