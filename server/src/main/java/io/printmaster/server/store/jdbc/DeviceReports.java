package io.printmaster.server.store.jdbc;

import io.printmaster.model.AgentId;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.TenantId;
import io.printmaster.server.store.DeviceColumns;
import io.printmaster.server.store.DeviceShape;
import io.printmaster.server.store.Devices;
import io.printmaster.server.store.Devices.Outcome;
import io.printmaster.server.store.Devices.Report;
import io.printmaster.server.store.Metrics;
import io.printmaster.server.store.jdbc.ListedRow.Heard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Stores what agents report. Reports of different devices are stored together: what is known of them is read at once,
/// and the rows are written by one statement for each kind of change. One that moves another device's history is stored
/// alone, because it changes what the next one finds.
final class DeviceReports {
    private static final String INSERT = """
            INSERT INTO devices (tenant_id, device_key, agent_id, serial, manufacturer, model, ip_order, status,
                hostname, ip, mac, location, asset, errors, in_error, lowest_percent, supplies_low, search_text)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (tenant_id, device_key) DO UPDATE SET
                agent_id = excluded.agent_id, serial = excluded.serial, manufacturer = excluded.manufacturer,
                model = excluded.model, ip_order = excluded.ip_order, status = excluded.status,
                hostname = excluded.hostname, ip = excluded.ip, mac = excluded.mac, location = excluded.location,
                asset = excluded.asset, errors = excluded.errors, in_error = excluded.in_error,
                lowest_percent = excluded.lowest_percent, supplies_low = excluded.supplies_low,
                search_text = excluded.search_text
            """;

    private static final String DETAIL = """
            INSERT INTO device_details (tenant_id, device_key, detail) VALUES (?, ?, ?)
            ON CONFLICT (tenant_id, device_key) DO UPDATE SET detail = excluded.detail
            """;

    private static final String TAKE_OVER = "UPDATE devices SET agent_id = ? WHERE tenant_id = ? AND device_key = ?";

    private static final String SEEN = """
            INSERT INTO device_agents (tenant_id, device_key, agent_id, serial, first_reported, last_reported)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (tenant_id, device_key, agent_id)
            DO UPDATE SET serial = excluded.serial, last_reported = excluded.last_reported
            """;

    private static final String SEEN_AGAIN =
            "UPDATE device_agents SET last_reported = ? WHERE tenant_id = ? AND device_key = ? AND agent_id = ?";

    private final Sql sql;
    private final DeviceAliases aliases;
    private final DeviceSupplies supplies;
    private final DeviceIndex index;

    DeviceReports(Sql sql, DeviceAliases aliases, DeviceIndex index) {
        this.sql = sql;
        this.aliases = aliases;
        this.index = index;
        this.supplies = new DeviceSupplies(sql);
    }

    /// What is stored of a device.
    private record Known(AgentId owner, String serial, Heard heard) {}

    /// The reports of one step, and the rows that come of them.
    ///
    /// @param stamp  of `now`
    /// @param future a time after it has not come yet
    private record Step(
            TenantId tenant,
            AgentId agent,
            Instant now,
            String stamp,
            String future,
            List<@Nullable Object[]> inserts,
            List<@Nullable Object[]> details,
            List<@Nullable Object[]> takeOvers,
            List<@Nullable Object[]> seen,
            List<@Nullable Object[]> seenAgain,
            List<DeviceSupplies.Inside> inside,
            ListedChanges listedAgain,
            SortedMap<String, ListedRow> listed,
            List<String> firstSeen) {
        Step(TenantId tenant, AgentId agent, Instant now, Sql sql) {
            this(
                    tenant,
                    agent,
                    now,
                    Stamp.text(now),
                    Stamp.text(now.plus(Metrics.AHEAD)),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    ListedChanges.ofList(sql),
                    new TreeMap<>(),
                    new ArrayList<>());
        }
    }

    List<Outcome> store(TenantId tenant, AgentId agent, List<Report> all, Instant now) {
        List<Outcome> outcomes = new ArrayList<>(all.size());
        for (List<Report> together : Devices.together(all, report -> report.printer())) {
            Step step = new Step(tenant, agent, now, sql);
            List<PrinterKey> moved = moved(step, together.getFirst().printer());
            Map<String, Known> known = known(tenant, together);
            for (Report report : together) {
                outcomes.add(decide(
                        step,
                        report,
                        Optional.ofNullable(known.get(report.printer().key().toString())),
                        moved));
            }
            write(step);
            Printer first = together.getFirst().printer();
            aliases.remember(
                    tenant,
                    agent,
                    first.ties().formerKeys(),
                    first.key(),
                    first.provenance().lastSeen());
        }
        return outcomes;
    }

    private List<PrinterKey> moved(Step step, Printer p) {
        return aliases.move(
                step.tenant,
                step.agent,
                p.ties().formerKeys(),
                p.key(),
                p.provenance().lastSeen());
    }

    private Map<String, Known> known(TenantId tenant, List<Report> reports) {
        record Entry(String key, Known known) {}
        Set<String> keys = new HashSet<>();
        reports.forEach(report -> keys.add(report.printer().key().toString()));
        Map<String, Known> all = new HashMap<>();
        sql.listIn(
                        "SELECT device_key, agent_id, serial, " + Heard.COLUMNS
                                + " FROM device_list WHERE tenant_id = ? AND device_key IN ",
                        keys,
                        row -> new Entry(
                                row.text(1), new Known(new AgentId(row.text(2)), row.text(3), Heard.read(row, 4))),
                        tenant.value())
                .forEach(entry -> all.put(entry.key, entry.known));
        return all;
    }

    private Outcome decide(Step step, Report report, Optional<Known> known, List<PrinterKey> moved) {
        Printer p = report.printer();
        String key = p.key().toString();
        boolean own = known.filter(k -> k.owner.equals(step.agent)).isPresent();
        boolean takesOver = known.isPresent() && !own && silent(step, key, known.get());
        boolean counts = known.isEmpty() || own || takesOver;
        String seen = Stamp.text(p.provenance().lastSeen());
        boolean fresh = known.isEmpty() || isFresh(step, known.get(), seen);
        if (counts && fresh) {
            change(step, report, seen, known, own);
        } else if (takesOver) {
            step.takeOvers.add(new @Nullable Object[] {step.agent.value(), step.tenant.value(), key});
        }
        if (takesOver) {
            Known before = known.get();
            step.seenAgain.add(seen(step, key, before.owner, lastHeard(step, key, before)));
        }
        String serial = p.serialOrKey();
        if (own && known.get().serial.equals(serial)) {
            // An owner's reports are noted in device_list, and in device_agents once an hour.
            if (!fresh || !Stamp.hour(known.get().heard.updatedAt()).equals(Stamp.hour(step.stamp))) {
                step.seenAgain.add(seen(step, key, step.agent, step.now));
            }
        } else {
            step.seen.add(
                    new @Nullable Object[] {step.tenant.value(), key, step.agent.value(), serial, step.now, step.now});
            if (known.isEmpty() || lastReported(step, key, step.agent).isEmpty()) {
                step.firstSeen.add(key);
            }
        }
        AgentId owner = counts ? step.agent : known.get().owner;
        return new Outcome(known.isEmpty(), owner, takesOver ? known.map(Known::owner) : Optional.empty(), moved);
    }

    private static @Nullable Object[] seen(Step step, String key, AgentId agent, Instant at) {
        return new @Nullable Object[] {at, step.tenant.value(), key, agent.value()};
    }

    /// Whether the printer was seen no earlier than by the report that the row shows. The row's own time may be
    /// later, because samples tell it, too; they must not make a report look old that was on its way longer. One
    /// that a wrong clock stamped with a time that has not come gives way to any.
    private static boolean isFresh(Step step, Known known, String seen) {
        return seen.compareTo(known.heard.reportedAt()) >= 0 || isFuture(step, known.heard.reportedAt());
    }

    private static boolean isFuture(Step step, String time) {
        return time.compareTo(step.future) > 0;
    }

    private Optional<Instant> lastReported(Step step, String key, AgentId agent) {
        return sql.one(
                "SELECT last_reported FROM device_agents WHERE tenant_id = ? AND device_key = ? AND agent_id = ?",
                row -> row.time("last_reported"),
                step.tenant.value(),
                key,
                agent.value());
    }

    /// When the owner reported the device.
    private Instant lastHeard(Step step, String key, Known known) {
        Instant listed = Stamp.instant(known.heard.updatedAt());
        return lastReported(step, key, known.owner)
                .filter(at -> at.isAfter(listed))
                .orElse(listed);
    }

    private boolean silent(Step step, String key, Known known) {
        return lastHeard(step, key, known).plus(Devices.OWNER_SILENCE).isBefore(step.now);
    }

    private static void change(Step step, Report report, String seen, Optional<Known> known, boolean own) {
        Printer p = report.printer();
        String key = p.key().toString();
        DeviceShape now = report.columns().shape();
        DeviceShape was = own ? known.get().heard.shape() : DeviceShape.UNKNOWN;
        String told = Stamp.text(p.provenance().firstSeen());
        String firstSeen = known.map(k -> k.heard.firstSeen())
                .filter(t -> t.compareTo(told) < 0)
                .orElse(told);
        String lastSeen = known.map(k -> k.heard.lastSeen())
                .filter(t -> t.compareTo(seen) > 0 && !isFuture(step, t))
                .orElse(seen);
        Heard heard = new Heard(firstSeen, lastSeen, seen, step.stamp, now);
        if (was.names().equals(now.names()) && was.state().equals(now.state())) {
            step.listedAgain.add(step.tenant, key, known.get().heard.changed(new ListedChanges.Columns(), heard));
        } else {
            step.inserts.add(whole(step, report));
            boolean renamed = !was.names().equals(now.names());
            step.listed.put(key, ListedRow.of(step.agent, p, report.columns(), heard, renamed));
        }
        if (!was.detail().equals(now.detail())) {
            step.details.add(new @Nullable Object[] {step.tenant.value(), key, report.detail()});
        }
        if (!was.supplies().equals(now.supplies())) {
            step.inside.add(new DeviceSupplies.Inside(key, p.inventory().supplies(), known.isPresent()));
        }
    }

    private static @Nullable Object[] whole(Step step, Report report) {
        Printer p = report.printer();
        DeviceColumns c = report.columns();
        return new @Nullable Object[] {
            step.tenant.value(),
            p.key().toString(),
            step.agent.value(),
            p.serialOrKey(),
            p.identity().manufacturer(),
            p.identity().model(),
            c.ipOrder(),
            p.condition().status().word(),
            p.network().hostname(),
            p.network().address(),
            p.network().mac(),
            p.provenance().location(),
            p.identity().assetNumber(),
            c.errors(),
            c.inError(),
            c.lowestPercent(),
            c.suppliesLow(),
            c.searchText()
        };
    }

    /// Rows of one table in the order of their keys, so that two writers cannot wait for each other.
    private void write(Step step) {
        step.inserts.sort(byKey(1));
        step.details.sort(byKey(1));
        sql.batch(INSERT, step.inserts);
        sql.batch(DETAIL, step.details);
        sql.batch(TAKE_OVER, step.takeOvers);
        // Before the agent is noted as one that sees a device: a change of class counts for those that were noted.
        index.reported(step.tenant, step.listed);
        step.listedAgain.write();
        step.takeOvers.forEach(row -> index.owned(step.tenant, String.valueOf(row[2]), step.agent));
        sql.batch(SEEN, step.seen);
        sql.batch(SEEN_AGAIN, step.seenAgain);
        supplies.replace(step.tenant, step.inside);
        index.seen(step.tenant, step.firstSeen, step.agent);
    }

    private static Comparator<@Nullable Object[]> byKey(int column) {
        return Comparator.comparing(row -> String.valueOf(row[column]));
    }
}
