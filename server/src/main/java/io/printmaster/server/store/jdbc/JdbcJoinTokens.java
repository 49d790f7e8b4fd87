package io.printmaster.server.store.jdbc;

import io.printmaster.model.TenantId;
import io.printmaster.server.store.JoinTokens;
import io.printmaster.server.store.Scope;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class JdbcJoinTokens implements JoinTokens {
    private final Sql sql;

    JdbcJoinTokens(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void add(JoinToken t) {
        sql.run(
                "INSERT INTO join_tokens (token_id, token_hash, tenant_id, site, max_uses, uses, created_at, created_by,"
                        + " expires_at, revoked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                t.id(),
                t.hash(),
                t.tenant().value(),
                t.site(),
                t.maxUses(),
                t.uses(),
                t.createdAt(),
                t.createdBy(),
                t.expiresAt(),
                t.revokedAt());
    }

    @Override
    public Optional<JoinToken> find(String id) {
        return sql.one("SELECT * FROM join_tokens WHERE token_id = ?", JdbcJoinTokens::token, id);
    }

    @Override
    public boolean use(String id, Instant now) {
        return sql.run(
                        "UPDATE join_tokens SET uses = uses + 1 WHERE token_id = ? AND revoked_at IS NULL"
                                + " AND expires_at > ? AND (max_uses IS NULL OR uses < max_uses)",
                        id,
                        now)
                == 1;
    }

    @Override
    public boolean revoke(String id, Instant now) {
        return sql.run("UPDATE join_tokens SET revoked_at = ? WHERE token_id = ? AND revoked_at IS NULL", now, id) == 1;
    }

    @Override
    public List<JoinToken> list(Scope scope) {
        Conditions which = new Conditions().scope(scope);
        return sql.list(
                "SELECT * FROM join_tokens" + which.where() + " ORDER BY created_at DESC, token_id LIMIT 1000",
                JdbcJoinTokens::token,
                which.arguments());
    }

    private static JoinToken token(Row row) throws SQLException {
        return new JoinToken(
                row.text("token_id"),
                row.text("token_hash"),
                new TenantId(row.text("tenant_id")),
                row.text("site"),
                row.optionalInteger("max_uses"),
                row.integer("uses"),
                row.time("created_at"),
                row.text("created_by"),
                row.time("expires_at"),
                row.optionalTime("revoked_at"));
    }
}
