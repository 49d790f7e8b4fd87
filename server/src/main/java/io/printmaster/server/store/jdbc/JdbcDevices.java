package io.printmaster.server.store.jdbc;

import io.printmaster.model.AgentId;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.TenantId;
import io.printmaster.server.store.DeviceRow;
import io.printmaster.server.store.Devices;
import io.printmaster.server.store.Page;
import io.printmaster.server.store.PageRequest;
import io.printmaster.server.store.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class JdbcDevices implements Devices {
    /// The owner's times are newer in the list.
    private static final String LAST_REPORTED = "CASE WHEN l.agent_id = a.agent_id AND l.updated_at > a.last_reported"
            + " THEN l.updated_at ELSE a.last_reported END AS last_reported";

    private static final String SEEN = " FROM device_agents a JOIN device_list l"
            + " ON l.tenant_id = a.tenant_id AND l.device_key = a.device_key";

    private final Sql sql;
    private final DeviceList list;
    private final DeviceReports reports;
    private final DeviceAliases aliases;
    private final DeviceIndex index;

    JdbcDevices(Sql sql) {
        this.sql = sql;
        this.list = new DeviceList(sql, new FewDevices(sql), new DeviceWalk(sql));
        this.index = new DeviceIndex(sql);
        this.aliases = new DeviceAliases(sql, index);
        this.reports = new DeviceReports(sql, aliases, index);
    }

    @Override
    public List<Outcome> reportAll(TenantId tenant, AgentId agent, List<Report> all, Instant now) {
        return reports.store(tenant, agent, all, now);
    }

    @Override
    public int makeSearchable(int max) {
        return index.makeWords(max);
    }

    @Override
    public Watched watched(TenantId tenant, AgentId agent) {
        return new ClassCounts(sql).watched(tenant, agent);
    }

    @Override
    public Optional<PrinterKey> bySerial(TenantId tenant, AgentId agent, String serial) {
        return sql.one(
                        "SELECT a.device_key, " + LAST_REPORTED + SEEN
                                + " WHERE a.agent_id = ? AND a.serial = ? AND a.tenant_id = ?"
                                + " ORDER BY last_reported DESC, a.device_key LIMIT 1",
                        row -> row.text("device_key"),
                        agent.value(),
                        serial,
                        tenant.value())
                .flatMap(PrinterKey::parse);
    }

    @Override
    public Map<PrinterKey, PrinterKey> nowKnownAs(TenantId tenant, AgentId agent, Map<PrinterKey, Instant> told) {
        return aliases.resolveAll(tenant, agent, told);
    }

    @Override
    public Page<DeviceRow> page(Scope scope, Filter filter, Sort sort, boolean descending, PageRequest request) {
        return list.page(scope, filter, sort, descending, request);
    }

    @Override
    public long count(Scope scope, Filter filter) {
        return list.count(scope, filter);
    }

    @Override
    public Optional<DeviceRow> find(TenantId tenant, PrinterKey key) {
        return sql.one(DeviceList.ONE, DeviceList::row, tenant.value(), key.toString());
    }

    @Override
    public Optional<String> detail(TenantId tenant, PrinterKey key) {
        return sql.one(
                "SELECT detail FROM device_details WHERE tenant_id = ? AND device_key = ?",
                row -> row.text("detail"),
                tenant.value(),
                key.toString());
    }

    @Override
    public List<Seen> seenBy(TenantId tenant, PrinterKey key) {
        return sql.list(
                "SELECT a.agent_id, a.first_reported, " + LAST_REPORTED + SEEN
                        + " WHERE a.tenant_id = ? AND a.device_key = ? ORDER BY last_reported DESC, a.agent_id",
                row -> new Seen(
                        new AgentId(row.text("agent_id")), row.time("first_reported"), row.time("last_reported")),
                tenant.value(),
                key.toString());
    }
}
