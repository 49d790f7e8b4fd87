package io.printmaster.server.store.jdbc;

import io.printmaster.model.TenantId;
import io.printmaster.model.Text;
import io.printmaster.server.store.Audit;
import io.printmaster.server.store.Page;
import io.printmaster.server.store.PageRequest;
import io.printmaster.server.store.Scope;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

final class JdbcAudit implements Audit {
    private static final int MAX_DETAILS = 500;
    private static final String CURSOR = "audit-";

    private final Sql sql;
    private final RandomGenerator random;
    private int counter;

    JdbcAudit(Sql sql, RandomGenerator random) {
        this.sql = sql;
        this.random = random;
    }

    @Override
    public void add(Entry e) {
        sql.run(
                "INSERT INTO audit_log (timestamp, agent_id, action, details, ip_address, tenant_id, actor, id)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                Stamp.audit(e.at()),
                e.agentId(),
                e.action(),
                Text.clean(e.details(), MAX_DETAILS),
                e.ip(),
                e.tenant().value(),
                Text.clean(e.actor(), 120),
                newId(e.at()));
    }

    /// UUIDv7 (RFC 9562) with a counter, so that rows of one millisecond keep their order.
    private String newId(Instant at) {
        counter = (counter + 1) & 0xFFF;
        long high = at.toEpochMilli() << 16 | 0x7000 | counter;
        long low = random.nextLong() >>> 2 | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    @Override
    public Page<Entry> page(Scope scope, Filter filter, PageRequest request) {
        Conditions which = new Conditions().scope(scope);
        filter.agentId().ifPresent(a -> which.add("agent_id = ?", a));
        filter.actor().ifPresent(a -> which.add("actor = ?", a));
        filter.action().ifPresent(a -> which.add("action = ?", a));
        which.contains("LOWER(details)", filter.text());
        filter.from().ifPresent(t -> which.add("timestamp >= ?", Stamp.audit(t)));
        filter.to().ifPresent(t -> which.add("timestamp < ?", Stamp.audit(t)));
        long total = sql.count("SELECT COUNT(*) FROM audit_log" + which.where(), which.arguments());
        request.after()
                .ifPresent(after -> which.add(
                        "(timestamp, id) < (?, ?)",
                        Cursor.read(after, CURSOR, 2).toArray()));
        List<Keyed> rows = sql.list(
                "SELECT * FROM audit_log" + which.where() + " ORDER BY timestamp DESC, id DESC LIMIT ?",
                row -> new Keyed(entry(row), row.text("timestamp"), row.text("id")),
                which.arguments(request.limit() + 1));
        boolean more = rows.size() > request.limit();
        List<Keyed> shown = more ? rows.subList(0, request.limit()) : rows;
        return new Page<>(
                shown.stream().map(Keyed::entry).toList(),
                more
                        ? Optional.of(Cursor.of(CURSOR, List.of(shown.getLast().timestamp, shown.getLast().id)))
                        : Optional.empty(),
                total);
    }

    private record Keyed(Entry entry, String timestamp, String id) {}

    private static Entry entry(Row row) throws SQLException {
        return new Entry(
                Stamp.ofAudit(row.text("timestamp")),
                new TenantId(row.text("tenant_id")),
                row.text("agent_id"),
                row.text("actor"),
                row.text("action"),
                row.text("details"),
                row.text("ip_address"));
    }

    @Override
    public int removeBefore(Instant before, String action) {
        return sql.run(
                "DELETE FROM audit_log WHERE (tenant_id, id) IN (SELECT tenant_id, id FROM audit_log"
                        + " WHERE timestamp < ? AND (? = '' OR action = ?) ORDER BY timestamp LIMIT 10000)",
                Stamp.audit(before),
                action,
                action);
    }
}
