package io.printmaster.server.run;

import io.printmaster.program.ExitCode;
import io.printmaster.server.config.ServerConfig;
import io.printmaster.server.store.move.Move;
import io.printmaster.server.store.sqlite.SqliteStore;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `server migrate --to postgres://...`: works beside the running server, which goes on until the last step.
@Command(name = "migrate", description = "Move all that a server keeps to PostgreSQL.", mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {
    private static final long TELL_ROWS = 100_000;

    @Mixin
    private final Settings settings = new Settings();

    @Option(
            names = "--to",
            paramLabel = "URL",
            description = "postgres://user:password@host/database, empty (default: database_url of the settings).")
    private @Nullable String to;

    private long untold;

    @Override
    public Integer call() throws Exception {
        ServerConfig config = settings.read();
        PrintWriter err = settings.err();
        Optional<String> url = Optional.ofNullable(to).or(config::databaseUrl);
        if (url.isEmpty()) {
            throw new IllegalArgumentException("say where to with --to postgres://user:password@host/database");
        }
        if (!Files.exists(config.dataDir().resolve(SqliteStore.FILE))) {
            err.println("server: there is no database in " + config.dataDir());
            return ExitCode.NOT_FOUND;
        }
        Move.run(config.dataDir(), url.get(), new SecureRandom(), Clock.systemUTC(), step -> tell(step, err));
        err.println("Moved. Set database_url to the new database and start the server again: until then the old one"
                + " refuses every change, and agents keep what they have for it.");
        return ExitCode.OK;
    }

    private void tell(Move.Step step, PrintWriter err) {
        switch (step) {
            case Move.Step.Watching watching ->
                err.println(watching.resumed() ? "Going on with the move." : "Moving; the server goes on working.");
            case Move.Step.Copied copied -> {
                untold += copied.rows();
                if (copied.tableDone() || untold >= TELL_ROWS) {
                    err.println(copied.table() + (copied.tableDone() ? " copied" : ": another " + untold + " rows"));
                    untold = 0;
                }
            }
            case Move.Step.Equal equal ->
                err.println("Compared: " + equal.rows() + " rows in " + equal.tables() + " tables, equal.");
            case Move.Step.Brought _, Move.Step.Sealed _ -> {
                // Steps of others' interest.
            }
        }
        err.flush();
    }
}
