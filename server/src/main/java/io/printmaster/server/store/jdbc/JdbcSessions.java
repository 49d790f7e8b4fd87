package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.Sessions;
import java.time.Instant;
import java.util.Optional;

final class JdbcSessions implements Sessions {
    private final Sql sql;

    JdbcSessions(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void add(Session s) {
        sql.run(
                "INSERT INTO sessions (session_id, user_id, created_at, last_used, expires_at, address)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                s.id(),
                s.userId(),
                s.createdAt(),
                s.lastUsed(),
                s.expiresAt(),
                s.address());
    }

    @Override
    public Optional<Session> find(String id) {
        return sql.one(
                "SELECT * FROM sessions WHERE session_id = ?",
                row -> new Session(
                        row.text("session_id"),
                        row.text("user_id"),
                        row.time("created_at"),
                        row.time("last_used"),
                        row.time("expires_at"),
                        row.text("address")),
                id);
    }

    @Override
    public void touch(String id, Instant now) {
        sql.run("UPDATE sessions SET last_used = ? WHERE session_id = ?", now, id);
    }

    @Override
    public void remove(String id) {
        sql.run("DELETE FROM sessions WHERE session_id = ?", id);
    }

    @Override
    public void removeOf(String userId, String keep) {
        sql.run("DELETE FROM sessions WHERE user_id = ? AND session_id <> ?", userId, keep);
    }

    @Override
    public int removeExpired(Instant idleSince, Instant now) {
        return sql.run("DELETE FROM sessions WHERE expires_at <= ? OR last_used <= ?", now, idleSince);
    }
}
