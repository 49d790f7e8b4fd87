package io.printmaster.server.store.jdbc;

import io.printmaster.model.AgentId;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterStatus;
import io.printmaster.model.TenantId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
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

        static Listed of(AgentId owner, Printer p, DeviceColumns c, Instant lastSeen) {
            return of(
                    owner,
                    p.condition().status(),
                    c,
                    p.identity().manufacturer() + " " + p.identity().model(),
                    p.serialOrKey(),
                    lastSeen);
        }

        static Listed of(
                AgentId owner, PrinterStatus status, DeviceColumns c, String model, String serial, Instant lastSeen) {
            Set<String> words = DeviceWords.of(serial.toLowerCase(Locale.ROOT), c.searchText());
            return new Listed(
                    owner,
                    DeviceClass.of(status, c.inError(), c.suppliesLow()),
                    model.toLowerCase(Locale.ROOT),
                    serial,
                    status.word(),
                    c.ipOrder(),
                    c.lowestPercent().isPresent() ? c.lowestPercent().getAsInt() : UNKNOWN,
                    lastSeen,
                    words.isEmpty() ? NO_WORD : DeviceWords.join(words));
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

    private Optional<Listed> listed(TenantId tenant, String key) {
        return sql.one(
                "SELECT agent_id, class, model_order, serial, status, ip_order, supply_order, last_seen, words"
                        + " FROM device_list WHERE tenant_id = ? AND device_key = ?",
                row -> new Listed(
                        new AgentId(row.text("agent_id")),
                        row.integer("class"),
                        row.text("model_order"),
                        row.text("serial"),
                        row.text("status"),
                        row.text("ip_order"),
                        row.number("supply_order"),
                        row.time("last_seen"),
                        row.text("words")),
                tenant.value(),
                key);
    }

    /// After a device was stored: lists it as it is now.
    void reported(TenantId tenant, String key, Listed now) {
        Optional<Listed> before = listed(tenant, key);
        if (before.isEmpty()) {
            insert(tenant, key, now, OptionalLong.empty(), Optional.empty());
            return;
        }
        Listed was = before.get();
        update(tenant, key, was, now);
        if (!was.words.equals(now.words)) {
            words(tenant, key, was.words, now.words);
        }
        if (was.number != now.number || !was.owner.equals(now.owner)) {
            count(tenant, was.owner, was.number, -1, 0);
            count(tenant, now.owner, now.number, 1, 0);
        }
        if (was.number != now.number) {
            for (AgentId agent : watchers(tenant, key)) {
                count(tenant, agent, was.number, 0, -1);
                count(tenant, agent, now.number, 0, 1);
            }
        }
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

    private void insert(TenantId tenant, String key, Listed now, OptionalLong total, Optional<Instant> metersAt) {
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
        count(tenant, now.owner, now.number, 1, 0);
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

    private List<AgentId> watchers(TenantId tenant, String key) {
        return sql.list(
                "SELECT agent_id FROM device_agents WHERE tenant_id = ? AND device_key = ? ORDER BY agent_id",
                row -> new AgentId(row.text("agent_id")),
                tenant.value(),
                key);
    }

    private void count(TenantId tenant, AgentId agent, int number, int owned, int seen) {
        sql.run(
                "INSERT INTO device_counts (tenant_id, agent_id, class, owned, seen) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (tenant_id, agent_id, class) DO UPDATE SET"
                        + " owned = device_counts.owned + excluded.owned, seen = device_counts.seen + excluded.seen",
                tenant.value(),
                agent.value(),
                number,
                owned,
                seen);
    }

    /// After an agent was noted as one that sees the device, for the first time.
    void seen(TenantId tenant, String key, AgentId agent) {
        listed(tenant, key).ifPresent(l -> count(tenant, agent, l.number, 0, 1));
    }

    /// After another agent became the owner.
    void owned(TenantId tenant, String key, AgentId owner) {
        listed(tenant, key)
                .ifPresent(l -> reported(
                        tenant,
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
                                l.words)));
    }

    /// After the device got a newer sample.
    ///
    /// @param future a time from there on has not come yet
    void metered(TenantId tenant, String key, OptionalLong total, Instant at, String future) {
        record Meters(long total, String day, String seen) {}
        Optional<Meters> was = sql.one(
                "SELECT pages_order, meters_day, last_seen FROM device_list WHERE tenant_id = ? AND device_key = ?",
                row -> new Meters(row.number("pages_order"), row.text("meters_day"), row.text("last_seen")),
                tenant.value(),
                key);
        if (was.isEmpty()) {
            return;
        }
        String text = Stamp.text(at);
        sql.run(
                "UPDATE device_list SET meters_at = ? WHERE tenant_id = ? AND device_key = ?",
                text,
                tenant.value(),
                key);
        if (text.compareTo(was.get().seen) > 0 || was.get().seen.compareTo(future) > 0) {
            sql.run(
                    "UPDATE device_list SET last_seen = ? WHERE tenant_id = ? AND device_key = ?",
                    text,
                    tenant.value(),
                    key);
        }
        if (total.isPresent() && total.getAsLong() != was.get().total) {
            sql.run(
                    "UPDATE device_list SET pages_order = ? WHERE tenant_id = ? AND device_key = ?",
                    total,
                    tenant.value(),
                    key);
        }
        if (!day(text).equals(was.get().day)) {
            sql.run(
                    "UPDATE device_list SET meters_day = ? WHERE tenant_id = ? AND device_key = ?",
                    day(text),
                    tenant.value(),
                    key);
        }
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
        count(tenant, was.get().owner, was.get().number, -1, 0);
        for (AgentId agent : watchers(tenant, key)) {
            count(tenant, agent, was.get().number, 0, -1);
        }
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
        insert(tenant, key, stored.get().listed, stored.get().total, stored.get().metersAt);
        for (AgentId agent : watchers(tenant, key)) {
            count(tenant, agent, stored.get().listed.number, 0, 1);
        }
    }

    private static Listed stored(Row row) throws SQLException {
        OptionalInt lowest = row.optionalInteger("lowest_percent");
        DeviceColumns columns = new DeviceColumns(
                row.text("ip_order"),
                "",
                row.flag("in_error"),
                lowest,
                row.flag("supplies_low"),
                row.text("search_text"));
        return Listed.of(
                new AgentId(row.text("agent_id")),
                PrinterStatus.ofWord(row.text("status")).orElse(PrinterStatus.UNKNOWN),
                columns,
                row.text("manufacturer") + " " + row.text("model"),
                row.text("serial"),
                row.time("last_seen"));
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
