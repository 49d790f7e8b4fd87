package io.printmaster.server.store.jdbc;

import io.printmaster.model.AgentId;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.TenantId;
import io.printmaster.server.store.DeviceShape;
import io.printmaster.server.store.Tier;
import io.printmaster.server.store.jdbc.ListedRow.Heard;
import io.printmaster.server.store.jdbc.ListedRow.Metered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Follows devices whose key got stronger: moves what is kept under the former key, and remembers that it
/// leads to the new one. A former key only ever leads anywhere for the agents that had reported the device
/// under it, and only what the reporting agent owns is moved, so that no agent can lay hands on another's
/// device.
final class DeviceAliases {
    /// Former keys of one device that are remembered; a printer has a few in its life.
    private static final int MAX_ALIASES = 64;

    private static final String COPIED = "agent_id, serial, manufacturer, model, hostname, ip, ip_order, mac, location,"
            + " asset, status, errors, in_error, lowest_percent, supplies_low, search_text";
    private static final String COUNTERS = "sampled_at, total, mono, color, copy, print, scan, fax_in, fax_out, duplex,"
            + " large_format, other_counters, unit, toner_levels, supplies, reset";

    private static final String BUCKETS = "bucket, first_at, last_at, samples, resets, unit, total, mono, color,"
            + " total_pages, mono_pages, color_pages, counters, toner_last, toner_min, toner_at";
    private static final String LATER_THAN_ALL = "9999";

    private final Sql sql;
    private final DeviceIndex index;

    DeviceAliases(Sql sql, DeviceIndex index) {
        this.sql = sql;
        this.index = index;
    }

    /// What only lists hold of a device.
    private record Known(AgentId owner, Heard heard, Metered metered) {
        /// The device with the longer of both histories and the newer counters.
        Known joined(Known former) {
            String first = former.heard.firstSeen().compareTo(heard.firstSeen()) < 0
                    ? former.heard.firstSeen()
                    : heard.firstSeen();
            boolean newer = former.metered.at().compareTo(metered.at()) > 0;
            return new Known(owner, heard.with(first, heard.shape()), newer ? former.metered : metered);
        }

        /// The device under its new key, which has to tell itself in full.
        Known copied() {
            return new Known(owner, heard.with(heard.firstSeen(), DeviceShape.UNKNOWN), metered);
        }
    }

    private Optional<Known> known(TenantId tenant, String key) {
        return sql.one(
                "SELECT agent_id, " + Heard.COLUMNS + ", " + Metered.COLUMNS
                        + " FROM device_list WHERE tenant_id = ? AND device_key = ?",
                row -> new Known(new AgentId(row.text(1)), Heard.read(row, 2), Metered.read(row, 7)),
                tenant.value(),
                key);
    }

    /// As [#resolve] for many keys, of which mostly none leads anywhere.
    Map<PrinterKey, PrinterKey> resolveAll(TenantId tenant, AgentId agent, Map<PrinterKey, Instant> told) {
        Set<String> former = new HashSet<>(sql.listIn(
                "SELECT former_key FROM device_aliases WHERE tenant_id = ? AND agent_id = ? AND former_key IN ",
                told.keySet().stream().map(PrinterKey::toString).toList(),
                row -> row.text("former_key"),
                tenant.value(),
                agent.value()));
        Map<PrinterKey, PrinterKey> found = new LinkedHashMap<>();
        told.forEach((key, at) -> {
            if (former.contains(key.toString())) {
                resolve(tenant, agent, key, at).ifPresent(now -> found.put(key, now));
            }
        });
        return found;
    }

    /// The device that the agent's key leads to, told at that time. A serial that is told again after
    /// another took its place is a device of its own again: that board is in another printer now.
    private Optional<PrinterKey> resolve(TenantId tenant, AgentId agent, PrinterKey key, Instant at) {
        record Alias(String device, Instant since) {}
        Optional<Alias> alias = sql.one(
                "SELECT device_key, since FROM device_aliases WHERE tenant_id = ? AND agent_id = ? AND former_key = ?",
                row -> new Alias(row.text("device_key"), row.time("since")),
                tenant.value(),
                agent.value(),
                key.toString());
        if (alias.isPresent() && key.kind() == PrinterKey.Kind.SERIAL && at.isAfter(alias.get().since)) {
            sql.run(
                    "DELETE FROM device_aliases WHERE tenant_id = ? AND agent_id = ? AND former_key = ?",
                    tenant.value(),
                    agent.value(),
                    key.toString());
            return Optional.empty();
        }
        return alias.flatMap(a -> PrinterKey.parse(a.device));
    }

    /// Moves the agent's devices of these keys to the new one; those of other agents, and those that were
    /// seen later than the report that says so, stay.
    ///
    /// @param at the time of the report
    /// @return the keys whose devices were moved
    List<PrinterKey> move(TenantId tenant, AgentId agent, List<PrinterKey> former, PrinterKey now, Instant at) {
        List<PrinterKey> moved = new ArrayList<>();
        for (PrinterKey key : former) {
            Optional<Known> old = known(tenant, key.toString());
            if (old.isPresent()
                    && old.get().owner.equals(agent)
                    && old.get().heard.lastSeen().compareTo(Stamp.text(at)) <= 0) {
                move(tenant, key.toString(), old.get(), now.toString(), at);
                moved.add(key);
            }
        }
        return moved;
    }

    private void move(TenantId tenant, String from, Known old, String to, Instant at) {
        Optional<Known> present = known(tenant, to);
        index.forget(tenant, from);
        index.forget(tenant, to);
        if (present.isEmpty()) {
            copy("devices", COPIED, tenant, from, to);
            copy("device_details", "detail", tenant, from, to);
        }
        copy("device_agents", "agent_id, serial, first_reported, last_reported", tenant, from, to);
        copy("metrics", COUNTERS, tenant, from, to);
        moveTiers(tenant, from, to, present.isEmpty());
        sql.run(
                "UPDATE device_aliases SET device_key = ? WHERE tenant_id = ? AND device_key = ?",
                to,
                tenant.value(),
                from);
        for (AgentId agent : sql.list(
                "SELECT agent_id FROM device_agents WHERE tenant_id = ? AND device_key = ?",
                row -> new AgentId(row.text("agent_id")),
                tenant.value(),
                from)) {
            remember(tenant, agent, from, to, at);
        }
        sql.run("DELETE FROM devices WHERE tenant_id = ? AND device_key = ?", tenant.value(), from);
        Known now = present.map(p -> p.joined(old)).orElseGet(old::copied);
        index.make(tenant, to, now.heard, now.metered);
        // A device that takes a former key back does not lead to itself.
        sql.run("DELETE FROM device_aliases WHERE tenant_id = ? AND former_key = device_key", tenant.value());
    }

    /// What both have of one moment is told twice; that of the device under its new key stays.
    private void copy(String table, String columns, TenantId tenant, String from, String to) {
        sql.run(
                "INSERT INTO " + table + " (tenant_id, device_key, " + columns + ") SELECT tenant_id, ?, " + columns
                        + " FROM " + table + " WHERE tenant_id = ? AND device_key = ? ON CONFLICT DO NOTHING",
                to,
                tenant.value(),
                from);
    }

    /// A device that was not known under the new key takes its whole history along. Where both have one, the
    /// months before the present one's come along; what is newer is counted from the samples of both.
    private void moveTiers(TenantId tenant, String from, String to, boolean whole) {
        String first = whole
                ? LATER_THAN_ALL
                : sql.one(
                                "SELECT bucket FROM metric_months WHERE tenant_id = ? AND device_key = ?"
                                        + " ORDER BY bucket LIMIT 1",
                                row -> row.text("bucket"),
                                tenant.value(),
                                to)
                        .orElse(LATER_THAN_ALL);
        for (Tier tier : Tier.values()) {
            sql.run(
                    "INSERT INTO " + TierTables.table(tier) + " (tenant_id, device_key, " + BUCKETS
                            + ") SELECT tenant_id, ?, " + BUCKETS + " FROM " + TierTables.table(tier)
                            + " WHERE tenant_id = ? AND device_key = ? AND bucket < ? ON CONFLICT DO NOTHING",
                    to,
                    tenant.value(),
                    from,
                    first);
        }
        sql.run(
                "INSERT INTO metric_dirty (tenant_id, device_key, hour)"
                        + (whole
                                ? " SELECT tenant_id, ?, hour FROM metric_dirty"
                                : " SELECT DISTINCT tenant_id, ?, SUBSTR(sampled_at, 1, 13) || ':00:00.000Z' FROM metrics")
                        + " WHERE tenant_id = ? AND device_key = ? ON CONFLICT DO NOTHING",
                to,
                tenant.value(),
                from);
    }

    /// Remembers that what this agent still sends under the former keys belongs to the device; a repeat
    /// changes nothing.
    void remember(TenantId tenant, AgentId agent, List<PrinterKey> former, PrinterKey now, Instant at) {
        for (PrinterKey key : former) {
            if (known(tenant, key.toString()).isEmpty()) {
                remember(tenant, agent, key.toString(), now.toString(), at);
            }
        }
    }

    private void remember(TenantId tenant, AgentId agent, String former, String now, Instant at) {
        long known = sql.count(
                "SELECT COUNT(*) FROM device_aliases WHERE tenant_id = ? AND device_key = ?", tenant.value(), now);
        if (known < MAX_ALIASES) {
            sql.run(
                    "INSERT INTO device_aliases (tenant_id, agent_id, former_key, device_key, since)"
                            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (tenant_id, agent_id, former_key) DO UPDATE"
                            + " SET device_key = excluded.device_key, since = excluded.since"
                            + " WHERE device_aliases.device_key <> excluded.device_key",
                    tenant.value(),
                    agent.value(),
                    former,
                    now,
                    at);
        }
    }
}
