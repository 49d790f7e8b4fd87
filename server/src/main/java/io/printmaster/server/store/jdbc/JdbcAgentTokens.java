package io.printmaster.server.store.jdbc;

import io.printmaster.model.AgentId;
import io.printmaster.model.TenantId;
import io.printmaster.server.store.AgentTokens;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class JdbcAgentTokens implements AgentTokens {
    private final Sql sql;

    JdbcAgentTokens(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void add(String id, String hash, AgentId agent, Instant now) {
        sql.run(
                "INSERT INTO agent_tokens (token_id, token_hash, agent_id, created_at) VALUES (?, ?, ?, ?)",
                id,
                hash,
                agent.value(),
                now);
    }

    @Override
    public Optional<AgentToken> find(String id) {
        return sql.one(
                "SELECT t.*, a.tenant_id FROM agent_tokens t JOIN agents a ON a.agent_id = t.agent_id"
                        + " WHERE t.token_id = ?",
                row -> new AgentToken(
                        row.text("token_id"),
                        row.text("token_hash"),
                        new AgentId(row.text("agent_id")),
                        new TenantId(row.text("tenant_id")),
                        row.time("created_at"),
                        row.optionalTime("revoked_at"),
                        row.text("replaces")),
                id);
    }

    @Override
    public boolean isToBeExchanged(String id) {
        return sql.one(
                        "SELECT 1 FROM agent_tokens t JOIN agents a ON a.agent_id = t.agent_id"
                                + " WHERE t.token_id = ? AND a.rotation_asked_at >= t.created_at",
                        row -> true,
                        id)
                .isPresent();
    }

    @Override
    public void addNext(String id, String hash, AgentId agent, String replaces, Instant now) {
        sql.run(
                "UPDATE agent_tokens SET revoked_at = ? WHERE agent_id = ? AND replaces = ? AND revoked_at IS NULL",
                now,
                agent.value(),
                replaces);
        sql.run(
                "INSERT INTO agent_tokens (token_id, token_hash, agent_id, created_at, replaces) VALUES (?, ?, ?, ?, ?)",
                id,
                hash,
                agent.value(),
                now,
                replaces);
    }

    @Override
    public boolean takeOver(String id, Instant now) {
        sql.run(
                "UPDATE agent_tokens SET revoked_at = ? WHERE revoked_at IS NULL AND token_id ="
                        + " (SELECT n.replaces FROM agent_tokens n WHERE n.token_id = ?)",
                now,
                id);
        return sql.run("UPDATE agent_tokens SET replaces = '' WHERE token_id = ? AND replaces <> ''", id) > 0;
    }

    @Override
    public void askToExchange(AgentId agent, Instant now) {
        sql.run("UPDATE agents SET rotation_asked_at = ? WHERE agent_id = ?", now, agent.value());
    }

    @Override
    public int revokeAll(AgentId agent, String keep, Instant now) {
        return sql.run(
                "UPDATE agent_tokens SET revoked_at = ? WHERE agent_id = ? AND token_id <> ? AND revoked_at IS NULL",
                now,
                agent.value(),
                keep);
    }

    @Override
    public List<String> revokedSince(Instant since) {
        return sql.list("SELECT token_id FROM agent_tokens WHERE revoked_at >= ?", row -> row.text("token_id"), since);
    }
}
