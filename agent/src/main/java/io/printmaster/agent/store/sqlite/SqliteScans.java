package io.printmaster.agent.store.sqlite;

import io.printmaster.agent.store.ScanHistory;
import io.printmaster.agent.store.ScanRun;
import java.util.List;

/// Scan history in table `scan_history`.
final class SqliteScans implements ScanHistory {
    /// A little over three days of cycles of 5 minutes.
    private static final int KEPT = 1_000;

    private final Database database;

    SqliteScans(Database database) {
        this.database = database;
    }

    @Override
    public void add(ScanRun run) {
        database.transaction(() -> {
            database.update(
                    "INSERT INTO scan_history (started, ended, addresses, found, changed, errors, cancelled)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    Millis.of(run.started()),
                    Millis.of(run.ended()),
                    run.addresses(),
                    run.found(),
                    run.changed(),
                    run.errors(),
                    run.cancelled() ? 1 : 0);
            return database.update("DELETE FROM scan_history WHERE id <= (SELECT max(id) FROM scan_history) - ?", KEPT);
        });
    }

    @Override
    public List<ScanRun> newest(int limit) {
        return database.query(
                "SELECT started, ended, addresses, found, changed, errors, cancelled"
                        + " FROM scan_history ORDER BY id DESC LIMIT ?",
                row -> new ScanRun(
                        Millis.toInstant(row.getLong(1)),
                        Millis.toInstant(row.getLong(2)),
                        row.getInt(3),
                        row.getInt(4),
                        row.getInt(5),
                        row.getInt(6),
                        row.getInt(7) == 1),
                limit);
    }
}
