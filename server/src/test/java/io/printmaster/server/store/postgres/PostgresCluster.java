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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
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
    /// `name=value`, as `postgresql.conf` has them.
    private final List<String> settings = new ArrayList<>();

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
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    /// A standby of this one, running: it follows every change, and from now on no commit here is answered before it
    /// has it. Starts this one again.
    public PostgresCluster standby() {
        stop();
        try {
            Path beside = Files.createTempDirectory("printmaster-test-standby-");
            PostgresCluster standby = new PostgresCluster(bin, beside, freePort(), durable);
            run("cp", "-a", data().toString(), standby.data().toString());
            Files.createFile(standby.data().resolve("standby.signal"));
            if (isRoot()) {
                run("chown", "-R", NOBODY, beside.toString());
            }
            standby.settings.add(
                    "primary_conninfo=host=127.0.0.1 port=" + port + " user=" + USER + " password='" + PASSWORD + "'");
            settings.add("synchronous_standby_names=*");
            start();
            standby.start();
            awaitFollowed();
            return standby;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitFollowed() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!isFollowed()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("no standby follows: " + log());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private boolean isFollowed() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'")) {
            return rows.next() && rows.getInt(1) == 1;
        } catch (SQLException e) {
            return false;
        }
    }

    /// Makes the standby the one that is written to; waits until it is.
    public void promote() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_promote(true, 60)")) {
            if (!rows.next() || !rows.getBoolean(1)) {
                throw new IllegalStateException("the standby was not promoted: " + log());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int ended = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (ended != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + ended);
        }
    }

    private void launch() {
        List<String> command = new ArrayList<>(List.of(
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
                "fsync=" + (durable ? "on" : "off")));
        settings.forEach(setting -> command.addAll(List.of("-c", setting)));
        try {
            server = Optional.of(new ProcessBuilder(asOther(command.toArray(String[]::new)))
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

    /// The same with a second place to look for the database.
    public String urlOr(PostgresCluster other) {
        return url().replace(":" + port + "/", ":" + port + ",127.0.0.1:" + other.port + "/");
    }

    /// The same as others reach it, through something that stands before it.
    public String urlThrough(int otherPort) {
        return url().replace(":" + port + "/", ":" + otherPort + "/");
    }

    /// Where it listens.
    public int port() {
        return port;
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
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // The last processes may still be writing; what is left lies in the temporary folder.
        }
    }
}
