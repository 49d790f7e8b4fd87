package io.printmaster.agent.store.sqlite;

import static io.printmaster.agent.store.TestPrinters.NOON;
import static io.printmaster.agent.store.TestPrinters.known;
import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.store.KnownPrinter;
import io.printmaster.agent.store.RecordKind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// A damaged `devices.db` never stops a start, and nothing of it is deleted.
class DamagedFileTest extends DataDirectoryFixture {
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    private SqliteDeviceStore open() {
        return SqliteDeviceStore.inFile(directory, CLOCK);
    }

    private void fill(int printers) {
        try (SqliteDeviceStore store = open()) {
            store.transaction(() -> {
                for (int i = 0; i < printers; i++) {
                    KnownPrinter printer = known(i, i, NOON);
                    store.printers().put(printer);
                    store.outbox().enqueue(printer.last().printer(), NOON);
                }
                return true;
            });
        }
    }

    @Test
    void fileThatIsNoDatabase_isMovedAsideAndTheAgentStarts() throws IOException {
        assertMovedAside(
                path -> write(path, "this is no database, but it is long enough to look like one. ".repeat(99)));
    }

    @Test
    void shortFile_isMovedAsideAndNotWrittenOver() {
        assertMovedAside(path -> write(path, "short"));
    }

    @Test
    void truncatedDatabase_isMovedAside() {
        assertMovedAside(path -> {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.truncate(channel.size() / 2 / 4096 * 4096);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void databaseWithFlippedBits_isMovedAside() {
        assertMovedAside(path -> {
            try {
                byte[] bytes = Files.readAllBytes(path);
                for (int at = 4096; at < bytes.length; at += 512) {
                    bytes[at] ^= 0x55;
                }
                Files.write(path, bytes);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /// SQLite's own check passes, and each change of the queue would fail ever after.
    @Test
    void letterThatChangedInATrigger_isDamage() {
        assertMovedAside(path -> changeLetter(path, "CREATE TRIGGER outbox_added", "records"));
    }

    @Test
    void letterThatChangedInTheNameOfAColumn_isDamage() {
        assertMovedAside(path -> changeLetter(path, "CREATE TABLE outbox_sums", "records"));
    }

    private static void changeLetter(Path path, String after, String word) {
        String text = new String(bytes(path), StandardCharsets.ISO_8859_1);
        int at = text.indexOf(word, text.indexOf(after));
        assertThat(at).isGreaterThan(text.indexOf(after)).isNotNegative();
        String changed = text.substring(0, at) + "t" + text.substring(at + 1);
        try {
            Files.write(path, changed.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path path, String text) {
        try {
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertMovedAside(Consumer<Path> damager) {
        fill(50);
        damager.accept(file);
        byte[] damaged = bytes(file);
        try (SqliteDeviceStore store = open()) {
            Damage damage = store.damage().orElseThrow();
            assertThat(damage.movedTo()).hasFileName("devices.db.damaged-20260301T120000Z");
            assertThat(bytes(damage.movedTo())).as("nothing of it is lost").isEqualTo(damaged);
            assertThat(store.outbox().count(RecordKind.DEVICE)).isEqualTo((int) damage.kept());
            assertThat(store.outbox().ledger().balanced()).isTrue();
            store.printers().put(known(1, 1, NOON));
        }
        try (SqliteDeviceStore store = open()) {
            assertThat(store.damage()).as("only once").isEqualTo(Optional.empty());
            assertThat(store.printers().find(known(1, 1, NOON).key())).isPresent();
        }
        write(file, "broken again");
        try (SqliteDeviceStore store = open()) {
            assertThat(store.damage().orElseThrow().movedTo()).hasFileName("devices.db.damaged-20260301T120000Z-2");
        }
    }

    private static byte[] bytes(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
