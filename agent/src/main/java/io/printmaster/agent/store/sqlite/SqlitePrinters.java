package io.printmaster.agent.store.sqlite;

import io.printmaster.agent.store.KnownPrinter;
import io.printmaster.agent.store.PrinterStore;
import io.printmaster.agent.store.SendMarks;
import io.printmaster.agent.store.SendMarks.LastSample;
import io.printmaster.agent.store.Whereabouts;
import io.printmaster.model.Meters;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.Reading;
import io.printmaster.model.Sighting;
import io.printmaster.wire.DeviceJson;
import io.printmaster.wire.SampleJson;
import io.printmaster.wire.SampleRecord;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Last readings in tables `devices` and `metrics`, and what is around them in those of [SqliteBesides].
///
/// A row that a fault of the disk has made unreadable counts as unknown: the next reading of the printer
/// mends it.
final class SqlitePrinters implements PrinterStore {
    private static final Logger LOG = LoggerFactory.getLogger(SqlitePrinters.class);
    private static final int MAX_SHARERS = 8;
    /// Nothing counts as queued or sent any more.
    static final String FORGET_MARKS =
            "UPDATE devices SET last_queued = NULL, last_uploaded = NULL, last_sample_at = NULL, last_sample_values = NULL";

    private static final String SELECT = """
            SELECT d.printer_key, d.detail, d.last_seen, d.last_queued, d.address, d.port, d.door, d.credential,
                   d.sighted_at, m.sampled_at, m.detail, d.last_uploaded, d.last_sample_at, d.last_sample_values
            FROM devices d LEFT JOIN metrics m ON m.printer_key = d.printer_key
            """;

    /// A record that is no JSON any more says nothing; the next reading mends it.
    private static final String WHEREABOUTS = """
            SELECT printer_key, address, port, door, credential, sighted_at,
                   detail ->> '$.manufacturer', detail ->> '$.serial', detail ->> '$.wireless', detail ->> '$.status'
            FROM devices WHERE json_valid(detail) ORDER BY printer_key
            """;

    private final Database database;
    private final SqliteBesides besides;

    SqlitePrinters(Database database) {
        this.database = database;
        this.besides = new SqliteBesides(database);
    }

    @Override
    public Optional<KnownPrinter> find(PrinterKey key) {
        return database.transaction(() -> {
            Optional<KnownPrinter> own = one(key.toString());
            if (own.isPresent()) {
                return own;
            }
            List<KnownPrinter> known = findAny(List.of(key));
            return known.size() == 1 ? Optional.of(known.getFirst()) : Optional.empty();
        });
    }

    @Override
    public List<KnownPrinter> findAny(Collection<PrinterKey> keys) {
        return database.transaction(() -> {
            Set<String> printers = new TreeSet<>();
            for (PrinterKey key : keys) {
                printers.addAll(database.query(
                        "SELECT printer_key FROM device_keys WHERE known_by = ? ORDER BY printer_key LIMIT ?",
                        row -> row.getString(1),
                        key.toString(),
                        MAX_SHARERS));
            }
            return printers.stream().flatMap(printer -> one(printer).stream()).toList();
        });
    }

    private Optional<KnownPrinter> one(String key) {
        return database.query(SELECT + " WHERE d.printer_key = ?", row -> known(row, besides.of(key)), key).stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public List<KnownPrinter> list() {
        return all(SELECT + " ORDER BY d.printer_key", SqlitePrinters::known);
    }

    @Override
    public List<Whereabouts> whereabouts() {
        return all(WHEREABOUTS, SqlitePrinters::whereabouts);
    }

    /// Makes something of a row and of what is kept besides; empty for a row that cannot be read.
    private interface Reader<T> {
        Optional<T> of(ResultSet row, SqliteBesides.Besides besides) throws SQLException;
    }

    private <T> List<T> all(String select, Reader<T> reader) {
        return database.transaction(() -> {
            Map<String, SqliteBesides.Besides> all = besides.all();
            List<T> found = new ArrayList<>();
            database.each(select, row -> {
                reader.of(row, all.getOrDefault(row.getString(1), SqliteBesides.Besides.NONE))
                        .ifPresent(found::add);
                return true;
            });
            return found;
        });
    }

    @Override
    public List<KnownPrinter> page(Optional<PrinterKey> after, int limit) {
        return database.transaction(() -> database
                .query(
                        SELECT + " WHERE d.printer_key > ? ORDER BY d.printer_key LIMIT ?",
                        row -> known(row, besides.of(row.getString(1))),
                        after.map(PrinterKey::toString).orElse(""),
                        limit)
                .stream()
                .flatMap(Optional::stream)
                .toList());
    }

    @Override
    public int count() {
        return (int) database.number("SELECT count(*) FROM devices");
    }

    @Override
    public void forgetMarks() {
        database.update(FORGET_MARKS);
    }

    @Override
    public RecordBytes put(KnownPrinter known) {
        String key = known.key().toString();
        Reading last = known.last();
        Sighting sighting = known.sighting();
        SendMarks marks = known.marks();
        byte[] device = DeviceJson.encode(last.printer());
        byte[] sample = SampleJson.encode(last.sample());
        return database.transaction(() -> {
            database.update(
                    """
                    INSERT INTO devices (printer_key, detail, last_seen, last_queued, address, port, door, credential,
                                         sighted_at, last_uploaded, last_sample_at, last_sample_values)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (printer_key) DO UPDATE SET
                        detail = excluded.detail, last_seen = excluded.last_seen, last_queued = excluded.last_queued,
                        address = excluded.address, port = excluded.port, door = excluded.door,
                        credential = excluded.credential, sighted_at = excluded.sighted_at,
                        last_uploaded = excluded.last_uploaded, last_sample_at = excluded.last_sample_at,
                        last_sample_values = excluded.last_sample_values
                    """,
                    key,
                    new String(device, StandardCharsets.UTF_8),
                    Millis.of(last.printer().provenance().lastSeen()),
                    marks.queued().map(Millis::of).orElse(null),
                    sighting.address().getHostAddress(),
                    sighting.port(),
                    sighting.door().name(),
                    sighting.credential(),
                    Millis.of(sighting.at()),
                    marks.uploaded().map(Millis::of).orElse(null),
                    marks.sample().map(s -> Millis.of(s.at())).orElse(null),
                    marks.sample().map(LastSample::values).orElse(null));
            besides.put(key, new SqliteBesides.Besides(sighting.hints(), known.keys(), known.others()));
            database.update("""
                    INSERT INTO metrics (printer_key, sampled_at, detail) VALUES (?, ?, ?)
                    ON CONFLICT (printer_key) DO UPDATE SET sampled_at = excluded.sampled_at, detail = excluded.detail
                    """, key, Millis.of(last.at()), new String(sample, StandardCharsets.UTF_8));
            return new RecordBytes(device.length, sample.length);
        });
    }

    @Override
    public boolean remove(PrinterKey key) {
        return database.update("DELETE FROM devices WHERE printer_key = ?", key.toString()) > 0;
    }

    private static Optional<KnownPrinter> known(ResultSet row, SqliteBesides.Besides besides) throws SQLException {
        String key = row.getString(1);
        try {
            Instant lastSeen = Millis.toInstant(row.getLong(3));
            Printer printer = DeviceJson.decode(row.getString(2), lastSeen).printer();
            if (!printer.key().toString().equals(key)) {
                throw new IllegalStateException("it is of another printer");
            }
            Instant at = Millis.toInstant(row.getLong(10));
            return Optional.of(new KnownPrinter(
                    new Reading(printer, meters(row.getString(11), at), at),
                    sighting(row, 5, besides),
                    marks(row),
                    besides.keys(),
                    besides.others()));
        } catch (IllegalStateException | IllegalArgumentException e) {
            return unreadable(key, e);
        }
    }

    private static Optional<Whereabouts> whereabouts(ResultSet row, SqliteBesides.Besides besides) throws SQLException {
        String key = row.getString(1);
        try {
            String serial = text(row, 8);
            // Where a printer tells no serial its record has the key instead.
            boolean told = PrinterKey.parse(serial).isEmpty();
            return Optional.of(new Whereabouts(
                    PrinterKey.parse(key).orElseThrow(() -> new IllegalStateException("its key is none")),
                    sighting(row, 2, besides),
                    besides.keys(),
                    besides.others(),
                    told ? PrinterKey.ofSerial(text(row, 7), serial) : Optional.empty(),
                    row.getBoolean(9),
                    PrinterStatus.ofWord(text(row, 10)).equals(Optional.of(PrinterStatus.OFFLINE))));
        } catch (IllegalStateException | IllegalArgumentException e) {
            return unreadable(key, e);
        }
    }

    private static <T> Optional<T> unreadable(String key, RuntimeException why) {
        LOG.atWarn()
                .addKeyValue("printer", key)
                .addKeyValue("reason", why.getMessage())
                .log("Stored printer is not readable and counts as unknown");
        return Optional.empty();
    }

    private static String text(ResultSet row, int column) throws SQLException {
        return Objects.requireNonNullElse(row.getString(column), "");
    }

    /// @param first of the five columns that hold it
    private static Sighting sighting(ResultSet row, int first, SqliteBesides.Besides besides) throws SQLException {
        return new Sighting(
                SqliteBesides.address(row.getString(first)),
                row.getInt(first + 1),
                Sighting.Door.valueOf(row.getString(first + 2)),
                row.getString(first + 3),
                Millis.toInstant(row.getLong(first + 4)),
                besides.hints());
    }

    private static SendMarks marks(ResultSet row) throws SQLException {
        String values = row.getString(14);
        return new SendMarks(
                time(row, 4), time(row, 12), time(row, 13).map(at -> new LastSample(at, values == null ? "" : values)));
    }

    private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Millis.toInstant(millis));
    }

    private static Meters meters(@Nullable String detail, Instant at) {
        if (detail == null) {
            throw new IllegalStateException("its sample is missing");
        }
        SampleRecord sample = SampleJson.decode(detail, at);
        return sample.meters();
    }
}
