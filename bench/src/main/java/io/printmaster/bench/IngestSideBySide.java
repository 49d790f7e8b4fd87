package io.printmaster.bench;

import io.printmaster.server.store.postgres.PostgresCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteConfig;

/// The whole server (TLS, gzip, JSON, audit, receipts, durable commits), started by the launcher, beside a bare loop of
/// JDBC over the same rows, in the same run and in transactions of the size that the server's had on average:
/// `IngestSideBySide [sqlite|postgres|both [CONNECTIONS [AGENTS [ROUNDS]]]]`.
/// The load generator shares the machine with the server, in a process of its own, whose cost is told. What is
/// acknowledged is counted in the database afterwards. Only on Linux, in the repository's root.
public final class IngestSideBySide {
    private static final String ROW = "%-42s %10s %10s %9s %9s %8s%n";

    private final int connections;
    private final int agents;
    private final int rounds;

    private IngestSideBySide(int connections, int agents, int rounds) {
        this.connections = connections;
        this.agents = agents;
        this.rounds = rounds;
    }

    /// Prints the tables on standard output.
    public static void main(String[] arguments) throws Exception {
        String engines = arguments.length > 0 ? arguments[0] : "both";
        IngestSideBySide run = new IngestSideBySide(
                Arguments.number(arguments, 1, 16),
                Arguments.number(arguments, 2, 32),
                Arguments.number(arguments, 3, 80));
        Path directory = Files.createTempDirectory(Path.of("").toAbsolutePath(), "bench-ingest-");
        try {
            if (!engines.equals("postgres")) {
                run.sqlite(directory);
            }
            if (!engines.equals("sqlite")) {
                run.postgres(directory);
            }
        } finally {
            BenchServer.delete(directory);
        }
    }

    private void sqlite(Path directory) throws Exception {
        Path data = directory.resolve("sqlite");
        Served ours = served(data, Optional.empty(), () -> {});
        Path bare = directory.resolve("bare");
        BenchServer.makeTables(bare, Optional.empty());
        try (Connection source = open(data);
                Connection target = open(bare)) {
            report("SQLite", source, target, false, ours);
        }
    }

    /// As the server sets its writer up.
    private static Connection open(Path data) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setCacheSize(-(32 << 10));
        Connection connection = config.createConnection("jdbc:sqlite:" + data.resolve("server.db"));
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_autocheckpoint = 8000");
        }
        return connection;
    }

    private void postgres(Path directory) throws Exception {
        try (PostgresCluster cluster = PostgresCluster.start(true)) {
            Served ours = served(directory.resolve("first"), Optional.of(cluster.url()), () -> analyze(cluster));
            try (Connection source = cluster.connect();
                    Connection target = cluster.connect()) {
                try (var statement = target.createStatement()) {
                    statement.execute("CREATE SCHEMA bare");
                    statement.execute("SET search_path = bare");
                }
                BenchServer.makeTables(directory.resolve("second"), Optional.of(cluster.url() + "?currentSchema=bare"));
                report("PostgreSQL", source, target, true, ours);
            }
        }
    }

    /// @param server   processor milliseconds by kind of thread
    /// @param load     processor time of the load generator
    /// @param inCommit records in one commit, on average
    private record Served(IngestLoad.Result result, Map<String, Long> server, Duration load, double inCommit) {}

    /// As autovacuum does within the first minutes: a database that knows nothing of its young tables reads all of
    /// a tenant for each batch.
    private static void analyze(PostgresCluster cluster) throws SQLException {
        try (Connection connection = cluster.connect();
                var statement = connection.createStatement()) {
            statement.execute("ANALYZE");
        }
    }

    private interface Preparing {
        void run() throws SQLException;
    }

    /// The first half warms up and is not measured.
    private Served served(Path data, Optional<String> database, Preparing warmedUp)
            throws IOException, InterruptedException, SQLException {
        try (BenchServer server = BenchServer.start(data, database);
                LoadProcess load = LoadProcess.start(
                        IngestLoad.class, server.port(), server.authority(), connections, agents, rounds)) {
            load.await();
            int warm = rounds / 2;
            load.order(0, warm);
            warmedUp.run();
            Map<String, Long> before = ThreadCosts.of(server.pid());
            Duration own = ProcessCost.of(load.pid()).processorTime();
            IngestLoad.Result result = IngestLoad.Result.of(load.order(warm, rounds));
            Map<String, Long> costs = ThreadCosts.since(before, ThreadCosts.of(server.pid()));
            Duration generator = ProcessCost.of(load.pid()).processorTime().minus(own);
            return new Served(result, costs, generator, server.recordsInCommit());
        }
    }

    private void report(String engine, Connection source, Connection target, boolean unnest, Served ours)
            throws SQLException {
        long stored = count(source, "metrics");
        int rowsInTransaction = (int) Math.round(ours.inCommit);
        IngestLoad.Result bare = new BareLoop(target, unnest).run(source, rowsInTransaction);
        System.out.printf(
                ROW, engine + ", " + stored + " samples stored", "rows", "rows/s", "p50 ms", "p99 ms", "ratio");
        print("bare loop, " + rowsInTransaction + " rows a commit", bare, bare);
        print("server, " + connections + " connections, " + rowsInTransaction + " a commit", ours.result, bare);
        System.out.printf("%nProcessor time of a row, microseconds, of both cores:%n");
        ours.server.forEach((kind, millis) -> cost("server: " + kind, millis, ours.result));
        cost(
                "server: all",
                ours.server.values().stream().mapToLong(Long::longValue).sum(),
                ours.result);
        cost("load generator", ours.load.toMillis(), ours.result);
        System.out.println();
    }

    private static void cost(String what, long millis, IngestLoad.Result result) {
        if (millis > 0) {
            System.out.printf("%-42s %10.1f%n", what, millis * 1e3 / result.rows());
        }
    }

    private static long count(Connection source, String table) throws SQLException {
        try (var statement = source.createStatement();
                var rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void print(String name, IngestLoad.Result result, IngestLoad.Result bare) {
        System.out.printf(
                ROW,
                name,
                result.rows(),
                "%.0f".formatted(result.speed()),
                "%.1f".formatted(result.p50() / 1e6),
                "%.1f".formatted(result.p99() / 1e6),
                "%.2f".formatted(result.speed() / bare.speed()));
    }
}
