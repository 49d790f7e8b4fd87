package io.printmaster.server.store.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A real PostgreSQL on a free port of this machine, with data of its own, that can be stopped, killed, held and
/// started again. As root it runs as `nobody`, because PostgreSQL refuses root.
public final class PostgresCluster implements AutoCloseable {
    private static final String USER = "printmaster";
    private static final String PASSWORD = "se%cret:@/word";
    private static final String NOBODY = "65534";
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private final Path bin;
    private final Path directory;
    private final int port;
    private final boolean durable;
    private Optional<Process> server = Optional.empty();

    private PostgresCluster(Path bin, Path directory, int port, boolean durable) {
        this.bin = bin;
        this.directory = directory;
        this.port = port;
        this.durable = durable;
    }

    private static final class Shared {
        private static final PostgresCluster CLUSTER = closedAtExit();

        private static PostgresCluster closedAtExit() {
            PostgresCluster cluster = PostgresCluster.start(false);
            Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
            return cluster;
        }
    }

    /// The URL of an empty schema: in `PRINTMASTER_TEST_DATABASE_URL` where that is set, else in a cluster that all
    /// tests of this JVM share and that does not flush to disk.
    public static String freshUrl() {
        String own = System.getenv("PRINTMASTER_TEST_DATABASE_URL");
        String base = own == null || own.isBlank() ? Shared.CLUSTER.url() : own.strip();
        String schema = "s" + ProcessHandle.current().pid() + "_" + SCHEMAS.incrementAndGet();
        PostgresDatabase database = new PostgresDatabase(PostgresUrl.parse(base), 1);
        try (Connection connection = database.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return base + (base.contains("?") ? "&" : "?") + "currentSchema=" + schema;
    }

    /// A new cluster, running.
    ///
    /// @param durable whether commits reach the disk before they are answered
    public static PostgresCluster start(boolean durable) {
        try {
            Optional<Path> bin = PostgresClusterBinaries.find();
            Assumptions.assumeTrue(bin.isPresent(), "there is no PostgreSQL for this machine");
            Path directory = Files.createTempDirectory("printmaster-test-cluster-");
            PostgresCluster cluster = new PostgresCluster(bin.get(), directory, freePort(), durable);
            cluster.initialize();
            cluster.start();
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void initialize() throws IOException, InterruptedException {
        Path password = Files.writeString(directory.resolve("password"), PASSWORD);
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
        if (isRoot()) {
            Files.setOwner(
                    directory,
                    directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(NOBODY));
        }
        Process initdb = new ProcessBuilder(asOther(
                        bin.resolve("initdb").toString(),
                        "-D",
                        data().toString(),
                        "-U",
                        USER,
                        "-A",
                        "scram-sha-256",
                        "--pwfile=" + password,
                        "-E",
                        "UTF8",
                        "--locale=C",
                        "--no-sync"))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("initdb.log").toFile())
                .start();
        if (initdb.waitFor() != 0) {
            throw new IOException("initdb failed: " + Files.readString(directory.resolve("initdb.log")));
        }
    }

    /// Starts it, also again after [#stop] or [#kill], and waits until it answers.
    public void start() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            if (server.filter(Process::isAlive).isEmpty()) {
                launch(); // again where processes of the killed one were still about
            }
            try (Connection _ = connect()) {
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("PostgreSQL does not start: " + log(), e);
                }
                java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    private void launch() {
        try {
            server = Optional.of(new ProcessBuilder(asOther(
                            bin.resolve("postgres").toString(),
                            "-D",
                            data().toString(),
                            "-p",
                            Integer.toString(port),
                            "-c",
                            "listen_addresses=127.0.0.1",
                            "-c",
                            "unix_socket_directories=",
                            "-c",
                            "shared_buffers=64MB",
                            "-c",
                            "fsync=" + (durable ? "on" : "off")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("postgres.log").toFile()))
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A connection of its own for the test.
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres?connectTimeout=5&socketTimeout=60", USER, PASSWORD);
    }

    /// For `database_url`.
    public String url() {
        return "postgres://" + USER + ":se%25cret%3A%40%2Fword@127.0.0.1:" + port + "/postgres";
    }

    /// The password within the URL, as it must appear nowhere.
    public static String password() {
        return PASSWORD;
    }

    /// Ends it as its owner would: connections are cut, data is written.
    public void stop() {
        signal(List.of(server.orElseThrow().toHandle()), "INT");
        awaitEnd();
    }

    /// Ends it as a power cut would.
    public void kill() {
        List<ProcessHandle> all = everyProcess();
        signal(all, "KILL");
        awaitEnd();
    }

    /// Holds it, as a stuck disk would: the connections stay, and nothing is answered.
    public void hold() {
        signal(everyProcess(), "STOP");
    }

    /// Lets it go on.
    public void release() {
        signal(everyProcess(), "CONT");
    }

    private List<ProcessHandle> everyProcess() {
        Process process = server.orElseThrow();
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    private static void signal(List<ProcessHandle> processes, String name) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        try {
            new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitEnd() {
        try {
            if (!server.orElseThrow().waitFor(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("PostgreSQL does not end: " + log());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("postgres.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Path data() {
        return directory.resolve("data");
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static List<String> asOther(String... command) {
        List<String> all = new ArrayList<>();
        if (isRoot()) {
            all.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"));
        }
        all.addAll(List.of(command));
        return all;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// Ends it and removes its data.
    @Override
    public void close() {
        if (server.filter(Process::isAlive).isPresent()) {
            release();
            kill();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // The last processes may still be writing; what is left lies in the temporary folder.
        }
    }
}
