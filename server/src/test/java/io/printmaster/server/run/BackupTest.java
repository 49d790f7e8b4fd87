package io.printmaster.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.model.TenantId;
import io.printmaster.program.ExitCode;
import io.printmaster.server.config.ServerConfig;
import io.printmaster.server.store.Audit;
import io.printmaster.server.store.PageRequest;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
    @TempDir
    Path directory;

    private Path data;
    private Path backup;

    @BeforeEach
    void paths() {
        data = directory.resolve("data");
        backup = directory.resolve("server.backup");
    }

    private ServerProgram start() throws Exception {
        ServerConfig config = new ServerConfig(
                "127.0.0.1",
                0,
                data,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "info",
                false,
                Optional.empty(),
                Optional.empty());
        return ServerProgram.start(config, Clock.systemUTC(), new SecureRandom());
    }

    private void audit(String action) {
        try (Store store = SqliteStore.open(data, new Random(1))) {
            store.write(tx -> {
                tx.audit().add(new Audit.Entry(Instant.now(), TenantId.DEFAULT, "", "", action, "", ""));
                return true;
            });
        }
    }

    private List<String> audit(Path in) {
        try (Store store = SqliteStore.open(in, new Random(1))) {
            return store
                    .read(tx -> tx.audit().page(new Scope.Everyone(), Audit.Filter.ALL, PageRequest.first(100)))
                    .items()
                    .stream()
                    .map(Audit.Entry::action)
                    .toList();
        }
    }

    private static int run(String... args) {
        return Main.execute(args);
    }

    private int restore(Path into, String... options) {
        return run(Stream.concat(
                        Stream.of("restore", backup.toString(), "--data-dir", into.toString()), Stream.of(options))
                .toArray(String[]::new));
    }

    @Test
    void backupBesideARunningServer_restoredElsewhere_isTheSameServer() throws Exception {
        String pin;
        try (ServerProgram program = start()) {
            pin = program.caPin();
            audit("before");
            assertThat(run("backup", backup.toString(), "--data-dir", data.toString()))
                    .isEqualTo(ExitCode.OK);
            audit("after");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
        assertThat(run("backup", backup.toString(), "--data-dir", data.toString()))
                .as("never over a file")
                .isEqualTo(ExitCode.USAGE);

        data = directory.resolve("elsewhere");
        assertThat(restore(data)).isEqualTo(ExitCode.OK);

        assertThat(audit(data)).contains("before", "restore").doesNotContain("after");
        try (ServerProgram program = start()) {
            assertThat(program.caPin()).isEqualTo(pin);
        }
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.map(p -> p.getFileName().toString()))
                    .containsExactlyInAnyOrder("data", "elsewhere", "server.backup");
        }
    }

    @Test
    void restore_refusesARunningServer_andDataInPlace_unlessForced_andKeepsItAside() throws Exception {
        try (ServerProgram program = start()) {
            assertThat(run("backup", backup.toString(), "--data-dir", data.toString(), "--database-only"))
                    .isEqualTo(ExitCode.OK);
            assertThat(restore(data, "--force")).as("running").isEqualTo(ExitCode.FAILED);
            assertThat(program.port()).isPositive();
        }
        audit("later");
        assertThat(restore(data)).as("in place").isEqualTo(ExitCode.USAGE);
        assertThat(audit(data)).contains("later");

        assertThat(restore(data, "--force")).isEqualTo(ExitCode.OK);

        assertThat(audit(data)).doesNotContain("later").contains("restore");
        Path aside;
        try (Stream<Path> kept = Files.list(data)) {
            aside = kept.filter(p -> p.getFileName().toString().startsWith("before-restore-"))
                    .findFirst()
                    .orElseThrow();
        }
        assertThat(audit(aside)).contains("later");
        assertThat(data.resolve("tls/ca.key"))
                .as("not in this backup, so untouched")
                .exists();
    }

    @Test
    void damagedBackup_isRefused_andNothingInPlaceIsTouched() throws Exception {
        start().close();
        audit("kept");
        assertThat(run("backup", backup.toString(), "--data-dir", data.toString()))
                .isEqualTo(ExitCode.OK);
        byte[] whole = Files.readAllBytes(backup);
        for (int cut : List.of(0, 100, whole.length / 2)) {
            refusedWith(Arrays.copyOf(whole, cut));
        }
        byte[] flipped = whole.clone();
        for (int i = 2_000; i < 2_400; i++) {
            flipped[i] ^= 0x55;
        }
        refusedWith(flipped);
        assertThat(restore(directory.resolve("none"))).isEqualTo(ExitCode.FAILED);
        assertThat(run("restore", directory.resolve("absent").toString(), "--data-dir", data.toString()))
                .isEqualTo(ExitCode.NOT_FOUND);
    }

    private void refusedWith(byte[] content) throws IOException {
        Files.write(backup, content);
        assertThat(restore(data, "--force")).isEqualTo(ExitCode.FAILED);
        assertThat(audit(data)).contains("kept");
        assertThat(data.resolve("restore.new")).doesNotExist();
    }
}
