package io.printmaster.server.store.sqlite;

import static io.printmaster.server.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.printmaster.model.TenantId;
import io.printmaster.server.store.Audit;
import io.printmaster.server.store.PageRequest;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.StoreException;
import io.printmaster.server.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SQLite on a real file system that is full: a small one in memory, mounted for the test.
class FullDiskTest {
    @TempDir
    Path directory;

    private Path disk;

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    }

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        Assumptions.assumeTrue(
                System.getProperty("user.name").equals("root")
                        && run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()),
                "only root can mount a small file system");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", disk.toString());
    }

    private static void add(Store store, String action) {
        store.write(tx -> {
            tx.audit().add(new Audit.Entry(NOW, TenantId.DEFAULT, "", "", action, "x".repeat(400), ""));
            return true;
        });
    }

    private static long count(Store store) {
        return store.read(tx -> tx.audit().page(new Scope.Everyone(), Audit.Filter.ALL, PageRequest.first(1)))
                .total();
    }

    @Test
    void fullDisk_isTold_nothingHalfIsStored_andItGoesOnWhenThereIsSpace() throws Exception {
        try (Store store = SqliteStore.open(disk, new Random(1))) {
            add(store, "first");
            Path ballast = disk.resolve("ballast");
            fill(ballast);
            long acknowledged = 1;
            int refused = 0;
            for (int i = 0; i < 20_000 && refused < 20; i++) {
                try {
                    add(store, "a" + i);
                    acknowledged++;
                } catch (StoreException e) {
                    assertThat(e.kind()).isEqualTo(Kind.NOT_WRITABLE);
                    refused++;
                }
            }
            assertThat(refused).isEqualTo(20);
            assertThat(count(store)).isEqualTo(acknowledged);
            assertThatThrownBy(() -> store.write(tx -> {
                        tx.sessions().touch("nobody's", NOW);
                        return true;
                    }))
                    .as("a change of nothing proves nothing")
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_WRITABLE));
            Files.delete(ballast);
            long before = acknowledged;
            await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(() -> {
                add(store, "space again");
                assertThat(count(store)).isGreaterThan(before);
            });
        }
    }

    private static void fill(Path file) {
        byte[] block = new byte[64 * 1024];
        try (var out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(file).exists();
        }
    }
}
