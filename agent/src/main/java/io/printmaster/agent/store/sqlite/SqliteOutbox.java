package io.printmaster.agent.store.sqlite;

import io.printmaster.agent.store.DropReason;
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
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The queue in tables `outbox`, `outbox_sums` and `ledger`.
final class SqliteOutbox implements Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteOutbox.class);
    private static final int MAX_PARKED = 1_000;
    private static final int MAX_FORGOTTEN = 1_000;
    private static final int MAX_REASON = 500;
    private static final byte[] KEY_BEFORE = "{\"device_key\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final String COLUMNS = "id, kind, printer_key, queued_at, payload";

    private final Database database;
    private final SampleThinning thinning;
    private final Packing packing = new Packing();

    SqliteOutbox(Database database, SampleThinning thinning) {
        this.database = database;
        this.thinning = thinning;
    }

    @Override
    public void enqueue(Printer printer, Instant at) {
        String key = printer.key().toString();
        byte[] payload = packing.pack(DeviceJson.encode(printer));
        String state = state(printer);
        database.transaction(() -> {
            int replaced = database.update("""
                    DELETE FROM outbox WHERE id = (SELECT max(id) FROM outbox WHERE printer_key = ? AND kind = 'device'
                                                   AND parked_at IS NULL)
                        AND (state IS NULL OR state = ?)
                    """, key, state);
            database.update(
                    "INSERT INTO outbox (id, kind, printer_key, queued_at, payload, state) VALUES"
                            + " ((SELECT max(last_device) + 1 FROM outbox_sums), 'device', ?, ?, ?, ?)",
                    key,
                    Millis.of(at),
                    payload,
                    state);
            database.update("UPDATE ledger SET collected = collected + 1, coalesced = coalesced + ?", replaced);
            thinning.afterAny(database);
            return replaced;
        });
    }

    /// What of a printer makes history: each change of it is sent, also when it lasted only for a while of an outage.
    private static String state(Printer printer) {
        return printer.condition().status().word() + " " + printer.condition().errors();
    }

    @Override
    public void enqueue(Sample sample, Instant at) {
        byte[] payload = packing.pack(SampleJson.encode(sample));
        String key = sample.key().toString();
        long sampledAt = Millis.of(sample.at());
        database.transaction(() -> {
            int added = database.update("""
                    INSERT INTO outbox (kind, printer_key, sampled_at, queued_at, payload)
                    VALUES ('metrics', ?, ?, ?, ?) ON CONFLICT DO NOTHING
                    """, key, sampledAt, Millis.of(at), payload);
            database.update("UPDATE ledger SET collected = collected + ?", added);
            thinning.afterSample(database, key, sampledAt);
            return added;
        });
    }

    @Override
    public List<QueuedRecord> peek(RecordKind kind, int maxRecords, long maxBytes) {
        return after(kind, Long.MIN_VALUE, maxRecords, maxBytes);
    }

    @Override
    public OptionalLong newest(RecordKind kind) {
        long id = database.number(
                "SELECT id FROM outbox WHERE " + range(kind) + " AND parked_at IS NULL ORDER BY id DESC LIMIT 1");
        return id == 0 ? OptionalLong.empty() : OptionalLong.of(id);
    }

    @Override
    public List<QueuedRecord> after(RecordKind kind, long id, int maxRecords, long maxBytes) {
        List<QueuedRecord> records = new ArrayList<>();
        List<Long> unreadable = new ArrayList<>();
        long[] bytes = {0};
        database.each(
                "SELECT " + COLUMNS + " FROM outbox WHERE " + range(kind)
                        + " AND parked_at IS NULL AND id > ? ORDER BY id LIMIT ?",
                row -> {
                    try {
                        QueuedRecord queued = queued(row);
                        bytes[0] += queued.payload().length;
                        return (bytes[0] <= maxBytes || records.isEmpty()) && records.add(queued);
                    } catch (Packing.DamagedException e) {
                        return unreadable.add(row.getLong(1));
                    }
                },
                id,
                maxRecords);
        if (unreadable.isEmpty()) {
            return records;
        }
        drop(unreadable);
        return records.isEmpty() ? after(kind, id, maxRecords, maxBytes) : records;
    }

    /// What a disk has changed behind our back cannot be sent; it is told and counted.
    private void drop(List<Long> unreadable) {
        int dropped = database.transaction(() -> {
            int gone = 0;
            for (Long id : unreadable) {
                gone += database.update("DELETE FROM outbox WHERE id = ?", id);
            }
            Drops.add(database, DropReason.DAMAGED, gone);
            return gone;
        });
        LOG.atError().addKeyValue("records", dropped).log("Queued records were damaged on the disk and are lost");
    }

    /// In small pieces, so that a long stream's receipt keeps nobody waiting: after a kill in between, what is left of
    /// it is sent once more.
    @Override
    public int forget(Collection<Long> ids, Instant at) {
        List<Long> all = List.copyOf(ids);
        int gone = 0;
        for (int from = 0; from < all.size(); from += MAX_FORGOTTEN) {
            gone += forgetTogether(all.subList(from, Math.min(all.size(), from + MAX_FORGOTTEN)), at);
        }
        return gone;
    }

    private int forgetTogether(List<Long> ids, Instant at) {
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
            Drops.add(database, DropReason.REFUSED, dropped);
            return parked > 0;
        });
    }

    @Override
    public List<Parked> parked(int limit) {
        List<Parked> parked = new ArrayList<>();
        database.each(
                "SELECT " + COLUMNS + ", park_reason, parked_at FROM outbox WHERE parked_at IS NOT NULL"
                        + " ORDER BY parked_at DESC, id DESC LIMIT ?",
                row -> {
                    try {
                        return parked.add(new Parked(queued(row), row.getString(6), Millis.toInstant(row.getLong(7))));
                    } catch (Packing.DamagedException e) {
                        return true;
                    }
                },
                limit);
        return parked;
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
            List<QueuedRecord> records = new ArrayList<>();
            database.each(
                    "SELECT " + COLUMNS + " FROM outbox WHERE printer_key = ? AND kind = 'metrics'",
                    row -> {
                        try {
                            return records.add(queued(row));
                        } catch (Packing.DamagedException e) {
                            // It is found and counted when it is to be sent.
                            return true;
                        }
                    },
                    before.toString());
            for (QueuedRecord record : records) {
                database.update(
                        "UPDATE outbox SET printer_key = ?, payload = ? WHERE id = ?",
                        now.toString(),
                        packing.pack(renamed(record, now, serial)),
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
        return (int) database.number("SELECT records FROM outbox_sums WHERE kind = ? AND parked = 0", word(kind));
    }

    @Override
    public Optional<Instant> oldest() {
        return Arrays.stream(RecordKind.values())
                .flatMap(kind -> database
                        .first(
                                "SELECT queued_at FROM outbox WHERE " + range(kind)
                                        + " AND parked_at IS NULL ORDER BY id LIMIT 1",
                                row -> Millis.toInstant(row.getLong(1)))
                        .stream())
                .min(Comparator.naturalOrder());
    }

    @Override
    public Ledger ledger() {
        return database.transaction(() -> database.first(
                        """
                        SELECT collected, acknowledged, coalesced, dropped,
                               (SELECT sum(records) FROM outbox_sums WHERE parked = 0),
                               (SELECT sum(records) FROM outbox_sums WHERE parked = 1)
                        FROM ledger
                        """,
                        row -> new Ledger(
                                row.getLong(1),
                                row.getLong(2),
                                row.getLong(5),
                                row.getLong(6),
                                row.getLong(3),
                                row.getLong(4),
                                Drops.all(database)))
                .orElseThrow());
    }

    private QueuedRecord queued(ResultSet row) throws SQLException, Packing.DamagedException {
        byte[] payload = packing.unpack(row.getBytes(5));
        return new QueuedRecord(
                row.getLong(1),
                RecordKind.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                PrinterKey.parse(key(payload, row.getString(3)))
                        .orElseThrow(() -> new Packing.DamagedException("no such key")),
                Millis.toInstant(row.getLong(4)),
                payload);
    }

    /// As the payload says it, which has a checksum and begins with it; the column beside it has none.
    private static String key(byte[] payload, String column) {
        int from = KEY_BEFORE.length;
        if (payload.length <= from || !Arrays.equals(payload, 0, from, KEY_BEFORE, 0, from)) {
            return column;
        }
        int to = from;
        while (to < payload.length && payload[to] != '"' && payload[to] != '\\') {
            to++;
        }
        boolean plain = to < payload.length && payload[to] == '"';
        return plain ? new String(payload, from, to - from, StandardCharsets.UTF_8) : column;
    }

    /// Each kind has its own numbers, so that it is read in order without an index.
    private static String range(RecordKind kind) {
        return switch (kind) {
            case DEVICE -> "id < 0";
            case METRICS -> "id > 0";
        };
    }

    private static String word(RecordKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
