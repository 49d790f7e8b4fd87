package io.printmaster.server.store.jdbc;

import io.printmaster.model.TenantId;
import io.printmaster.server.store.Role;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.StoreException;
import io.printmaster.server.store.Users;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class JdbcUsers implements Users {
    private final Sql sql;

    JdbcUsers(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void add(User u) {
        sql.run(
                "INSERT INTO users (user_id, name, role, tenant_id, password_hash, must_change, disabled, created_at,"
                        + " last_login) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                u.id(),
                u.name(),
                u.role().word(),
                u.tenant(),
                u.passwordHash(),
                u.mustChangePassword(),
                u.disabled(),
                u.createdAt(),
                u.lastLogin());
    }

    @Override
    public Optional<User> find(String id) {
        return sql.one("SELECT * FROM users WHERE user_id = ?", JdbcUsers::user, id);
    }

    @Override
    public Optional<User> byName(String name) {
        return sql.one("SELECT * FROM users WHERE name = ?", JdbcUsers::user, name);
    }

    @Override
    public void setPassword(String id, String passwordHash, boolean mustChange) {
        sql.run("UPDATE users SET password_hash = ?, must_change = ? WHERE user_id = ?", passwordHash, mustChange, id);
    }

    @Override
    public void setRole(String id, Role role) {
        sql.run("UPDATE users SET role = ? WHERE user_id = ?", role.word(), id);
    }

    @Override
    public void setDisabled(String id, boolean disabled) {
        sql.run("UPDATE users SET disabled = ? WHERE user_id = ?", disabled, id);
    }

    @Override
    public void loggedIn(String id, Instant now) {
        sql.run("UPDATE users SET last_login = ? WHERE user_id = ?", now, id);
    }

    @Override
    public List<User> list(Scope scope) {
        Conditions which = new Conditions().scope(scope);
        return sql.list("SELECT * FROM users" + which.where() + " ORDER BY name", JdbcUsers::user, which.arguments());
    }

    @Override
    public long count() {
        return sql.count("SELECT COUNT(*) FROM users");
    }

    private static User user(Row row) throws SQLException {
        return new User(
                row.text("user_id"),
                row.text("name"),
                Role.ofWord(row.text("role"))
                        .orElseThrow(() -> new StoreException(
                                StoreException.Kind.BROKEN, "a user has a role that this version does not know", null)),
                row.optionalText("tenant_id").map(TenantId::new),
                row.text("password_hash"),
                row.flag("must_change"),
                row.flag("disabled"),
                row.time("created_at"),
                row.optionalTime("last_login"));
    }
}
