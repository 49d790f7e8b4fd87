package io.printmaster.server.store.postgres;

import static io.printmaster.server.store.Samples.NOW;
import static io.printmaster.server.store.Samples.printer;
import static io.printmaster.server.store.Samples.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.printmaster.model.Meters;
import io.printmaster.server.store.MetricTiers;
import io.printmaster.server.store.Metrics;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.StoreException;
import io.printmaster.server.store.StoreException.Kind;
import io.printmaster.server.store.StoreFixture;
import io.printmaster.server.store.Tier;
import io.printmaster.server.store.TierBucket;
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

    private Store.Kept aWeekUntil(Instant now) {
        return new Store.Kept(now.minus(Duration.ofDays(400)), Optional.of(now.minus(Duration.ofDays(7))));
    }

    private static MetricTiers.Horizons horizons(Instant now) {
        return new MetricTiers.Horizons(
                now.minus(Duration.ofDays(7)), now.minus(Duration.ofDays(100)), now.minus(Duration.ofDays(365)));
    }

    private void rollUp(Instant now) {
        store.write(tx -> tx.tiers().rollUp(now, horizons(now), 100));
    }

    @Test
    void monthsOfTheAuditLog_areDropped_beforeWhatIsKept() throws Exception {
        store.maintain(NOW, keeping(Duration.ofDays(400), Duration.ofDays(400)));
        Instant later = NOW.plus(Duration.ofDays(62));
        store.maintain(later, new Store.Kept(later.minus(Duration.ofDays(20)), Optional.empty()));
        assertThat(months("audit_log"))
                .containsExactly(
                        "audit_log_2026_04",
                        "audit_log_2026_05",
                        "audit_log_2026_06",
                        "audit_log_2026_07",
                        "audit_log_rest");
        assertThat(months("metrics")).contains("metrics_2026_03");
    }

    @Test
    void monthOfSamples_isDroppedWhole_onceAllOfItIsRolledUp() throws Exception {
        store.maintain(NOW, aWeekUntil(NOW));
        sample("SER0001", NOW);
        sample("SER0001", NOW.plus(Duration.ofDays(1)));
        Instant fresh = NOW.plus(Duration.ofDays(60));
        sample("SER0001", fresh);
        Instant later = NOW.plus(Duration.ofDays(72));

        store.maintain(later, aWeekUntil(later));
        assertThat(months("metrics")).as("in no hour yet").contains("metrics_2026_03", "metrics_2026_04");
        rollUp(later);
        store.maintain(later, aWeekUntil(later));

        assertThat(months("metrics"))
                .containsExactly("metrics_2026_05", "metrics_2026_06", "metrics_2026_07", "metrics_rest");
        assertThat(query("SELECT sampled_at FROM metrics")).containsExactly("2026-04-30T12:00:00.000Z");
        assertThat(listed(tx -> tx.tiers().buckets(TENANT, key("SER0001"), Tier.HOUR, Instant.EPOCH, later, 10)))
                .extracting(TierBucket::start)
                .containsExactly(NOW, NOW.plus(Duration.ofDays(1)), fresh);
    }

    @Test
    void whatADeviceShows_staysWhenItsMonthIsDropped_andGoesWhenThereIsNewer() throws Exception {
        store.maintain(NOW, aWeekUntil(NOW));
        sample("SER0001", NOW);
        Instant shown = NOW.plus(Duration.ofDays(1));
        sample("SER0001", shown);
        Instant later = NOW.plus(Duration.ofDays(72));
        rollUp(later);
        store.maintain(later, aWeekUntil(later));

        assertThat(months("metrics")).doesNotContain("metrics_2026_03");
        assertThat(query("SELECT sampled_at FROM metrics_rest")).containsExactly("2026-03-02T12:00:00.000Z");
        assertThat(found(tx -> tx.metrics().newest(TENANT, key("SER0001"))))
                .hasValueSatisfying(point -> assertThat(point.at()).isEqualTo(shown));
        sample("SER0001", later);
        rollUp(later.plus(Duration.ofHours(2)));
        store.write(tx -> tx.tiers().forget(new MetricTiers.Owner(TENANT, key("SER0001")), horizons(later), 100));
        assertThat(query("SELECT sampled_at FROM metrics")).containsExactly("2026-05-12T12:00:00.000Z");
    }

    @Test
    void monthStays_whileAnHourJustAfterItIsToBeRolledUp() throws Exception {
        store.maintain(NOW, aWeekUntil(NOW));
        sample("SER0001", NOW);
        Instant later = NOW.plus(Duration.ofDays(72));
        rollUp(later);
        sample("SER0001", Instant.parse("2026-04-01T01:30:00Z"));
        store.maintain(later, aWeekUntil(later));
        assertThat(months("metrics")).contains("metrics_2026_03");
        rollUp(later);
        sample("SER0001", Instant.parse("2026-04-01T02:30:00Z"));
        store.maintain(later, aWeekUntil(later));
        assertThat(months("metrics")).doesNotContain("metrics_2026_03").contains("metrics_2026_04");
    }

    @Test
    void monthThatSomebodyReadsForLong_isDroppedNextTime() throws Exception {
        store.maintain(NOW, aWeekUntil(NOW));
        Instant later = NOW.plus(Duration.ofDays(72));
        store.maintain(later, keeping(Duration.ofDays(400), Duration.ofDays(400)));
        try (Connection reader =
                        new PostgresDatabase(PostgresUrl.parse(url), 1).source().getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.executeQuery("SELECT COUNT(*) FROM metrics").close();
            store.maintain(later, aWeekUntil(later));
            assertThat(months("metrics")).contains("metrics_2026_03");
            reader.rollback();
        }
        store.maintain(later, aWeekUntil(later));
        assertThat(months("metrics")).doesNotContain("metrics_2026_03");
    }

    /// Whoever comes to the table would otherwise wait behind the one that waits.
    @Test
    void monthWhoseRowsSomebodyReadsForLong_isMadeNextTime() throws Exception {
        sample("SER0001", NOW);
        try (Connection reader =
                        new PostgresDatabase(PostgresUrl.parse(url), 1).source().getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.executeQuery("SELECT COUNT(*) FROM metrics").close();
            store.maintain(NOW, keeping(Duration.ofDays(400), Duration.ofDays(400)));
            assertThat(months("metrics")).containsExactly("metrics_rest");
            sample("SER0001", NOW.plusSeconds(60));
            reader.rollback();
        }
        store.maintain(NOW, keeping(Duration.ofDays(400), Duration.ofDays(400)));
        assertThat(months("metrics")).contains("metrics_2026_03");
        assertThat(query("SELECT COUNT(*) FROM metrics_2026_03")).containsExactly("2");
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
