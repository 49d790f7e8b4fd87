package io.printmaster.server.store.jdbc;

import io.printmaster.model.AgentId;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.TenantId;
import io.printmaster.server.store.DeviceColumns;
import io.printmaster.server.store.DeviceShape;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Keeps what lists of devices are read from, in the commit of what changed: the narrow rows, the words
/// of the search, and the counts. Most reports change nothing of that but the time, and then nothing
/// else is written.
final class DeviceIndex {
    static final long UNKNOWN = Long.MAX_VALUE;
    /// A device without any word: distinguishes it from one whose words are not made yet.
    private static final String NO_WORD = "-";

    private final Sql sql;

    DeviceIndex(Sql sql) {
        this.sql = sql;
    }

    /// What is listed of a device, but for its counters.
    ///
    /// @param words empty for those that are listed already
    record Listed(
            AgentId owner,
            int number,
            String model,
            String serial,
            String status,
            String ipOrder,
            long supply,
            Instant lastSeen,
            String words) {

        /// @param renamed whether the words have to be made
        static Listed of(AgentId owner, Printer p, DeviceColumns c, Instant lastSeen, boolean renamed) {
            String model = p.identity().manufacturer() + " " + p.identity().model();
            return of(owner, p.condition().status(), c, model, p.serialOrKey(), lastSeen)
                    .saying(renamed ? words(p.serialOrKey(), c) : "");
        }

        private static String words(String serial, DeviceColumns c) {
            Set<String> words = DeviceWords.of(serial.toLowerCase(Locale.ROOT), c.searchText());
            return words.isEmpty() ? NO_WORD : DeviceWords.join(words);
        }

        private static Listed of(
                AgentId owner, PrinterStatus status, DeviceColumns c, String model, String serial, Instant lastSeen) {
            return new Listed(
                    owner,
                    DeviceClass.of(status, c.inError(), c.suppliesLow()),
                    model.toLowerCase(Locale.ROOT),
                    serial,
                    status.word(),
                    c.ipOrder(),
                    c.lowestPercent().isPresent() ? c.lowestPercent().getAsInt() : UNKNOWN,
                    lastSeen,
                    "");
        }

        private Listed saying(String others) {
            return new Listed(owner, number, model, serial, status, ipOrder, supply, lastSeen, others);
        }

        private boolean looksLike(Listed other) {
            return number == other.number
                    && model.equals(other.model)
                    && serial.equals(other.serial)
                    && status.equals(other.status)
                    && ipOrder.equals(other.ipOrder)
                    && supply == other.supply;
        }
    }

    private static final String LISTED = "SELECT device_key, agent_id, class, model_order, serial, status, ip_order,"
            + " supply_order, last_seen, words FROM device_list WHERE tenant_id = ? AND device_key IN ";

    private Map<String, Listed> listed(TenantId tenant, Collection<String> keys) {
        Map<String, Listed> all = new HashMap<>();
        record Entry(String key, Listed listed) {}
        sql.listIn(
                        LISTED,
                        keys,
                        row -> new Entry(
                                row.text(1),
                                new Listed(
                                        new AgentId(row.text(2)),
                                        row.integer("class"),
                                        row.text(4),
                                        row.text(5),
                                        row.text(6),
                                        row.text(7),
                                        row.number(8),
                                        Stamp.instant(row.text(9)),
                                        row.text(10))),
                        tenant.value())
                .forEach(entry -> all.put(entry.key, entry.listed));
        return all;
    }

    private Optional<Listed> listed(TenantId tenant, String key) {
        return Optional.ofNullable(listed(tenant, List.of(key)).get(key));
    }

    /// After devices were stored: lists them as they are now.
    void reported(TenantId tenant, SortedMap<String, Listed> devices) {
        Map<String, Listed> before = listed(tenant, devices.keySet());
        DeviceCounts counts = new DeviceCounts(sql, tenant);
        List<String> reclassed = new ArrayList<>();
        devices.forEach((key, reported) -> {
            Listed was = before.get(key);
            if (was == null) {
                insert(tenant, key, reported, OptionalLong.empty(), Optional.empty(), counts);
                return;
            }
            Listed now = reported.words.isEmpty() ? reported.saying(was.words) : reported;
            update(tenant, key, was, now);
            if (!was.words.equals(now.words)) {
                words(tenant, key, was.words, now.words);
            }
            if (was.number != now.number || !was.owner.equals(now.owner)) {
                counts.add(was.owner, was.number, -1, 0);
                counts.add(now.owner, now.number, 1, 0);
            }
            if (was.number != now.number) {
                reclassed.add(key);
            }
        });
        watchers(tenant, reclassed)
                .forEach((key, agents) -> agents.forEach(agent -> {
                    Listed was = before.get(key);
                    Listed now = devices.get(key);
                    if (was != null && now != null) {
                        counts.add(agent, was.number, 0, -1);
                        counts.add(agent, now.number, 0, 1);
                    }
                }));
        counts.write();
    }

    private void update(TenantId tenant, String key, Listed was, Listed now) {
        if (was.looksLike(now)) {
            if (!was.lastSeen.equals(now.lastSeen)) {
                sql.run(
                        "UPDATE device_list SET last_seen = ? WHERE tenant_id = ? AND device_key = ?",
                        now.lastSeen,
                        tenant.value(),
                        key);
            }
        } else {
            sql.run(
                    "UPDATE device_list SET class = ?, model_order = ?, serial = ?, status = ?, ip_order = ?,"
                            + " supply_order = ?, last_seen = ? WHERE tenant_id = ? AND device_key = ?",
                    now.number,
                    now.model,
                    now.serial,
                    now.status,
                    now.ipOrder,
                    now.supply,
                    now.lastSeen,
                    tenant.value(),
                    key);
        }
        if (!was.owner.equals(now.owner) || !was.words.equals(now.words)) {
            sql.run(
                    "UPDATE device_list SET agent_id = ?, words = ? WHERE tenant_id = ? AND device_key = ?",
                    now.owner.value(),
                    now.words,
                    tenant.value(),
                    key);
        }
    }

    private void insert(
            TenantId tenant,
            String key,
            Listed now,
            OptionalLong total,
            Optional<Instant> metersAt,
            DeviceCounts counts) {
        String at = metersAt.map(Stamp::text).orElse("");
        sql.run(
                "INSERT INTO device_list (tenant_id, device_key, agent_id, class, model_order, serial, status, ip_order,"
                        + " supply_order, pages_order, last_seen, meters_at, meters_day, words)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                tenant.value(),
                key,
                now.owner.value(),
                now.number,
                now.model,
                now.serial,
                now.status,
                now.ipOrder,
                now.supply,
                total.orElse(UNKNOWN),
                now.lastSeen,
                at,
                day(at),
                now.words);
        words(tenant, key, "", now.words);
        counts.add(now.owner, now.number, 1, 0);
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
        listed(tenant, keys).values().forEach(l -> counts.add(agent, l.number, 0, 1));
        counts.write();
    }

    /// After another agent became the owner.
    void owned(TenantId tenant, String key, AgentId owner) {
        listed(tenant, key)
                .ifPresent(l -> reported(
                        tenant,
                        new TreeMap<>(Map.of(
                                key,
                                new Listed(
                                        owner,
                                        l.number,
                                        l.model,
                                        l.serial,
                                        l.status,
                                        l.ipOrder,
                                        l.supply,
                                        l.lastSeen,
                                        l.words)))));
    }

    static String day(String stamp) {
        return stamp.isEmpty() ? "" : stamp.substring(0, 10);
    }

    /// Before a device's rows are moved away or filled from elsewhere: takes it out of lists and counts.
    void forget(TenantId tenant, String key) {
        Optional<Listed> was = listed(tenant, key);
        if (was.isEmpty()) {
            return;
        }
        DeviceCounts counts = new DeviceCounts(sql, tenant);
        counts.add(was.get().owner, was.get().number, -1, 0);
        for (AgentId agent : watchers(tenant, key)) {
            counts.add(agent, was.get().number, 0, -1);
        }
        counts.write();
        words(tenant, key, was.get().words, "");
        sql.run("DELETE FROM device_list WHERE tenant_id = ? AND device_key = ?", tenant.value(), key);
    }

    /// Puts a device that is in no list into them, as its rows say.
    void make(TenantId tenant, String key) {
        record Stored(Listed listed, OptionalLong total, Optional<Instant> metersAt) {}
        Optional<Stored> stored = sql.one(
                "SELECT agent_id, status, ip_order, in_error, lowest_percent, supplies_low, search_text, manufacturer,"
                        + " model, serial, last_seen, total_pages, meters_at FROM devices"
                        + " WHERE tenant_id = ? AND device_key = ?",
                row -> new Stored(stored(row), row.optionalNumber("total_pages"), row.optionalTime("meters_at")),
                tenant.value(),
                key);
        if (stored.isEmpty()) {
            return;
        }
        DeviceCounts counts = new DeviceCounts(sql, tenant);
        insert(tenant, key, stored.get().listed, stored.get().total, stored.get().metersAt, counts);
        for (AgentId agent : watchers(tenant, key)) {
            counts.add(agent, stored.get().listed.number, 0, 1);
        }
        counts.write();
    }

    private static Listed stored(Row row) throws SQLException {
        OptionalInt lowest = row.optionalInteger("lowest_percent");
        DeviceColumns columns = new DeviceColumns(
                row.text("ip_order"),
                "",
                row.flag("in_error"),
                lowest,
                row.flag("supplies_low"),
                row.text("search_text"),
                DeviceShape.UNKNOWN);
        String serial = row.text("serial");
        return Listed.of(
                        new AgentId(row.text("agent_id")),
                        PrinterStatus.ofWord(row.text("status")).orElse(PrinterStatus.UNKNOWN),
                        columns,
                        row.text("manufacturer") + " " + row.text("model"),
                        serial,
                        row.time("last_seen"))
                .saying(Listed.words(serial, columns));
    }

    /// Makes the words of devices that an earlier version stored.
    ///
    /// @return how many it did; fewer than max when none is left
    int makeWords(int max) {
        record Missing(TenantId tenant, String key) {}
        List<Missing> missing = sql.list(
                "SELECT tenant_id, device_key FROM device_list WHERE words = '' LIMIT ?",
                row -> new Missing(new TenantId(row.text("tenant_id")), row.text("device_key")),
                max);
        for (Missing one : missing) {
            forget(one.tenant, one.key);
            make(one.tenant, one.key);
        }
        return missing.size();
    }
}
