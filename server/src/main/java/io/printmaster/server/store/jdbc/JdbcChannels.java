package io.printmaster.server.store.jdbc;

import io.printmaster.model.AgentId;
import io.printmaster.model.TenantId;
import io.printmaster.server.store.Channels;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class JdbcChannels implements Channels {
    private final Sql sql;

    JdbcChannels(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void opened(Held channel, Instant now) {
        sql.run(
                "INSERT INTO channels (tenant_id, agent_id, server_id, channel_id, opened_at) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (tenant_id, agent_id) DO UPDATE SET server_id = excluded.server_id,"
                        + " channel_id = excluded.channel_id, opened_at = excluded.opened_at",
                channel.tenant().value(),
                channel.agent().value(),
                channel.server(),
                channel.channel(),
                now);
    }

    @Override
    public void closed(Held channel) {
        sql.run(
                "DELETE FROM channels WHERE tenant_id = ? AND agent_id = ? AND channel_id = ?",
                channel.tenant().value(),
                channel.agent().value(),
                channel.channel());
    }

    @Override
    public void clear(String server) {
        sql.run("DELETE FROM channels WHERE server_id = ?", server);
    }

    @Override
    public Optional<Held> find(AgentId agent) {
        return sql.one("SELECT * FROM channels WHERE agent_id = ?", JdbcChannels::held, agent.value());
    }

    @Override
    public List<Held> openedSince(Instant since) {
        return sql.list("SELECT * FROM channels WHERE opened_at >= ?", JdbcChannels::held, since);
    }

    private static Held held(Row row) throws SQLException {
        return new Held(
                new TenantId(row.text("tenant_id")),
                new AgentId(row.text("agent_id")),
                row.text("server_id"),
                row.text("channel_id"));
    }
}
