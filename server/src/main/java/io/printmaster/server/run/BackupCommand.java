package io.printmaster.server.run;

import io.printmaster.program.ExitCode;
import io.printmaster.server.config.ServerConfig;
import io.printmaster.server.store.sqlite.SqliteCopy;
import io.printmaster.server.store.sqlite.SqliteStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `server backup FILE`: works beside the running server.
@Command(
        name = "backup",
        description = "Copy all that a running server keeps into one file.",
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
    @Mixin
    private final Settings settings = new Settings();

    @Parameters(paramLabel = "FILE", description = "The backup to make; must not exist.")
    private Path file = Path.of("");

    @Option(names = "--database-only", description = "Leave out keys, certificates and settings.")
    private boolean databaseOnly;

    @Override
    public Integer call() throws Exception {
        ServerConfig config = settings.read();
        Path target = file.toAbsolutePath();
        if (!Files.exists(config.dataDir().resolve(SqliteStore.FILE))) {
            settings.err().println("server: there is no database in " + config.dataDir());
            return ExitCode.NOT_FOUND;
        }
        if (Files.exists(target)) {
            throw new IllegalArgumentException(target + " exists; a backup never replaces a file");
        }
        Path copy = target.resolveSibling(target.getFileName() + ".db");
        try {
            SqliteCopy.make(config.dataDir(), copy);
            BackupFile.write(target, copy, config.dataDir(), databaseOnly);
        } finally {
            Files.deleteIfExists(copy);
        }
        settings.err()
                .println("Backup " + target + " made, " + Files.size(target) + " bytes."
                        + (databaseOnly ? "" : " It holds the server's private keys: keep it as safe as the server."));
        return ExitCode.OK;
    }
}
