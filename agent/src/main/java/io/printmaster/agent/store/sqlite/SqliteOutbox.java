package io.printmaster.agent.store.sqlite;

import io.printmaster.agent.store.Ledger;
import io.printmaster.agent.store.Outbox;
import io.printmaster.agent.store.QueuedRecord;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Sample;
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
import java.util.Locale;
import java.util.Optional;

/// The queue in tables `outbox` and `ledger`.
final class SqliteOutbox implements Outbox {
    private static final int MAX_PARKED = 1_000;
    private static final int MAX_REASON = 500;
    private static final String COLUMNS = "id, kind, printer_key, queued_at, payload";

    private final Database database;
    private final SampleThinning thinning;

    SqliteOutbox(Database database, SampleThinning thinning) {
        this.database = database;
        this.thinning = thinning;
    }

    @Override
    public void enqueue(Printer printer, Instant at) {
        String key = printer.key().toString();
        byte[] payload = DeviceJson.encode(printer);
        database.transaction(() -> {
            int replaced = database.update(
                    "DELETE FROM outbox WHERE printer_key = ? AND kind = 'device' AND parked_at IS NULL", key);
            database.update(
                    "INSERT INTO outbox (kind, printer_key, queued_at, payload) VALUES ('device', ?, ?, ?)",
                    key,
                    Millis.of(at),
                    payload);
            return database.update("UPDATE ledger SET collected = collected + 1, coalesced = coalesced + ?", replaced);
        });
    }

    @Override
    public void enqueue(Sample sample, Instant at) {
        byte[] payload = SampleJson.encode(sample);
        database.transaction(() -> {
            int added = database.update("""
                    INSERT INTO outbox (kind, printer_key, sampled_at, queued_at, payload)
                    VALUES ('metrics', ?, ?, ?, ?) ON CONFLICT DO NOTHING
                    """, sample.key().toString(), Millis.of(sample.at()), Millis.of(at), payload);
            database.update("UPDATE ledger SET collected = collected + ?", added);
            thinning.afterEnqueue(database);
            return added;
        });
    }

    @Override
    public List<QueuedRecord> peek(RecordKind kind, int maxRecords, long maxBytes) {
        List<QueuedRecord> records = new ArrayList<>();
        long[] bytes = {0};
        database.each(
                "SELECT " + COLUMNS + " FROM outbox WHERE kind = ? AND parked_at IS NULL ORDER BY id LIMIT ?",
                row -> {
                    QueuedRecord queued = queued(row);
                    bytes[0] += queued.payload().length;
                    if (bytes[0] > maxBytes && !records.isEmpty()) {
                        return false;
                    }
                    return records.add(queued);
                },
                word(kind),
                maxRecords);
        return records;
    }

    @Override
    public int forget(Collection<Long> ids, Instant at) {
        // One statement for all: the ids as a JSON list.
        String list = ids.toString();
        return database.transaction(() -> {
            database.update("""
                    UPDATE devices SET last_uploaded = ? WHERE printer_key IN
                        (SELECT printer_key FROM outbox WHERE id IN (SELECT value FROM json_each(?))
                             AND kind = 'device' AND parked_at IS NULL)
                    """, Millis.of(at), list);
            int gone = database.update(
                    "DELETE FROM outbox WHERE id IN (SELECT value FROM json_each(?)) AND parked_at IS NULL", list);
            database.update("UPDATE ledger SET acknowledged = acknowledged + ?", gone);
            return gone;
        });
    }

    @Override
    public boolean park(long id, String reason, Instant at) {
        String cut = reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) : reason;
        return database.transaction(() -> {
            int parked = database.update(
                    "UPDATE outbox SET parked_at = ?, park_reason = ? WHERE id = ? AND parked_at IS NULL",
                    Millis.of(at),
                    cut,
                    id);
            int dropped = database.update("""
                    DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE parked_at IS NOT NULL
                                                    ORDER BY parked_at DESC, id DESC LIMIT -1 OFFSET ?)
                    """, MAX_PARKED);
            database.update("UPDATE ledger SET dropped = dropped + ?", dropped);
            return parked > 0;
        });
    }

    @Override
    public List<Parked> parked(int limit) {
        return database.query(
                "SELECT " + COLUMNS + ", park_reason, parked_at FROM outbox WHERE parked_at IS NOT NULL"
                        + " ORDER BY parked_at DESC, id DESC LIMIT ?",
                row -> new Parked(queued(row), row.getString(6), Millis.toInstant(row.getLong(7))),
                limit);
    }

    @Override
    public int unpark(PrinterKey printer) {
        String key = printer.toString();
        return database.transaction(() -> {
            // Of several device records only the newest may wait, and none beside one that waits already.
            int replaced = database.update("""
                    DELETE FROM outbox WHERE printer_key = ? AND kind = 'device' AND parked_at IS NOT NULL
                        AND id < (SELECT max(id) FROM outbox WHERE printer_key = ? AND kind = 'device')
                    """, key, key);
            database.update("UPDATE ledger SET coalesced = coalesced + ?", replaced);
            return database.update("""
                    UPDATE outbox SET parked_at = NULL, park_reason = NULL
                    WHERE printer_key = ? AND parked_at IS NOT NULL
                    """, key);
        });
    }

    @Override
    public void rekey(PrinterKey before, PrinterKey now, String serial) {
        database.transaction(() -> {
            int gone =
                    database.update("DELETE FROM outbox WHERE printer_key = ? AND kind = 'device'", before.toString());
            gone += database.update("""
                    DELETE FROM outbox WHERE printer_key = ? AND kind = 'metrics'
                        AND sampled_at IN (SELECT sampled_at FROM outbox WHERE printer_key = ? AND kind = 'metrics')
                    """, before.toString(), now.toString());
            database.update("UPDATE ledger SET coalesced = coalesced + ?", gone);
            for (QueuedRecord record : database.query(
                    "SELECT " + COLUMNS + " FROM outbox WHERE printer_key = ?",
                    SqliteOutbox::queued,
                    before.toString())) {
                database.update(
                        "UPDATE outbox SET printer_key = ?, payload = ? WHERE id = ?",
                        now.toString(),
                        renamed(record, now, serial),
                        record.id());
            }
            return gone;
        });
    }

    /// A sample that cannot be read is sent as it is: the server says what is wrong with it.
    private static byte[] renamed(QueuedRecord record, PrinterKey now, String serial) {
        try {
            String json = new String(record.payload(), StandardCharsets.UTF_8);
            SampleRecord sample = SampleJson.decode(json, record.queuedAt());
            return SampleJson.encode(new Sample(now, serial, sample.at(), sample.meters(), sample.supplies()));
        } catch (IllegalStateException e) {
            return record.payload();
        }
    }

    @Override
    public int count(RecordKind kind) {
        return (int) database.number("SELECT count(*) FROM outbox WHERE kind = ? AND parked_at IS NULL", word(kind));
    }

    @Override
    public Optional<Instant> oldest() {
        return database.first(
                "SELECT queued_at FROM outbox WHERE parked_at IS NULL ORDER BY id LIMIT 1",
                row -> Millis.toInstant(row.getLong(1)));
    }

    @Override
    public Ledger ledger() {
        return database.first(
                        """
                        SELECT collected, acknowledged, coalesced, dropped,
                               (SELECT count(*) FROM outbox WHERE parked_at IS NULL),
                               (SELECT count(*) FROM outbox WHERE parked_at IS NOT NULL)
                        FROM ledger
                        """,
                        row -> new Ledger(
                                row.getLong(1),
                                row.getLong(2),
                                row.getLong(5),
                                row.getLong(6),
                                row.getLong(3),
                                row.getLong(4)))
                .orElseThrow();
    }

    private static QueuedRecord queued(ResultSet row) throws SQLException {
        String key = row.getString(3);
        return new QueuedRecord(
                row.getLong(1),
                RecordKind.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                PrinterKey.parse(key).orElseThrow(() -> new IllegalStateException("stored key is not readable")),
                Millis.toInstant(row.getLong(4)),
                row.getBytes(5));
    }

    private static String word(RecordKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
