package io.printmaster.server.store.jdbc;

import io.printmaster.model.AgentFacts;
import io.printmaster.model.AgentId;
import io.printmaster.model.TenantId;
import io.printmaster.server.store.PendingAgents;
import io.printmaster.server.store.Scope;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class JdbcPendingAgents implements PendingAgents {
    private static final int MAX = 1_000;

    private final Sql sql;

    JdbcPendingAgents(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void put(PendingAgent p) {
        sql.run(
                """
                INSERT INTO pending_agents (agent_id, tenant_id, join_token_id, name, version, hostname, ip, platform,
                    address, requested_at, approved_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (agent_id) DO UPDATE SET
                    approved_at = CASE WHEN pending_agents.join_token_id = excluded.join_token_id
                        THEN pending_agents.approved_at ELSE NULL END,
                    tenant_id = excluded.tenant_id, join_token_id = excluded.join_token_id, name = excluded.name,
                    version = excluded.version, hostname = excluded.hostname, ip = excluded.ip,
                    platform = excluded.platform, address = excluded.address, requested_at = excluded.requested_at
                """,
                p.agent().value(),
                p.tenant().value(),
                p.joinTokenId(),
                p.facts().name(),
                p.facts().version(),
                p.facts().hostname(),
                p.facts().ip(),
                p.facts().platform(),
                p.address(),
                p.requestedAt(),
                p.approvedAt());
        sql.run(
                "DELETE FROM pending_agents WHERE agent_id NOT IN (SELECT agent_id FROM pending_agents"
                        + " ORDER BY requested_at DESC, agent_id LIMIT ?)",
                MAX);
    }

    @Override
    public Optional<PendingAgent> find(AgentId agent) {
        return sql.one("SELECT * FROM pending_agents WHERE agent_id = ?", JdbcPendingAgents::pending, agent.value());
    }

    @Override
    public boolean approve(AgentId agent, Instant now) {
        return sql.run(
                        "UPDATE pending_agents SET approved_at = ? WHERE agent_id = ? AND approved_at IS NULL",
                        now,
                        agent.value())
                == 1;
    }

    @Override
    public boolean remove(AgentId agent) {
        return sql.run("DELETE FROM pending_agents WHERE agent_id = ?", agent.value()) == 1;
    }

    @Override
    public List<PendingAgent> list(Scope scope) {
        Conditions which = new Conditions().scope(scope);
        return sql.list(
                "SELECT * FROM pending_agents" + which.where() + " ORDER BY requested_at DESC, agent_id",
                JdbcPendingAgents::pending,
                which.arguments());
    }

    private static PendingAgent pending(Row row) throws SQLException {
        AgentFacts facts = new AgentFacts(
                row.text("name"),
                row.text("version"),
                "",
                row.text("hostname"),
                row.text("ip"),
                row.text("platform"),
                "",
                "",
                "",
                "",
                "",
                0,
                0);
        return new PendingAgent(
                new AgentId(row.text("agent_id")),
                new TenantId(row.text("tenant_id")),
                row.text("join_token_id"),
                facts,
                row.text("address"),
                row.time("requested_at"),
                row.optionalTime("approved_at"));
    }
}
