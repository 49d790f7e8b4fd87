package io.printmaster.server.store.move;

import static io.printmaster.server.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.printmaster.model.Meters;
import io.printmaster.model.Printer;
import io.printmaster.server.store.Audit;
import io.printmaster.server.store.Metrics;
import io.printmaster.server.store.PageRequest;
import io.printmaster.server.store.Samples;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.StoreException;
import io.printmaster.server.store.StoreException.Kind;
import io.printmaster.server.store.StoreFixture;
import io.printmaster.server.store.move.Move.Step;
import io.printmaster.server.store.postgres.PostgresCluster;
import io.printmaster.server.store.postgres.PostgresStore;
import io.printmaster.server.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a real SQLite file that a store works with to a real PostgreSQL.
class MoveTest extends StoreFixture {
    private static final int SMALL_PAGE = 25;

    @TempDir
    Path directory;

    private String url;

    @Override
    protected Store open() {
        return SqliteStore.open(directory, new Random(1));
    }

    @BeforeEach
    void target() {
        url = PostgresCluster.freshUrl();
    }

    private void move(Move.Watcher watcher) {
        Move.run(directory, url, new Random(2), Clock.systemUTC(), watcher, SMALL_PAGE);
    }

    private void report(int n, String details) {
        Printer printer = Samples.printer("MOVE%04d".formatted(n), "Model " + n % 3, "10.0.0." + n % 250, n % 100, NOW);
        store.write(tx -> {
            tx.devices().report(TENANT, n % 2 == 0 ? AGENT : SECOND, Samples.report(printer), NOW);
            Metrics.Point point = new Metrics.Point(
                    NOW.plusSeconds(n), new Meters(Map.of("total", (long) n), "impressions"), "{}", "", false);
            tx.metrics().add(TENANT, printer.key(), point);
            tx.audit().add(entry(details, NOW.plusSeconds(n)));
            return true;
        });
    }

    /// Every row of every table but those of processes, as text.
    private static Map<String, Set<String>> rows(Connection connection, String tables) throws SQLException {
        Set<String> others = Set.of(
                "flyway_schema_history", "leases", "channels", "moved", "move_state", "move_changes", "move_progress");
        Map<String, Set<String>> all = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            List<String> names = new ArrayList<>();
            try (ResultSet found = statement.executeQuery(tables)) {
                while (found.next()) {
                    names.add(found.getString(1));
                }
            }
            for (String name :
                    names.stream().filter(name -> !others.contains(name)).toList()) {
                Set<String> rows = new HashSet<>();
                try (ResultSet found = statement.executeQuery("SELECT * FROM " + name)) {
                    while (found.next()) {
                        Map<String, String> row = new TreeMap<>();
                        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                            row.put(found.getMetaData().getColumnName(i), String.valueOf(found.getString(i)));
                        }
                        rows.add(row.toString());
                    }
                }
                all.put(name, rows);
            }
        }
        return all;
    }

    private void assertEqualSides() throws SQLException {
        try (Connection here = SqliteStore.connection(directory);
                Connection there = PostgresStore.connection(url)) {
            Map<String, Set<String>> expected =
                    rows(here, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
            assertThat(expected.get("devices")).isNotEmpty();
            assertThat(expected.get("metrics")).isNotEmpty();
            assertThat(rows(
                            there,
                            "SELECT c.relname FROM pg_class c WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition"
                                    + " AND c.relnamespace = current_schema()::regnamespace"))
                    .isEqualTo(expected);
        }
    }

    @Test
    void move_besideAWorkingServer_losesNothingThatWasAcknowledged() throws Exception {
        for (int i = 0; i < 40; i++) {
            report(i, "before");
        }
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        AtomicReference<StoreException> end = new AtomicReference<>();
        CountDownLatch worked = new CountDownLatch(30);
        Thread server = Thread.ofPlatform().start(() -> {
            for (int i = 0; end.get() == null; i++) {
                try {
                    report(i % 300, "during " + i);
                    acknowledged.add("during " + i);
                    worked.countDown();
                } catch (StoreException e) {
                    end.set(e);
                }
            }
        });
        move(step -> {
            if (step instanceof Step.Watching) {
                await().until(() -> worked.getCount() == 0);
            }
        });
        server.join(Duration.ofSeconds(60));

        assertThat(end.get().kind()).isEqualTo(Kind.NOT_WRITABLE);
        assertThat(end.get()).hasMessageContaining("set database_url");
        assertEqualSides();
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(30);
        try (Store moved = PostgresStore.open(url, new Random(3))) {
            Set<String> stored = new HashSet<>();
            PageRequest next = PageRequest.first(100);
            while (true) {
                PageRequest request = next;
                var page = moved.read(tx -> tx.audit().page(new Scope.Everyone(), Audit.Filter.ALL, request));
                page.items().forEach(entry -> stored.add(entry.action()));
                if (page.next().isEmpty()) {
                    break;
                }
                next = new PageRequest(100, page.next());
            }
            assertThat(stored).containsAll(acknowledged);
        }
        store.close();
        assertThatThrownBy(this::open).hasMessageContaining("was moved to postgres://");
    }

    /// Stands for a kill between any two steps: what was not committed by then is gone with the connections.
    @Test
    void move_interruptedAfterEveryStep_andChangedMeanwhile_endsEqual() throws Exception {
        for (int i = 0; i < 20; i++) {
            report(i, "before");
        }
        int attempts = 0;
        AtomicReference<Step> last = new AtomicReference<>(new Step.Watching(false));
        Set<String> kinds = new HashSet<>();
        while (true) {
            attempts++;
            AtomicInteger done = new AtomicInteger();
            try {
                move(step -> {
                    last.set(step);
                    // At the first of each kind, and else after as much as brings the move on.
                    if (kinds.add(step.getClass().getSimpleName()) || done.incrementAndGet() == 3) {
                        throw new IllegalStateException("interrupted");
                    }
                });
                break;
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("interrupted");
            }
            if (!(last.get() instanceof Step.Sealed)) {
                report(attempts * 3, "between"); // some are new, some change
                disappear(attempts);
                assertThatThrownBy(() -> PostgresStore.open(url, new Random(4)))
                        .hasMessageContaining("unfinished move");
            }
        }
        assertThat(kinds).contains("Watching", "Copied", "Brought", "Equal", "Sealed");
        assertEqualSides();
        PostgresStore.open(url, new Random(5)).close();
        move(step -> {
            throw new IllegalStateException("there is nothing left to do");
        });
    }

    private void disappear(int n) throws SQLException {
        try (Connection connection = SqliteStore.connection(directory);
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM devices WHERE device_key IN (SELECT device_key FROM devices ORDER BY"
                    + " device_key LIMIT 1 OFFSET " + n % 5 + ")");
            statement.execute("UPDATE audit_log SET id = id || 'x' WHERE id = (SELECT min(id) FROM audit_log)");
        }
    }

    @Test
    void copyThatDiffers_isTold_andTheNextMoveBeginsAnew() throws Exception {
        report(1, "before");
        AtomicInteger metrics = new AtomicInteger();
        assertThatThrownBy(() -> move(step -> {
                    if (step instanceof Step.Copied copied && copied.table().equals("metrics") && copied.tableDone()) {
                        metrics.incrementAndGet();
                        harm();
                    }
                }))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the copy of metrics differs");
        assertThat(metrics).hasValue(1);
        report(2, "still the server's");
        move(step -> {});
        assertEqualSides();
    }

    private void harm() {
        try (Connection connection = PostgresStore.connection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE metrics SET total = total + 1");
            connection.commit();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void databaseOfAnotherServer_isRefused_andStaysAsItIs() {
        report(1, "mine");
        try (Store other = PostgresStore.open(url, new Random(6))) {
            other.write(tx -> {
                tx.tenants().add(TENANT, "Another", NOW);
                return true;
            });
            assertThatThrownBy(() -> move(step -> {})).hasMessageContaining("holds the data of another server");
            assertThat(other.read(tx -> tx.audit().page(new Scope.Everyone(), Audit.Filter.ALL, PageRequest.first(9)))
                            .items())
                    .isEmpty();
        }
        report(2, "goes on");
    }
}
