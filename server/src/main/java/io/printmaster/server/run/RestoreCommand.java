package io.printmaster.server.run;

import io.printmaster.model.TenantId;
import io.printmaster.program.ExitCode;
import io.printmaster.program.PrivateFiles;
import io.printmaster.server.config.ServerConfig;
import io.printmaster.server.store.Audit;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.sqlite.SqliteCopy;
import io.printmaster.server.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `server restore FILE`: checks the backup first; what stood in its place is kept aside.
@Command(
        name = "restore",
        description = "Put a backup into the data directory of a stopped server.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    @Mixin
    private final Settings settings = new Settings();

    @Parameters(paramLabel = "FILE", description = "A file made by backup.")
    private Path file = Path.of("");

    @Option(names = "--force", description = "Also where data is already; it is kept aside, not deleted.")
    private boolean force;

    @Override
    public Integer call() throws Exception {
        ServerConfig config = settings.read();
        Path data = config.dataDir().toAbsolutePath();
        Clock clock = Clock.systemUTC();
        if (!Files.isRegularFile(file)) {
            settings.err().println("server: there is no file " + file);
            return ExitCode.NOT_FOUND;
        }
        boolean occupied = Files.exists(data.resolve(SqliteStore.FILE));
        if (occupied) {
            SqliteCopy.settle(data);
        }
        if (occupied && !force) {
            throw new IllegalArgumentException(
                    data + " has a database already; choose an empty directory, or keep that one aside with --force");
        }
        PrivateFiles.createDirectory(data);
        Path fresh = data.resolve("restore.new");
        removeAll(fresh);
        try {
            List<String> names = BackupFile.unpack(file, fresh);
            check(fresh, clock);
            String stamp = clock.instant().toString().replaceAll("[^0-9TZ]", "");
            Path aside = data.resolve("before-restore-" + stamp);
            keepAside(data, aside, names);
            for (String name : names) {
                PrivateFiles.createDirectory(
                        Objects.requireNonNull(data.resolve(name).getParent()));
                Files.move(fresh.resolve(name), data.resolve(name));
            }
            String kept = occupied ? " What was there is in " + aside + "." : "";
            settings.err().println("Restored into " + data + ": " + String.join(", ", names) + "." + kept);
        } finally {
            removeAll(fresh);
        }
        return ExitCode.OK;
    }

    /// Opening brings an older schema to ours and refuses a newer one, before anything in place is touched.
    private void check(Path fresh, Clock clock) {
        SqliteCopy.check(fresh.resolve(SqliteStore.FILE));
        Instant now = clock.instant();
        try (Store store = SqliteStore.open(fresh, new SecureRandom())) {
            store.write(tx -> {
                tx.audit()
                        .add(new Audit.Entry(
                                now, TenantId.DEFAULT, "", Settings.ACTOR, "restore", "Restored from a backup", ""));
                return true;
            });
        }
        SqliteCopy.settle(fresh);
    }

    private static void keepAside(Path data, Path aside, List<String> names) throws IOException {
        for (String name : names) {
            for (String suffix : List.of("", "-wal", "-shm")) {
                Path old = data.resolve(name + suffix);
                if (Files.exists(old)) {
                    Path kept = aside.resolve(name + suffix);
                    PrivateFiles.createDirectory(Objects.requireNonNull(kept.getParent()));
                    Files.move(old, kept);
                }
            }
        }
    }

    private static void removeAll(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
