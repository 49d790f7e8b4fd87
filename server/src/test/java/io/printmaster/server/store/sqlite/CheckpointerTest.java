package io.printmaster.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointerTest {
    private static final Checkpointer.Limits LIMITS = new Checkpointer.Limits(100, 10);
    private static final int PAGE = 4_096;

    @TempDir
    Path directory;

    private Path log;
    private SqliteDatabase database;
    private Connection writer;
    private Checkpointer checkpointer;

    @BeforeEach
    void open() throws Exception {
        database = new SqliteDatabase(directory.resolve(SqliteStore.FILE));
        database.create();
        log = directory.resolve(SqliteStore.FILE + "-wal");
        writer = database.openWriter();
        run(writer, "PRAGMA wal_autocheckpoint = 0");
        run(writer, "CREATE TABLE filled (number INTEGER PRIMARY KEY, content BLOB)");
        checkpointer = new Checkpointer(database, log, LIMITS);
    }

    @AfterEach
    void close() throws SQLException {
        checkpointer.close();
        writer.close();
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void fill(int pages) throws SQLException {
        run(
                writer,
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + pages
                        + ") INSERT INTO filled (content) SELECT randomblob(4000) FROM n");
    }

    /// Column 2 of the pragma is what the log holds, column 3 what of it is in the file.
    private int pages(int column) throws SQLException {
        try (Statement statement = writer.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(NOOP)")) {
            return row.next() ? row.getInt(column) : -1;
        }
    }

    private int left() throws SQLException {
        return pages(2) - pages(3);
    }

    @Test
    void shortLog_isLeftAlone() throws Exception {
        fill(50);
        checkpointer.copy();
        assertThat(pages(3)).isZero();
    }

    @Test
    void longLog_isCopied_andBeginsAnewWithTheWritersNextChange() throws Exception {
        fill(120);
        checkpointer.look();
        await().until(() -> left() == 0);
        long size = Files.size(log);
        fill(20);
        assertThat(pages(2)).isLessThan(50);
        assertThat(Files.size(log)).isEqualTo(size);
        assertThat(Files.size(directory.resolve(SqliteStore.FILE))).isGreaterThan(100L * PAGE);
    }

    @Test
    void pagesThatAReaderMustNotSeeYet_areCopiedOnceItHasEnded() throws Exception {
        fill(60);
        try (Connection reader = database.openReader()) {
            run(reader, "BEGIN");
            run(reader, "SELECT COUNT(*) FROM filled");
            fill(200);
            checkpointer.look();
            await().until(() -> pages(3) > 0);
            assertThat(left()).isGreaterThanOrEqualTo(200);
            run(reader, "COMMIT");
        }
        fill(2 * LIMITS.rest());
        checkpointer.look();
        await().until(() -> left() <= LIMITS.rest());
    }

    @Test
    void whatFails_isTriedAgain_andTheWriterGoesOn() throws Exception {
        fill(120);
        Path away = directory.resolve("away");
        // A log that cannot be looked at: nothing is copied, nothing breaks.
        Checkpointer other = new Checkpointer(database, away, LIMITS);
        other.copy();
        other.close();
        assertThat(pages(3)).isZero();
        checkpointer.look();
        await().until(() -> left() == 0);
    }
}
