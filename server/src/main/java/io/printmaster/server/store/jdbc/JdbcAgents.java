package io.printmaster.server.store.jdbc;

import io.printmaster.model.AgentFacts;
import io.printmaster.model.AgentId;
import io.printmaster.model.TenantId;
import io.printmaster.server.store.AgentRow;
import io.printmaster.server.store.Agents;
import io.printmaster.server.store.Page;
import io.printmaster.server.store.PageRequest;
import io.printmaster.server.store.Scope;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class JdbcAgents implements Agents {
    private static final String INSERT = """
            INSERT INTO agents (agent_id, tenant_id, site, name, version, protocol_version, hostname, ip, platform,
                os_version, architecture, build_type, git_commit, runtime, cpus, memory_mb, status, address,
                first_seen, last_seen, upload_health)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'registered', ?, ?, ?, '')
            ON CONFLICT (agent_id) DO UPDATE SET
                site = CASE WHEN excluded.site <> '' THEN excluded.site ELSE agents.site END,
                status = 'registered', revoked_at = NULL
            """;

    /// What is not told (empty or 0) leaves what is known.
    private static final String FACTS = """
            UPDATE agents SET
                name = COALESCE(NULLIF(?, ''), name),
                version = COALESCE(NULLIF(?, ''), version),
                protocol_version = COALESCE(NULLIF(?, ''), protocol_version),
                hostname = COALESCE(NULLIF(?, ''), hostname),
                ip = COALESCE(NULLIF(?, ''), ip),
                platform = COALESCE(NULLIF(?, ''), platform),
                os_version = COALESCE(NULLIF(?, ''), os_version),
                architecture = COALESCE(NULLIF(?, ''), architecture),
                build_type = COALESCE(NULLIF(?, ''), build_type),
                git_commit = COALESCE(NULLIF(?, ''), git_commit),
                runtime = COALESCE(NULLIF(?, ''), runtime),
                cpus = COALESCE(NULLIF(?, 0), cpus),
                memory_mb = COALESCE(NULLIF(?, 0), memory_mb),
                address = COALESCE(NULLIF(?, ''), address),
                last_seen = ?""";

    private static final String BEAT = FACTS + """
            , status = ?, last_heartbeat = ?,
                device_count = COALESCE(?, device_count),
                upload_health = COALESCE(?, upload_health),
                clock_skew_seconds = COALESCE(?, clock_skew_seconds)""";

    private static final String OF = " WHERE agent_id = ?";

    private final Sql sql;

    JdbcAgents(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<AgentRow> find(AgentId id) {
        return sql.one("SELECT * FROM agents WHERE agent_id = ?", JdbcAgents::agent, id.value());
    }

    @Override
    public void register(AgentId id, TenantId tenant, String site, AgentFacts f, String address, Instant now) {
        sql.run(
                INSERT,
                id.value(),
                tenant.value(),
                site,
                f.name(),
                f.version(),
                f.protocolVersion(),
                f.hostname(),
                f.ip(),
                f.platform(),
                f.osVersion(),
                f.architecture(),
                f.buildType(),
                f.gitCommit(),
                f.runtime(),
                f.cpus(),
                f.memoryMb(),
                address,
                now,
                now);
        facts(id, f, address, now);
    }

    private void facts(AgentId id, AgentFacts f, String address, Instant now) {
        List<@Nullable Object> arguments = arguments(f, address, now);
        arguments.add(id.value());
        sql.run(FACTS + OF, arguments.toArray());
    }

    /// Of [#FACTS].
    private static List<@Nullable Object> arguments(AgentFacts f, String address, Instant now) {
        return new ArrayList<>(List.of(
                f.name(),
                f.version(),
                f.protocolVersion(),
                f.hostname(),
                f.ip(),
                f.platform(),
                f.osVersion(),
                f.architecture(),
                f.buildType(),
                f.gitCommit(),
                f.runtime(),
                f.cpus(),
                f.memoryMb(),
                address,
                now));
    }

    @Override
    public boolean heartbeat(AgentId id, Beat beat) {
        List<@Nullable Object> arguments = arguments(beat.facts(), beat.address(), beat.at());
        arguments.addAll(List.of(
                beat.status(),
                beat.at(),
                beat.deviceCount(),
                beat.uploadHealth(),
                beat.clockSkewSeconds(),
                id.value()));
        return sql.run(BEAT + OF, arguments.toArray()) > 0;
    }

    @Override
    public void synced(AgentId id, boolean devices, String address, Instant now) {
        String column = devices ? "last_device_sync" : "last_metrics_sync";
        sql.run(
                "UPDATE agents SET " + column + " = ?, last_seen = ?, address = COALESCE(NULLIF(?, ''), address)"
                        + " WHERE agent_id = ?",
                now,
                now,
                address,
                id.value());
    }

    @Override
    public boolean revoke(AgentId id, Instant now) {
        return sql.run(
                        "UPDATE agents SET status = 'revoked', revoked_at = ? WHERE agent_id = ? AND revoked_at IS NULL",
                        now,
                        id.value())
                > 0;
    }

    @Override
    public Page<AgentRow> page(Scope scope, Filter filter, Sort sort, boolean descending, PageRequest request) {
        String column = switch (sort) {
            case ID -> "agent_id";
            case NAME -> "LOWER(name)";
            case SITE -> "LOWER(site)";
            case VERSION -> "version";
            case LAST_HEARTBEAT -> "COALESCE(last_heartbeat, '')";
        };
        Conditions which = conditions(scope, filter);
        long total = sql.count("SELECT COUNT(*) FROM agents" + which.where(), which.arguments());
        String cursorSort = "agents." + sort + (descending ? "-" : "+");
        request.after().ifPresent(after -> {
            List<String> values = Cursor.read(after, cursorSort, 2);
            which.add("(" + column + ", agent_id) " + (descending ? "<" : ">") + " (?, ?)", values.toArray());
        });
        String order = descending ? " DESC" : "";
        List<Keyed> rows = sql.list(
                "SELECT agents.*, " + column + " AS sort_value FROM agents" + which.where() + " ORDER BY " + column
                        + order + ", agent_id" + order + " LIMIT ?",
                row -> new Keyed(agent(row), row.text("sort_value")),
                which.arguments(request.limit() + 1));
        boolean more = rows.size() > request.limit();
        List<Keyed> shown = more ? rows.subList(0, request.limit()) : rows;
        return new Page<>(
                shown.stream().map(Keyed::agent).toList(),
                more
                        ? Optional.of(Cursor.of(
                                cursorSort,
                                List.of(
                                        shown.getLast().sortValue,
                                        shown.getLast().agent.id().value())))
                        : Optional.empty(),
                total);
    }

    private record Keyed(AgentRow agent, String sortValue) {}

    @Override
    public long count(Scope scope, Filter filter) {
        Conditions which = conditions(scope, filter);
        return sql.count("SELECT COUNT(*) FROM agents" + which.where(), which.arguments());
    }

    private static Conditions conditions(Scope scope, Filter filter) {
        Conditions which = new Conditions().scope(scope);
        which.contains(
                "LOWER(agent_id || ' ' || name || ' ' || hostname || ' ' || ip || ' ' || address || ' ' || site)",
                filter.text());
        filter.heartbeatBefore().ifPresent(t -> which.add("(last_heartbeat IS NULL OR last_heartbeat < ?)", t));
        filter.heartbeatSince().ifPresent(t -> which.add("last_heartbeat >= ?", t));
        filter.revoked().ifPresent(r -> which.add(r ? "revoked_at IS NOT NULL" : "revoked_at IS NULL"));
        return which;
    }

    private static AgentRow agent(Row row) throws SQLException {
        return new AgentRow(
                new AgentId(row.text("agent_id")),
                new TenantId(row.text("tenant_id")),
                row.text("site"),
                new AgentFacts(
                        row.text("name"),
                        row.text("version"),
                        row.text("protocol_version"),
                        row.text("hostname"),
                        row.text("ip"),
                        row.text("platform"),
                        row.text("os_version"),
                        row.text("architecture"),
                        row.text("build_type"),
                        row.text("git_commit"),
                        row.text("runtime"),
                        row.integer("cpus"),
                        row.number("memory_mb")),
                row.text("status"),
                row.text("address"),
                row.time("first_seen"),
                row.time("last_seen"),
                row.optionalTime("last_heartbeat"),
                row.optionalTime("last_device_sync"),
                row.optionalTime("last_metrics_sync"),
                row.optionalInteger("device_count"),
                row.text("upload_health"),
                row.optionalInteger("clock_skew_seconds"),
                row.optionalTime("revoked_at"));
    }
}
