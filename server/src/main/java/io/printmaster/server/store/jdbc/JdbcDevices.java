package io.printmaster.server.store.jdbc;

import io.printmaster.model.AgentId;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Supply;
import io.printmaster.model.TenantId;
import io.printmaster.server.store.DeviceRow;
import io.printmaster.server.store.Devices;
import io.printmaster.server.store.Page;
import io.printmaster.server.store.PageRequest;
import io.printmaster.server.store.Scope;
import io.printmaster.wire.DeviceJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class JdbcDevices implements Devices {
    private static final String UPSERT = """
            INSERT INTO devices (tenant_id, device_key, agent_id, serial, manufacturer, model, hostname, ip, ip_order,
                mac, location, asset, status, errors, in_error, lowest_percent, supplies_low, first_seen, last_seen,
                updated_at, search_text, consumables, status_messages, raw_data, detail)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (tenant_id, device_key) DO UPDATE SET
                agent_id = excluded.agent_id, serial = excluded.serial, manufacturer = excluded.manufacturer,
                model = excluded.model, hostname = excluded.hostname, ip = excluded.ip, ip_order = excluded.ip_order,
                mac = excluded.mac, location = excluded.location, asset = excluded.asset, status = excluded.status,
                errors = excluded.errors, in_error = excluded.in_error, lowest_percent = excluded.lowest_percent,
                supplies_low = excluded.supplies_low, first_seen = excluded.first_seen,
                last_seen = excluded.last_seen, updated_at = excluded.updated_at, search_text = excluded.search_text,
                consumables = excluded.consumables, status_messages = excluded.status_messages,
                raw_data = excluded.raw_data, detail = excluded.detail
            """;

    private final Sql sql;
    private final DeviceList list;
    private final DeviceSupplies supplies;
    private final DeviceAliases aliases;

    JdbcDevices(Sql sql) {
        this.sql = sql;
        this.list = new DeviceList(sql);
        this.supplies = new DeviceSupplies(sql);
        this.aliases = new DeviceAliases(sql);
    }

    private record Known(AgentId owner, Instant firstSeen, Instant lastSeen) {}

    @Override
    public Outcome report(TenantId tenant, AgentId agent, Report report, Instant now) {
        String key = report.printer().key().toString();
        List<PrinterKey> former = report.printer().ties().formerKeys();
        Instant seen = report.printer().provenance().lastSeen();
        List<PrinterKey> moved =
                aliases.move(tenant, agent, former, report.printer().key(), seen);
        Optional<Known> known = sql.one(
                "SELECT agent_id, first_seen, last_seen FROM devices WHERE tenant_id = ? AND device_key = ?",
                row -> new Known(new AgentId(row.text("agent_id")), row.time("first_seen"), row.time("last_seen")),
                tenant.value(),
                key);
        boolean takesOver = known.filter(k -> !k.owner.equals(agent))
                .filter(k -> silent(tenant, key, k.owner, now))
                .isPresent();
        boolean counts = known.isEmpty() || takesOver || known.get().owner.equals(agent);
        boolean fresh = known.isEmpty() || !seen.isBefore(reportedSeen(tenant, key, known.get(), seen));
        if (counts && fresh) {
            store(tenant, agent, report, known, now);
        } else if (takesOver) {
            sql.run(
                    "UPDATE devices SET agent_id = ? WHERE tenant_id = ? AND device_key = ?",
                    agent.value(),
                    tenant.value(),
                    key);
        }
        seen(tenant, key, agent, report.printer().serialOrKey(), now);
        aliases.remember(tenant, agent, former, report.printer().key(), seen);
        AgentId owner = counts ? agent : known.get().owner;
        return new Outcome(known.isEmpty(), owner, takesOver ? known.map(Known::owner) : Optional.empty(), moved);
    }

    /// When the printer was seen by the report that the row shows. The row's own time may be later, because samples
    /// tell
    /// it, too; they must not make a report look old that was on its way longer.
    private Instant reportedSeen(TenantId tenant, String key, Known known, Instant seen) {
        if (!seen.isBefore(known.lastSeen)) {
            return known.lastSeen;
        }
        return sql.one(
                        "SELECT detail FROM devices WHERE tenant_id = ? AND device_key = ?",
                        row -> row.text("detail"),
                        tenant.value(),
                        key)
                .map(detail -> seen(detail, known.lastSeen))
                .orElse(known.lastSeen);
    }

    private static Instant seen(String detail, Instant absent) {
        try {
            return DeviceJson.decode(detail, absent).printer().provenance().lastSeen();
        } catch (IllegalStateException e) {
            return absent; // not readable: the next report that is newer mends it
        }
    }

    private boolean silent(TenantId tenant, String key, AgentId owner, Instant now) {
        Optional<Instant> last = sql.one(
                "SELECT last_reported FROM device_agents WHERE tenant_id = ? AND device_key = ? AND agent_id = ?",
                row -> row.time("last_reported"),
                tenant.value(),
                key,
                owner.value());
        return last.isEmpty() || last.get().plus(OWNER_SILENCE).isBefore(now);
    }

    private void store(TenantId tenant, AgentId agent, Report report, Optional<Known> known, Instant now) {
        DeviceColumns c = DeviceColumns.of(report.printer());
        Instant told = report.printer().provenance().firstSeen();
        Instant firstSeen =
                known.map(Known::firstSeen).filter(t -> t.isBefore(told)).orElse(told);
        Instant seen = report.printer().provenance().lastSeen();
        Instant lastSeen =
                known.map(Known::lastSeen).filter(t -> t.isAfter(seen)).orElse(seen);
        sql.run(
                UPSERT,
                tenant.value(),
                report.printer().key().toString(),
                agent.value(),
                report.printer().serialOrKey(),
                report.printer().identity().manufacturer(),
                report.printer().identity().model(),
                report.printer().network().hostname(),
                report.printer().network().address(),
                c.ipOrder(),
                report.printer().network().mac(),
                report.printer().provenance().location(),
                report.printer().identity().assetNumber(),
                report.printer().condition().status().word(),
                c.errors(),
                c.inError(),
                c.lowestPercent(),
                c.suppliesLow(),
                firstSeen,
                lastSeen,
                now,
                c.searchText(),
                report.consumables(),
                report.statusMessages(),
                report.rawData(),
                report.detail());
        List<Supply> inside = report.printer().inventory().supplies();
        supplies.replace(tenant, report.printer().key().toString(), inside, known.isPresent());
    }

    private void seen(TenantId tenant, String key, AgentId agent, String serial, Instant now) {
        sql.run(
                "INSERT INTO device_agents (tenant_id, device_key, agent_id, serial, first_reported, last_reported)"
                        + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (tenant_id, device_key, agent_id)"
                        + " DO UPDATE SET serial = excluded.serial, last_reported = excluded.last_reported",
                tenant.value(),
                key,
                agent.value(),
                serial,
                now,
                now);
    }

    @Override
    public Optional<PrinterKey> bySerial(TenantId tenant, AgentId agent, String serial) {
        return sql.one(
                        "SELECT device_key FROM device_agents WHERE agent_id = ? AND serial = ? AND tenant_id = ?"
                                + " ORDER BY last_reported DESC, device_key LIMIT 1",
                        row -> row.text("device_key"),
                        agent.value(),
                        serial,
                        tenant.value())
                .flatMap(PrinterKey::parse);
    }

    @Override
    public Optional<PrinterKey> nowKnownAs(TenantId tenant, AgentId agent, PrinterKey former, Instant at) {
        return aliases.resolve(tenant, agent, former, at);
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
        return sql.one(
                "SELECT " + DeviceList.COLUMNS + " FROM devices WHERE tenant_id = ? AND device_key = ?",
                DeviceList::row,
                tenant.value(),
                key.toString());
    }

    @Override
    public Optional<String> detail(TenantId tenant, PrinterKey key) {
        return sql.one(
                "SELECT detail FROM devices WHERE tenant_id = ? AND device_key = ?",
                row -> row.text("detail"),
                tenant.value(),
                key.toString());
    }

    @Override
    public List<Seen> seenBy(TenantId tenant, PrinterKey key) {
        return sql.list(
                "SELECT * FROM device_agents WHERE tenant_id = ? AND device_key = ?"
                        + " ORDER BY last_reported DESC, agent_id",
                row -> new Seen(
                        new AgentId(row.text("agent_id")), row.time("first_reported"), row.time("last_reported")),
                tenant.value(),
                key.toString());
    }
}
