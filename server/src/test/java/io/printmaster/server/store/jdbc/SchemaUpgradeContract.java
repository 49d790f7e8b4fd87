package io.printmaster.server.store.jdbc;

import static io.printmaster.server.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.model.AgentId;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.TenantId;
import io.printmaster.server.store.Audit;
import io.printmaster.server.store.PageRequest;
import io.printmaster.server.store.Samples;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.Store;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
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

    private void upgrade(String version) throws Exception {
        Empty database = empty();
        flyway(database.source(), version).migrate();
        try (Connection connection = database.source().getConnection();
                Statement statement = connection.createStatement()) {
            for (String row : rows()) {
                statement.execute(row);
            }
        }
        try (Store store = database.open()) {
            assertThat(store.read(tx -> tx.devices().find(TENANT, KEY))
                            .orElseThrow()
                            .serial())
                    .isEqualTo("OLD0001");
            assertThat(store.read(tx -> tx.metrics().newest(TENANT, KEY))
                            .orElseThrow()
                            .meters()
                            .count("total"))
                    .hasValue(1234);
            assertThat(store.read(tx ->
                                    tx.audit().page(new Scope.Only(TENANT), Audit.Filter.ALL, PageRequest.first(10)))
                            .items())
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.action()).isEqualTo("old"));
            // And it goes on from there.
            var outcome = store.write(tx -> tx.devices()
                    .report(
                            TENANT,
                            new AgentId("old-agent"),
                            Samples.report(Samples.printer("OLD0001", "M", "10.0.0.1", 50, NOW)),
                            NOW));
            assertThat(outcome.isNew()).isFalse();
        }
    }

    /// Only columns of the first schema.
    private static List<String> rows() {
        String at = "'2026-01-01T00:00:00.000Z'";
        return List.of(
                "INSERT INTO tenants (tenant_id, name, created_at) VALUES ('" + TENANT.value() + "', 'Default', " + at
                        + ")",
                "INSERT INTO agents (agent_id, tenant_id, site, name, version, protocol_version, hostname, ip, platform,"
                        + " os_version, architecture, build_type, git_commit, runtime, cpus, memory_mb, status, address,"
                        + " first_seen, last_seen, upload_health) VALUES ('old-agent', '" + TENANT.value()
                        + "', '', '', '', '', '', '', '', '', '', '', '', '', 1, 1, 'active', '', " + at + ", " + at
                        + ", '')",
                "INSERT INTO devices (tenant_id, device_key, agent_id, serial, manufacturer, model, hostname, ip, ip_order,"
                        + " mac, location, asset, status, errors, in_error, supplies_low, total_pages, meters_at,"
                        + " first_seen, last_seen, updated_at, search_text, consumables, status_messages, raw_data,"
                        + " detail) VALUES ('" + TENANT.value() + "', '" + KEY
                        + "', 'old-agent', 'OLD0001', 'Acme', 'M',"
                        + " '', '10.0.0.1', '40a000001', '', '', '', 'idle', ' ', 0, 0, 1234, " + at + ", " + at + ", "
                        + at + ", " + at + ", 'old0001', '', '', '', '{}')",
                "INSERT INTO device_agents (tenant_id, device_key, agent_id, serial, first_reported, last_reported)"
                        + " VALUES ('" + TENANT.value() + "', '" + KEY + "', 'old-agent', 'OLD0001', " + at + ", " + at
                        + ")",
                "INSERT INTO metrics (tenant_id, device_key, sampled_at, total, other_counters, unit, toner_levels,"
                        + " supplies, reset) VALUES ('" + TENANT.value() + "', '" + KEY + "', " + at
                        + ", 1234, '', 'impressions', '{}', '', 0)",
                "INSERT INTO audit_log (timestamp, agent_id, action, details, ip_address, tenant_id, actor, id) VALUES"
                        + " ('2026-01-01 00:00:00', 'old-agent', 'old', '', '', '" + TENANT.value() + "', '', 'id-1')");
    }
}
