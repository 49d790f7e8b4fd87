package io.printmaster.server.store.jdbc;

import io.printmaster.model.AgentId;
import io.printmaster.model.TenantId;
import io.printmaster.server.store.jdbc.ListedRow.Heard;
import io.printmaster.server.store.jdbc.ListedRow.Metered;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Keeps what lists of devices are read from, in the commit of what changed: the narrow rows, the words
/// of the search, and the counts. Most reports change nothing of that but the time, and then nothing
/// else is written.
final class DeviceIndex {
    private static final Metered NO_METERS = new Metered(OptionalLong.empty(), "", "");

    private final Sql sql;

    DeviceIndex(Sql sql) {
        this.sql = sql;
    }

    private static final String LISTED = "SELECT device_key, " + ListedRow.COLUMNS + ", " + ListedRow.Heard.COLUMNS
            + " FROM device_list WHERE tenant_id = ? AND device_key IN ";

    private Map<String, ListedRow> listed(TenantId tenant, Collection<String> keys) {
        Map<String, ListedRow> all = new HashMap<>();
        record Entry(String key, ListedRow listed) {}
        sql.listIn(LISTED, keys, row -> new Entry(row.text(1), ListedRow.read(row, 2)), tenant.value())
                .forEach(entry -> all.put(entry.key, entry.listed));
        return all;
    }

    private Optional<ListedRow> listed(TenantId tenant, String key) {
        return Optional.ofNullable(listed(tenant, List.of(key)).get(key));
    }

    /// After devices were stored: lists them as they are now.
    void reported(TenantId tenant, SortedMap<String, ListedRow> devices) {
        Map<String, ListedRow> before = listed(tenant, devices.keySet());
        DeviceCounts counts = new DeviceCounts(sql, tenant);
        ListedChanges changes = ListedChanges.ofList(sql);
        ListedChanges moved = ListedChanges.ofOrder(sql);
        List<String> reclassed = new ArrayList<>();
        devices.forEach((key, reported) -> {
            ListedRow was = before.get(key);
            if (was == null) {
                insert(tenant, key, reported, NO_METERS, counts);
                return;
            }
            ListedRow now = reported.words().isEmpty() ? reported.saying(was.words()) : reported;
            changes.add(tenant, key, was.changed(now));
            moved.add(tenant, key, was.reordered(new ListedChanges.Columns(), now));
            if (!was.words().equals(now.words())) {
                words(tenant, key, was.words(), now.words());
            }
            if (was.number() != now.number() || !was.owner().equals(now.owner())) {
                counts.add(was.owner(), was.number(), -1, 0);
                counts.add(now.owner(), now.number(), 1, 0);
            }
            if (was.number() != now.number()) {
                reclassed.add(key);
            }
        });
        changes.write();
        moved.write();
        watchers(tenant, reclassed)
                .forEach((key, agents) -> agents.forEach(agent -> {
                    ListedRow was = before.get(key);
                    ListedRow now = devices.get(key);
                    if (was != null && now != null) {
                        counts.add(agent, was.number(), 0, -1);
                        counts.add(agent, now.number(), 0, 1);
                    }
                }));
        counts.write();
    }

    private void insert(TenantId tenant, String key, ListedRow now, Metered metered, DeviceCounts counts) {
        Heard heard = now.heard();
        sql.run(
                "INSERT INTO device_list (tenant_id, device_key, " + ListedRow.COLUMNS + ", " + Heard.COLUMNS + ", "
                        + Metered.COLUMNS
                        + ", meters_day) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                tenant.value(),
                key,
                now.owner().value(),
                now.number(),
                now.model(),
                now.serial(),
                now.status(),
                now.ipOrder(),
                now.supply(),
                now.words(),
                heard.firstSeen(),
                heard.lastSeen(),
                heard.reportedAt(),
                heard.updatedAt(),
                heard.shape().text(),
                metered.order(),
                metered.at(),
                metered.counters(),
                ListedRow.day(metered.at()));
        sql.run(
                "INSERT INTO device_order (tenant_id, device_key, " + ListedRow.ORDER
                        + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                tenant.value(),
                key,
                now.number(),
                now.model(),
                now.serial(),
                now.status(),
                now.ipOrder(),
                now.supply());
        words(tenant, key, "", now.words());
        counts.add(now.owner(), now.number(), 1, 0);
    }

    private void words(TenantId tenant, String key, String before, String now) {
        Set<String> gone = new HashSet<>(DeviceWords.split(before));
        Set<String> fresh = new HashSet<>(DeviceWords.split(now));
        gone.removeAll(fresh);
        fresh.removeAll(DeviceWords.split(before));
        sql.batch(
                "DELETE FROM device_words WHERE tenant_id = ? AND device_key = ? AND word = ?",
                rows(tenant, key, gone));
        sql.batch(
                "INSERT INTO device_words (tenant_id, device_key, word) VALUES (?, ?, ?)"
                        + " ON CONFLICT (word, tenant_id, device_key) DO NOTHING",
                rows(tenant, key, fresh));
    }

    private static List<@Nullable Object[]> rows(TenantId tenant, String key, Set<String> words) {
        List<@Nullable Object[]> rows = new ArrayList<>(words.size());
        words.forEach(word -> rows.add(new @Nullable Object[] {tenant.value(), key, word}));
        return rows;
    }

    /// Who sees these devices.
    private Map<String, List<AgentId>> watchers(TenantId tenant, Collection<String> keys) {
        record Entry(String key, AgentId agent) {}
        Map<String, List<AgentId>> all = new TreeMap<>();
        sql.listIn(
                        "SELECT device_key, agent_id FROM device_agents WHERE tenant_id = ? AND device_key IN ",
                        keys,
                        row -> new Entry(row.text(1), new AgentId(row.text(2))),
                        tenant.value())
                .forEach(entry ->
                        all.computeIfAbsent(entry.key, key -> new ArrayList<>()).add(entry.agent));
        return all;
    }

    private List<AgentId> watchers(TenantId tenant, String key) {
        return watchers(tenant, List.of(key)).getOrDefault(key, List.of());
    }

    /// After an agent was noted as one that sees the devices, for the first time.
    void seen(TenantId tenant, Collection<String> keys, AgentId agent) {
        DeviceCounts counts = new DeviceCounts(sql, tenant);
        listed(tenant, keys).values().forEach(l -> counts.add(agent, l.number(), 0, 1));
        counts.write();
    }

    /// After another agent became the owner.
    void owned(TenantId tenant, String key, AgentId owner) {
        listed(tenant, key).ifPresent(l -> reported(tenant, new TreeMap<>(Map.of(key, l.ownedBy(owner)))));
    }

    /// Before a device's rows are moved away or filled from elsewhere: takes it out of lists and counts.
    void forget(TenantId tenant, String key) {
        Optional<ListedRow> was = listed(tenant, key);
        if (was.isEmpty()) {
            return;
        }
        DeviceCounts counts = new DeviceCounts(sql, tenant);
        counts.add(was.get().owner(), was.get().number(), -1, 0);
        for (AgentId agent : watchers(tenant, key)) {
            counts.add(agent, was.get().number(), 0, -1);
        }
        counts.write();
        words(tenant, key, was.get().words(), "");
        sql.run("DELETE FROM device_list WHERE tenant_id = ? AND device_key = ?", tenant.value(), key);
        sql.run("DELETE FROM device_order WHERE tenant_id = ? AND device_key = ?", tenant.value(), key);
    }

    /// Puts a device that is in no list into them, as its row says, with what only lists hold.
    void make(TenantId tenant, String key, Heard heard, Metered metered) {
        Optional<ListedRow> stored = sql.one(
                "SELECT " + ListedRow.OF_DEVICES + " FROM devices WHERE tenant_id = ? AND device_key = ?",
                row -> ListedRow.ofDevice(row, heard),
                tenant.value(),
                key);
        if (stored.isEmpty()) {
            return;
        }
        DeviceCounts counts = new DeviceCounts(sql, tenant);
        insert(tenant, key, stored.get(), metered, counts);
        for (AgentId agent : watchers(tenant, key)) {
            counts.add(agent, stored.get().number(), 0, 1);
        }
        counts.write();
    }

    /// Makes the words of devices that an earlier version stored.
    ///
    /// @return how many it did; fewer than max when none is left
    int makeWords(int max) {
        record Missing(TenantId tenant, String key, String words) {}
        List<Missing> missing = sql.list(
                "SELECT d.tenant_id, d.device_key, d.serial, d.search_text FROM device_list l JOIN devices d"
                        + " ON d.tenant_id = l.tenant_id AND d.device_key = l.device_key WHERE l.words = '' LIMIT ?",
                row -> new Missing(
                        new TenantId(row.text("tenant_id")),
                        row.text("device_key"),
                        ListedRow.words(row.text("serial"), row.text("search_text"))),
                max);
        ListedChanges changes = ListedChanges.ofList(sql);
        for (Missing one : missing) {
            words(one.tenant, one.key, "", one.words);
            changes.add(one.tenant, one.key, new ListedChanges.Columns().set("words", "", one.words));
        }
        changes.write();
        return missing.size();
    }
}
