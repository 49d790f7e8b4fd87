package io.printmaster.bench;

import io.printmaster.program.Logs;
import io.printmaster.server.config.ServerConfig;
import io.printmaster.server.run.ServerProgram;
import io.printmaster.server.store.postgres.PostgresCluster;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.sqlite.SQLiteConfig;

/// The whole server (TLS, gzip, JSON, audit, receipts, durable commits) beside a bare loop of JDBC over the same rows,
/// in
/// the same run: `IngestSideBySide [sqlite|postgres|both [CONNECTIONS [AGENTS [ROUNDS]]]]`. The clients share the
/// machine
/// with the server. What is acknowledged is counted in the database afterwards.
public final class IngestSideBySide {
    private static final String ROW = "%-38s %10s %10s %9s %9s %8s%n";
    private static final String SECRET = "bench-join-token-0123456789";

    private IngestSideBySide() {}

    /// Prints the tables on standard output.
    public static void main(String[] arguments) throws Exception {
        String engines = arguments.length > 0 ? arguments[0] : "both";
        int connections = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 16;
        int agents = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 64;
        int rounds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 60;
        Logs.to(OutputStream.nullOutputStream(), "info", Logs.Format.TEXT);
        Path directory = Files.createTempDirectory(Path.of("").toAbsolutePath(), "bench-ingest-");
        try {
            if (!engines.equals("postgres")) {
                sqlite(directory, connections, agents, rounds);
            }
            if (!engines.equals("sqlite")) {
                postgres(directory, connections, agents, rounds);
            }
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private static void sqlite(Path directory, int connections, int agents, int rounds) throws Exception {
        Path data = directory.resolve("sqlite");
        IngestLoad.Result ours = served(data, Optional.empty(), connections, agents, rounds);
        Path bare = directory.resolve("bare");
        ServerProgram.start(config(bare, Optional.empty()), Clock.systemUTC(), new SecureRandom())
                .close();
        try (Connection source = open(data);
                Connection target = open(bare)) {
            report("SQLite", source, target, false, connections, ours);
        }
    }

    private static Connection open(Path data) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        return config.createConnection("jdbc:sqlite:" + data.resolve("server.db"));
    }

    private static void postgres(Path directory, int connections, int agents, int rounds) throws Exception {
        try (PostgresCluster cluster = PostgresCluster.start(true)) {
            IngestLoad.Result ours =
                    served(directory.resolve("first"), Optional.of(cluster.url()), connections, agents, rounds);
            try (Connection source = cluster.connect();
                    Connection target = cluster.connect()) {
                try (var statement = target.createStatement()) {
                    statement.execute("CREATE SCHEMA bare");
                    statement.execute("SET search_path = bare");
                }
                ServerProgram.start(
                                config(directory.resolve("second"), Optional.of(cluster.url() + "?currentSchema=bare")),
                                Clock.systemUTC(),
                                new SecureRandom())
                        .close();
                report("PostgreSQL", source, target, true, connections, ours);
            }
        }
    }

    private static IngestLoad.Result served(
            Path data, Optional<String> database, int connections, int agents, int rounds) throws Exception {
        try (ServerProgram server =
                ServerProgram.start(config(data, database), Clock.systemUTC(), new SecureRandom())) {
            URI address = URI.create("https://localhost:" + server.port());
            IngestLoad load = IngestLoad.prepare(address, trusting(data), SECRET, agents, rounds);
            int warm = 2 * (rounds / 4);
            load.run(connections, 0, warm);
            return load.run(connections, warm, 2 * rounds);
        }
    }

    /// @param ours measured over the last three quarters of what was sent; the first one warmed up
    private static void report(
            String engine,
            Connection source,
            Connection target,
            boolean unnest,
            int connections,
            IngestLoad.Result ours)
            throws Exception {
        long stored = count(source, "metrics");
        // As many requests as are under way at a time can share a commit.
        int rowsInTransaction = connections * IngestLoad.PRINTERS;
        IngestLoad.Result bare = new BareLoop(target, unnest).run(source, rowsInTransaction, ours.rows());
        System.out.printf(
                ROW, engine + ", " + stored + " samples stored", "rows", "rows/s", "p50 ms", "p99 ms", "ratio");
        print("bare loop, " + rowsInTransaction + " rows a commit", bare, bare);
        print("server, " + connections + " connections, 42 rows each", ours, bare);
        System.out.println();
    }

    private static long count(Connection source, String table) throws SQLException {
        try (var statement = source.createStatement();
                var rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void print(String name, IngestLoad.Result result, IngestLoad.Result bare) {
        double speed = result.rows() / result.seconds();
        System.out.printf(
                ROW,
                name,
                result.rows(),
                "%.0f".formatted(speed),
                "%.1f".formatted(percentile(result.nanos(), 0.50) / 1e6),
                "%.1f".formatted(percentile(result.nanos(), 0.99) / 1e6),
                "%.2f".formatted(speed / (bare.rows() / bare.seconds())));
    }

    private static long percentile(List<Long> sorted, double share) {
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.min(sorted.size() - 1L, (long) (sorted.size() * share)));
    }

    private static ServerConfig config(Path data, Optional<String> database) {
        return new ServerConfig(
                "127.0.0.1",
                0,
                data,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "info",
                false,
                database,
                Optional.of(SECRET));
    }

    private static SSLContext trusting(Path data) throws Exception {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        byte[] authority = Files.readAllBytes(data.resolve("tls/ca.pem"));
        trust.setCertificateEntry(
                "ca", CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(authority)));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trust);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, factory.getTrustManagers(), null);
        return tls;
    }
}
