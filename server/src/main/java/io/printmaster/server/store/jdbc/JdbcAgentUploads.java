package io.printmaster.server.store.jdbc;

import io.printmaster.model.AgentId;
import io.printmaster.server.store.AgentUploads;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

final class JdbcAgentUploads implements AgentUploads {
    private final Sql sql;

    JdbcAgentUploads(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void add(AgentId agent, Instant at, long records, long wireBytes, long plainBytes) {
        sql.run("""
                INSERT INTO agent_uploads (agent_id, hour, uploads, records, wire_bytes, plain_bytes)
                VALUES (?, ?, 1, ?, ?, ?)
                ON CONFLICT (agent_id, hour) DO UPDATE SET
                    uploads = agent_uploads.uploads + 1,
                    records = agent_uploads.records + excluded.records,
                    wire_bytes = agent_uploads.wire_bytes + excluded.wire_bytes,
                    plain_bytes = agent_uploads.plain_bytes + excluded.plain_bytes
                """, agent.value(), at.truncatedTo(ChronoUnit.HOURS), records, wireBytes, plainBytes);
    }

    @Override
    public List<Hour> history(AgentId agent, Instant from, Instant to) {
        return sql.list(
                "SELECT * FROM agent_uploads WHERE agent_id = ? AND hour >= ? AND hour < ? ORDER BY hour",
                row -> new Hour(
                        row.time("hour"),
                        row.number("uploads"),
                        row.number("records"),
                        row.number("wire_bytes"),
                        row.number("plain_bytes")),
                agent.value(),
                from,
                to);
    }

    @Override
    public int removeBefore(Instant before) {
        return sql.run(
                "DELETE FROM agent_uploads WHERE (agent_id, hour) IN (SELECT agent_id, hour FROM agent_uploads"
                        + " WHERE hour < ? ORDER BY hour LIMIT 10000)",
                before);
    }
}
