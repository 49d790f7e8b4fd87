package io.printmaster.agent.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a killed process leaves beside its database, byte for byte.
final class WriteAheadLogTest {
    private static final int COMMITS = 20;
    private static final int HEADER = 32;

    @TempDir
    Path directory;

    private Path left;

    @BeforeEach
    void killWithALog() throws Exception {
        Path running = directory.resolve("running.db");
        left = directory.resolve("left.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + running);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA wal_autocheckpoint = 0");
            statement.execute("CREATE TABLE t (a)");
            for (int i = 0; i < COMMITS; i++) {
                statement.execute("INSERT INTO t VALUES (randomblob(3000))");
            }
            statement.execute("PRAGMA wal_checkpoint(FULL)");
            Files.copy(running, left);
            Files.copy(WriteAheadLog.of(running), WriteAheadLog.of(left));
        }
    }

    @Test
    void logAsItWasWritten_isNotDamaged() throws Exception {
        assertThat(WriteAheadLog.isDamaged(left)).isFalse();
    }

    @Test
    void damageBeforeLaterCommits_isDamage() throws Exception {
        ByteBuffer log = ByteBuffer.wrap(Files.readAllBytes(WriteAheadLog.of(left)));
        log.put(log.capacity() / 3, (byte) (log.get(log.capacity() / 3) ^ 1));
        Files.write(WriteAheadLog.of(left), log.array());

        assertThat(WriteAheadLog.isDamaged(left)).isTrue();
    }

    /// SQLite writes and syncs a new header first when all of a log is in the database.
    @Test
    void killBetweenTheHeaderOfANewLogAndItsFirstFrame_isNoDamage() throws Exception {
        ByteBuffer log = ByteBuffer.wrap(Files.readAllBytes(WriteAheadLog.of(left)));
        log.putInt(16, log.getInt(16) + 1).putInt(20, 0x5EED5EED);
        int first = 0;
        int second = 0;
        ByteBuffer words =
                log.duplicate().order((log.getInt(0) & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < HEADER - 8; at += 8) {
            first += words.getInt(at) + second;
            second += words.getInt(at + 4) + first;
        }
        log.putInt(24, first).putInt(28, second);
        Files.write(WriteAheadLog.of(left), log.array());

        assertThat(WriteAheadLog.isDamaged(left)).isFalse();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + left);
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeQuery("SELECT count(*) FROM t").getInt(1))
                    .isEqualTo(COMMITS);
        }
    }
}
