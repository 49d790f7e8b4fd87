package io.printmaster.server.store.jdbc;

import io.printmaster.model.AgentId;
import io.printmaster.server.store.Batches;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

final class JdbcBatches implements Batches {
    private final Sql sql;

    JdbcBatches(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Batch> find(AgentId agent, UUID id) {
        return sql.one(
                "SELECT * FROM batches WHERE agent_id = ? AND batch_id = ?",
                row -> new Batch(agent, id, row.text("content_hash"), row.text("receipt"), row.time("stored_at")),
                agent.value(),
                id.toString());
    }

    @Override
    public void add(Batch b) {
        sql.run(
                "INSERT INTO batches (agent_id, batch_id, content_hash, receipt, stored_at) VALUES (?, ?, ?, ?, ?)",
                b.agent().value(),
                b.id().toString(),
                b.contentHash(),
                b.receipt(),
                b.storedAt());
    }

    @Override
    public int removeBefore(Instant before) {
        return sql.run(
                "DELETE FROM batches WHERE (agent_id, batch_id) IN (SELECT agent_id, batch_id FROM batches"
                        + " WHERE stored_at < ? ORDER BY stored_at LIMIT 10000)",
                before);
    }
}
