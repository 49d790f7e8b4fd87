package io.printmaster.server.store.jdbc;

import io.printmaster.model.AgentId;
import io.printmaster.model.TenantId;
import io.printmaster.server.store.Commands;
import io.printmaster.server.store.Scope;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

final class JdbcCommands implements Commands {
    private static final String ONE = " WHERE tenant_id = ? AND agent_id = ? AND command_id = ?";

    private final Sql sql;

    JdbcCommands(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void add(Command c) {
        sql.run(
                "INSERT INTO commands (tenant_id, agent_id, command_id, command, args, created_by, created_at,"
                        + " expires_at, state, work_done, work_total, found, message, result, claimed_by, updated_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                c.tenant().value(),
                c.agent().value(),
                c.id(),
                c.name(),
                c.args(),
                c.createdBy(),
                c.createdAt(),
                c.expiresAt(),
                c.state().word(),
                c.progress().done(),
                c.progress().total(),
                c.progress().found(),
                c.progress().message(),
                c.result(),
                c.claimedBy(),
                c.updatedAt());
    }

    @Override
    public Optional<Command> find(Scope scope, AgentId agent, String id) {
        Conditions which =
                new Conditions().scope(scope).add("agent_id = ?", agent.value()).add("command_id = ?", id);
        return sql.one("SELECT * FROM commands" + which.where(), JdbcCommands::command, which.arguments());
    }

    @Override
    public List<Command> recent(Scope scope, AgentId agent, int limit) {
        Conditions which = new Conditions().scope(scope).add("agent_id = ?", agent.value());
        return sql.list(
                "SELECT * FROM commands" + which.where() + " ORDER BY created_at DESC, command_id DESC LIMIT ?",
                JdbcCommands::command,
                which.arguments(limit));
    }

    @Override
    public List<Command> waiting(String server, Instant now, int limit) {
        return sql.list(
                "SELECT commands.* FROM commands JOIN channels ON channels.tenant_id = commands.tenant_id"
                        + " AND channels.agent_id = commands.agent_id WHERE commands.state = 'pending'"
                        + " AND commands.expires_at > ? AND channels.server_id = ?"
                        + " ORDER BY commands.command_id LIMIT ?",
                JdbcCommands::command,
                now,
                server,
                limit);
    }

    @Override
    public List<Command> unbegun(TenantId tenant, AgentId agent, Instant now, int limit) {
        return sql.list(
                "SELECT * FROM commands WHERE state IN ('pending', 'sent') AND tenant_id = ? AND agent_id = ?"
                        + " AND expires_at > ? ORDER BY command_id LIMIT ?",
                JdbcCommands::command,
                tenant.value(),
                agent.value(),
                now,
                limit);
    }

    @Override
    public boolean claim(Command c, String server, Instant now) {
        return sql.run(
                        "UPDATE commands SET state = 'sent', claimed_by = ?, updated_at = ?" + ONE
                                + " AND state = 'pending'",
                        server,
                        now,
                        c.tenant().value(),
                        c.agent().value(),
                        c.id())
                == 1;
    }

    @Override
    public void sendAgain(TenantId tenant, AgentId agent) {
        sql.run(
                "UPDATE commands SET state = 'pending' WHERE state IN ('sent', 'running') AND tenant_id = ?"
                        + " AND agent_id = ?",
                tenant.value(),
                agent.value());
    }

    @Override
    public boolean report(
            TenantId tenant, AgentId agent, String id, State state, Progress progress, String result, Instant now) {
        return sql.run(
                        "UPDATE commands SET state = ?, work_done = ?, work_total = ?, found = ?, message = ?,"
                                + " result = ?, updated_at = ?" + ONE
                                + " AND state IN ('pending', 'sent', 'running', 'expired')",
                        state.word(),
                        progress.done(),
                        progress.total(),
                        progress.found(),
                        progress.message(),
                        result,
                        now,
                        tenant.value(),
                        agent.value(),
                        id)
                == 1;
    }

    @Override
    public List<Command> overdue(Instant now, Instant silentSince, int limit) {
        return sql.list(
                "SELECT * FROM commands WHERE (state IN ('pending', 'sent') AND expires_at <= ?)"
                        + " OR (state = 'running' AND updated_at <= ?) ORDER BY command_id LIMIT ?",
                JdbcCommands::command,
                now,
                silentSince,
                limit);
    }

    @Override
    public boolean expire(Command c, String result, Instant now) {
        return sql.run(
                        "UPDATE commands SET state = 'expired', result = ?, updated_at = ?" + ONE
                                + " AND state IN ('pending', 'sent', 'running')",
                        result,
                        now,
                        c.tenant().value(),
                        c.agent().value(),
                        c.id())
                == 1;
    }

    @Override
    public int removeBefore(Instant before) {
        return sql.run(
                "DELETE FROM commands WHERE (tenant_id, agent_id, command_id) IN (SELECT tenant_id, agent_id,"
                        + " command_id FROM commands WHERE state IN ('done', 'failed', 'expired') AND created_at < ?"
                        + " LIMIT 10000)",
                before);
    }

    private static Command command(Row row) throws SQLException {
        return new Command(
                new TenantId(row.text("tenant_id")),
                new AgentId(row.text("agent_id")),
                row.text("command_id"),
                row.text("command"),
                row.text("args"),
                row.text("created_by"),
                row.time("created_at"),
                row.time("expires_at"),
                State.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
                new Progress(
                        row.number("work_done"), row.number("work_total"), row.integer("found"), row.text("message")),
                row.text("result"),
                row.text("claimed_by"),
                row.time("updated_at"));
    }
}
