package io.printmaster.server.store.postgres;

import static io.printmaster.server.store.Samples.NOW;
import static io.printmaster.server.store.Samples.printer;
import static io.printmaster.server.store.Samples.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.printmaster.model.Meters;
import io.printmaster.server.store.Metrics;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.StoreException;
import io.printmaster.server.store.StoreException.Kind;
import io.printmaster.server.store.StoreFixture;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PostgresStoreTest extends StoreFixture {
    private final String url = PostgresCluster.freshUrl();

    @Override
    protected Store open() {
        return PostgresStore.open(url, new Random(1));
    }

    private List<String> query(String sql) throws SQLException {
        List<String> all = new ArrayList<>();
        try (Connection connection =
                        new PostgresDatabase(PostgresUrl.parse(url), 1).source().getConnection();
                Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                ResultSet rows = statement.getResultSet();
                while (rows.next()) {
                    all.add(rows.getString(1));
                }
            }
        }
        return all;
    }

    private List<String> months(String table) throws SQLException {
        return query("SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = '"
                + table + "'::regclass ORDER BY c.relname");
    }

    private Store.Kept keeping(Duration audit, Duration metrics) {
        return new Store.Kept(NOW.minus(audit), Optional.of(NOW.minus(metrics)));
    }

    private void sample(String serial, Instant at) {
        store.write(tx -> {
            tx.devices().report(TENANT, AGENT, report(printer(serial, "M", "10.0.0.1", 50, NOW)), NOW);
            Meters meters = new Meters(Map.of("total", 10L), "impressions");
            return tx.metrics().add(TENANT, key(serial), new Metrics.Point(at, meters, "", "", false));
        });
    }

    @Test
    void months_areMadeAhead_onceOnly() throws Exception {
        store.maintain(NOW, keeping(Duration.ofDays(400), Duration.ofDays(400)));
        store.maintain(NOW, keeping(Duration.ofDays(400), Duration.ofDays(400)));
        assertThat(months("metrics"))
                .containsExactly("metrics_2026_03", "metrics_2026_04", "metrics_2026_05", "metrics_rest");
        assertThat(months("audit_log"))
                .containsExactly("audit_log_2026_03", "audit_log_2026_04", "audit_log_2026_05", "audit_log_rest");
    }

    @Test
    void rowsThatCameBeforeTheirMonth_moveIntoIt() throws Exception {
        sample("SER0001", NOW);
        store.write(tx -> {
            tx.audit().add(entry("early", NOW));
            return true;
        });
        store.maintain(NOW, keeping(Duration.ofDays(400), Duration.ofDays(400)));
        assertThat(query("SELECT COUNT(*) FROM metrics_2026_03")).containsExactly("1");
        assertThat(query("SELECT COUNT(*) FROM metrics_rest")).containsExactly("0");
        assertThat(query("SELECT action FROM audit_log_2026_03")).containsExactly("early");
        assertThat((long) store.read(tx -> tx.metrics().count(new Scope.Only(TENANT))))
                .isEqualTo(1);
    }

    @Test
    void monthsBeforeWhatIsKept_areDropped() throws Exception {
        store.maintain(NOW, keeping(Duration.ofDays(400), Duration.ofDays(400)));
        sample("SER0001", NOW);
        Instant later = NOW.plus(Duration.ofDays(62));
        store.maintain(later, new Store.Kept(later.minus(Duration.ofDays(40)), Optional.of(later)));
        assertThat(months("metrics"))
                .containsExactly("metrics_2026_05", "metrics_2026_06", "metrics_2026_07", "metrics_rest");
        assertThat(months("audit_log")).contains("audit_log_2026_03", "audit_log_2026_07");
        assertThat((long) store.read(tx -> tx.metrics().count(new Scope.Only(TENANT))))
                .isZero();
    }

    @Test
    void serversThatStartTogether_onAnEmptyDatabase_allOpen() throws Exception {
        String empty = PostgresCluster.freshUrl();
        try (var threads = Executors.newFixedThreadPool(4)) {
            Callable<Store> opening = () -> {
                Store opened = PostgresStore.open(empty, new Random(2));
                opened.maintain(NOW, keeping(Duration.ofDays(400), Duration.ofDays(400)));
                return opened;
            };
            for (Future<Store> one : threads.invokeAll(List.of(opening, opening, opening, opening))) {
                one.get().close();
            }
        }
    }

    @Test
    void newerSchema_isRefused() throws Exception {
        query("INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                + " installed_by, installed_on, execution_time, success)"
                + " VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, '', now(), 1, true)");
        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NEWER_SCHEMA))
                .hasMessageContaining("newer version");
    }

    @Test
    void commits_areDurable_whateverTheDatabasesDefault() throws Exception {
        String schema = query("SELECT current_schema()").getFirst();
        String asynchronous = url + "&options=-c%20synchronous_commit=off";
        try (Connection connection = new PostgresDatabase(PostgresUrl.parse(asynchronous), 1).openWriter();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW synchronous_commit")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("on");
        }
        assertThat(schema).startsWith("s");
    }

    @Test
    void wrongPassword_unknownDatabase_andNobodyThere_areTold_withoutThePassword() {
        String base = url.substring(0, url.indexOf('?'));
        refused(base.replaceFirst(":[^:@]*@", ":wrong-secret@"), "refused user or password");
        refused(base.replaceFirst("/[a-z]+$", "/no_such_database"), "does not exist");
        refused("postgres://u:wrong-secret@127.0.0.1:1/d", "cannot be reached");
    }

    private static void refused(String wrong, String words) {
        assertThatThrownBy(() -> PostgresStore.open(wrong, new Random(1)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(words)
                .hasMessageNotContaining("secret");
    }
}
