package io.printmaster.server.store.jdbc;

import static io.printmaster.server.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.model.AgentId;
import io.printmaster.model.Meters;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.TenantId;
import io.printmaster.server.store.Audit;
import io.printmaster.server.store.DeviceQueries;
import io.printmaster.server.store.DeviceRow;
import io.printmaster.server.store.MetricTiers;
import io.printmaster.server.store.Metrics;
import io.printmaster.server.store.Page;
import io.printmaster.server.store.PageRequest;
import io.printmaster.server.store.Samples;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.Tier;
import io.printmaster.server.store.TierBucket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// A database of every earlier schema, with rows in it, becomes one of the newest and keeps them.
public abstract class SchemaUpgradeContract {
    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final PrinterKey KEY = PrinterKey.ofSerial("Acme", "OLD0001").orElseThrow();

    private static final String AT = "'2026-01-01T00:00:00.000Z'";

    /// Of the first schema and of later ones; each has a row as soon as it is there.
    private static final List<String> TABLES = List.of(
            "tenants",
            "agents",
            "agent_tokens",
            "join_tokens",
            "pending_agents",
            "users",
            "sessions",
            "devices",
            "device_agents",
            "metrics",
            "batches",
            "audit_log",
            "device_supplies",
            "device_aliases",
            "agent_uploads",
            "commands",
            "device_details",
            "device_order");

    /// Of devices, until the whole record got a table of its own.
    private static final int APART = 13;

    private static final List<String> TOLD = List.of("consumables", "status_messages", "raw_data", "detail");

    /// Of devices, until what each report and sample changes went to the row of the lists.
    private static final int TIMES = 14;

    private static final List<String> MOVING =
            List.of("total_pages", "meters_at", "first_seen", "last_seen", "reported_at", "updated_at", "shape");

    /// Where the orders of the lists got a table of their own.
    private static final int ORDERS = 15;

    /// An empty database.
    protected interface Empty {
        DataSource source();

        Store open();
    }

    protected abstract Empty empty() throws Exception;

    protected abstract List<String> folders();

    private Flyway flyway(DataSource source, String target) {
        return Flyway.configure()
                .dataSource(source)
                .locations(folders().toArray(String[]::new))
                .target(target)
                .load();
    }

    @TestFactory
    Stream<DynamicTest> everyEarlierSchema_becomesTheNewest_andKeepsItsRows() throws Exception {
        List<String> versions = Arrays.stream(
                        flyway(empty().source(), "latest").info().all())
                .map(MigrationInfo::getVersion)
                .map(String::valueOf)
                .toList();
        assertThat(versions).hasSizeGreaterThanOrEqualTo(3);
        return versions.stream().map(version -> DynamicTest.dynamicTest("V" + version, () -> upgrade(version)));
    }

    private record Content(List<String> columns, List<String> rows) {}

    private void upgrade(String version) throws Exception {
        Empty database = empty();
        flyway(database.source(), version).migrate();
        Map<String, Content> before = new TreeMap<>();
        try (Connection connection = database.source().getConnection();
                Statement statement = connection.createStatement()) {
            for (Map.Entry<Integer, List<String>> added :
                    rows(Integer.parseInt(version)).entrySet()) {
                if (added.getKey() <= Integer.parseInt(version)) {
                    for (String row : added.getValue()) {
                        statement.execute(row);
                    }
                }
            }
            for (String table : TABLES) {
                if (exists(statement, table)) {
                    before.put(table, read(statement, table, columns(statement, table)));
                }
            }
        }
        assertThat(before.values()).hasSizeGreaterThanOrEqualTo(12).noneMatch(content -> content.rows.isEmpty());
        try (Store store = database.open()) {
            try (Connection connection = database.source().getConnection();
                    Statement statement = connection.createStatement()) {
                for (Map.Entry<String, Content> table : before.entrySet()) {
                    assertThat(read(statement, table.getKey(), table.getValue().columns))
                            .as(table.getKey())
                            .isEqualTo(table.getValue());
                }
            }
            assertReadable(store);
            // And it goes on from there.
            var outcome = store.write(tx -> tx.devices()
                    .report(
                            TENANT,
                            new AgentId("old-agent"),
                            Samples.report(Samples.printer("OLD0001", "M", "10.0.0.1", 50, NOW)),
                            NOW));
            assertThat(outcome.isNew()).isFalse();
            store.write(tx -> tx.metrics().add(TENANT, KEY, fewerDuplex()));
            assertThat(store.read(tx -> tx.metrics().newest(TENANT, KEY)).orElseThrow())
                    .satisfies(newest -> {
                        assertThat(newest.at()).isEqualTo(NOW);
                        assertThat(newest.reset()).as("7 had been counted").isTrue();
                    });
        }
    }

    private static Metrics.Point fewerDuplex() {
        Meters meters = new Meters(Map.of("total", 2000L, "duplex", 6L, "jams", 3L), "impressions", Map.of());
        return new Metrics.Point(NOW, meters, "{}", "", false);
    }

    private static boolean exists(Statement statement, String table) throws SQLException {
        Connection connection = statement.getConnection();
        try (ResultSet found = connection.getMetaData().getTables(null, connection.getSchema(), table, null)) {
            return found.next();
        }
    }

    private static List<String> columns(Statement statement, String table) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                names.add(rows.getMetaData().getColumnName(i));
            }
            if (table.equals("devices")) {
                names.removeAll(TOLD);
                names.removeAll(MOVING);
            }
            return names;
        }
    }

    private static Content read(Statement statement, String table, List<String> columns) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT " + String.join(", ", columns) + " FROM " + table)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (String column : columns) {
                    values.add(column + "=" + rows.getString(column));
                }
                all.add(String.join(", ", values));
            }
            all.sort(Comparator.naturalOrder());
            return new Content(columns, all);
        }
    }

    /// Through the store, too, with what is derived from the rows.
    private static void assertReadable(Store store) {
        Instant then = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(store.read(tx -> tx.devices().find(TENANT, KEY)).orElseThrow())
                .satisfies(device -> {
                    assertThat(device.serial()).isEqualTo("OLD0001");
                    assertThat(device.totalPages()).hasValue(1234);
                    assertThat(device.metersAt()).contains(then);
                    assertThat(List.of(device.firstSeen(), device.lastSeen(), device.updatedAt()))
                            .containsOnly(then);
                });
        assertThat(store.read(tx -> tx.devices().detail(TENANT, KEY)).orElseThrow())
                .isEqualTo("{\"serial\":\"OLD0001\"}");
        assertThat(store.read(tx -> tx.metrics().newest(TENANT, KEY))
                        .orElseThrow()
                        .meters()
                        .count("total"))
                .hasValue(1234);
        Scope scope = new Scope.Only(TENANT);
        assertThat(store.read(tx -> tx.audit().page(scope, Audit.Filter.ALL, PageRequest.first(10)))
                        .items())
                .singleElement()
                .satisfies(entry -> assertThat(entry.action()).isEqualTo("old"));
        store.write(tx -> tx.devices().makeSearchable(100));
        DeviceQueries.Filter text = Samples.finding("old0001");
        Page<DeviceRow> found = store.read(
                tx -> tx.devices().page(scope, text, DeviceQueries.Sort.MODEL, false, PageRequest.first(10)));
        assertThat(found.items())
                .singleElement()
                .satisfies(row -> assertThat(row.key()).isEqualTo(KEY));
        assertThat(found.total()).isEqualTo(1);
        for (DeviceQueries.Sort sort : DeviceQueries.Sort.values()) {
            assertThat(store.read(tx -> tx.devices()
                                    .page(scope, DeviceQueries.Filter.ALL, sort, false, PageRequest.first(10)))
                            .items())
                    .as("by " + sort)
                    .hasSize(1);
        }
        Instant later = Instant.parse("2026-01-02T00:00:00Z");
        MetricTiers.Horizons kept = new MetricTiers.Horizons(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);
        store.write(tx -> tx.tiers().rollUp(later, kept, 100));
        Instant from = Instant.parse("2026-01-01T00:00:00Z");
        List<TierBucket> hours = store.read(tx -> tx.tiers().buckets(TENANT, KEY, Tier.HOUR, from, later, 10));
        assertThat(hours)
                .singleElement()
                .satisfies(
                        hour -> assertThat(hour.counters().get("total").last()).isEqualTo(1234));
    }

    /// What a server of each version has written, by the version that made the tables. What only repeats other rows
    /// (lists, words, marks) is looked at through the store.
    ///
    /// @param version of all tables
    private static Map<Integer, List<String>> rows(int version) {
        boolean apart = version >= APART;
        boolean moving = version >= TIMES;
        String tenant = "'" + TENANT.value() + "'";
        String device = tenant + ", '" + KEY + "'";
        String record = "'{\"serial\":\"OLD0001\"}'";
        Map<Integer, List<String>> rows = new TreeMap<>(Map.of(
                1,
                List.of(
                        "INSERT INTO tenants (tenant_id, name, created_at) VALUES (" + tenant + ", 'Default', " + AT
                                + ")",
                        "INSERT INTO agents (agent_id, tenant_id, site, name, version, protocol_version, hostname, ip,"
                                + " platform, os_version, architecture, build_type, git_commit, runtime, cpus,"
                                + " memory_mb, status, address, first_seen, last_seen, upload_health) VALUES"
                                + " ('old-agent', " + tenant + ", 'Site', '', '', '', '', '', '', '', '', '', '', '',"
                                + " 1, 1, 'active', '', " + AT + ", " + AT + ", '')",
                        "INSERT INTO agent_tokens (token_id, token_hash, agent_id, created_at) VALUES"
                                + " ('t1', 'hash', 'old-agent', " + AT + ")",
                        "INSERT INTO join_tokens (token_id, token_hash, tenant_id, site, max_uses, uses, created_at,"
                                + " created_by, expires_at) VALUES ('j1', 'hash', " + tenant + ", 'Site', 3, 1, " + AT
                                + ", 'admin', " + AT + ")",
                        "INSERT INTO pending_agents (agent_id, tenant_id, join_token_id, name, version, hostname, ip,"
                                + " platform, address, requested_at) VALUES ('late-agent', " + tenant
                                + ", 'j1', '', '', '', '', '', '', " + AT + ")",
                        "INSERT INTO users (user_id, name, role, password_hash, must_change, disabled, created_at)"
                                + " VALUES ('u1', 'admin', 'admin', 'hash', 0, 0, " + AT + ")",
                        "INSERT INTO sessions (session_id, user_id, created_at, last_used, expires_at, address) VALUES"
                                + " ('s1', 'u1', " + AT + ", " + AT + ", '2099-01-01T00:00:00.000Z', '')",
                        "INSERT INTO devices (tenant_id, device_key, agent_id, serial, manufacturer, model, hostname,"
                                + " ip, ip_order, mac, location, asset, status, errors, in_error, supplies_low, search_text"
                                + (moving ? "" : ", total_pages, meters_at, first_seen, last_seen, updated_at")
                                + (apart ? "" : ", consumables, status_messages, raw_data, detail")
                                + (apart && !moving ? ", reported_at" : "") + ") VALUES (" + device
                                + ", 'old-agent', 'OLD0001', 'Acme', 'M', '', '10.0.0.1', '40a000001', '', '', '',"
                                + " 'idle', ' ', 0, 0, 'old0001'"
                                + (moving ? "" : ", 1234, " + AT + ", " + AT + ", " + AT + ", " + AT)
                                + (apart ? "" : ", '', '', '', " + record)
                                + (apart && !moving ? ", " + AT : "") + ")",
                        "INSERT INTO device_agents (tenant_id, device_key, agent_id, serial, first_reported,"
                                + " last_reported) VALUES (" + device + ", 'old-agent', 'OLD0001', " + AT + ", " + AT
                                + ")",
                        "INSERT INTO metrics (tenant_id, device_key, sampled_at, total, duplex, other_counters, unit,"
                                + " toner_levels, supplies, reset) VALUES (" + device + ", " + AT
                                + ", 1234, 7, 'jams=3 lies?fell=9', 'impressions', '{}', '', 0)",
                        "INSERT INTO batches (agent_id, batch_id, content_hash, receipt, stored_at) VALUES"
                                + " ('old-agent', 'b1', 'hash', '{}', " + AT + ")",
                        "INSERT INTO audit_log (timestamp, agent_id, action, details, ip_address, tenant_id, actor, id)"
                                + " VALUES ('2026-01-01 00:00:00', 'old-agent', 'old', '', '', " + tenant
                                + ", '', 'id-1')"),
                2,
                List.of("INSERT INTO device_supplies (tenant_id, device_key, supply_index, name, type, color,"
                        + " receptacle, state, percent, part_number, urgency, percent_order, search_text) VALUES ("
                        + device + ", '1', 'Black Toner', 'toner', 'black', 0, 'ok', 50, 'P1', 3, 50, 'black toner')"),
                3,
                List.of("INSERT INTO device_aliases (tenant_id, agent_id, former_key, device_key, since) VALUES ("
                        + tenant + ", 'old-agent', 'mac:001122334455', '" + KEY + "', " + AT + ")"),
                4,
                List.of("INSERT INTO agent_uploads (agent_id, hour, uploads, records, wire_bytes, plain_bytes) VALUES"
                        + " ('old-agent', " + AT + ", 1, 2, 3, 4)"),
                6,
                List.of("INSERT INTO commands (tenant_id, agent_id, command_id, command, args, created_by, created_at,"
                        + " expires_at, state, work_done, work_total, found, message, result, claimed_by,"
                        + " updated_at) VALUES (" + tenant + ", 'old-agent', 'c1', 'scan_now', '{}', 'admin', "
                        + AT + ", " + AT + ", 'done', 1, 1, 1, '', '{}', '', " + AT + ")"),
                8,
                List.of("INSERT INTO metric_dirty (tenant_id, device_key, hour) VALUES (" + device + ", " + AT + ")"),
                9,
                List.of(
                        "INSERT INTO device_list (tenant_id, device_key, agent_id, class, model_order, serial, status,"
                                + " ip_order, supply_order, pages_order, last_seen, meters_at, meters_day, words"
                                + (moving ? ", first_seen, reported_at, updated_at, counters" : "")
                                + ") VALUES (" + device + ", 'old-agent', 0, 'acme m', 'OLD0001', 'idle', '40a000001',"
                                + " 50, 1234, " + AT + ", " + AT + ", '2026-01-01', ''"
                                + (moving ? ", " + AT + ", " + AT + ", " + AT + ", 'duplex=7 jams=3 total=1234'" : "")
                                + ")",
                        "INSERT INTO device_counts (tenant_id, agent_id, class, owned, seen) VALUES (" + tenant
                                + ", 'old-agent', 0, 1, 1)")));
        rows.put(
                ORDERS,
                List.of("INSERT INTO device_order (tenant_id, device_key, class, model_order, serial, status, ip_order,"
                        + " supply_order) VALUES (" + device + ", 0, 'acme m', 'OLD0001', 'idle', '40a000001', 50)"));
        if (apart) {
            rows.put(
                    APART,
                    List.of("INSERT INTO device_details (tenant_id, device_key, detail) VALUES (" + device + ", "
                            + record + ")"));
        }
        return rows;
    }
}
