package io.printmaster.server.store.jdbc;

import io.printmaster.model.TenantId;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.Tenants;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class JdbcTenants implements Tenants {
    private final Sql sql;

    JdbcTenants(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void add(TenantId id, String name, Instant now) {
        sql.run(
                "INSERT INTO tenants (tenant_id, name, created_at) VALUES (?, ?, ?) ON CONFLICT (tenant_id) DO NOTHING",
                id.value(),
                name,
                now);
    }

    @Override
    public Optional<Tenant> find(TenantId id) {
        return sql.one("SELECT * FROM tenants WHERE tenant_id = ?", JdbcTenants::tenant, id.value());
    }

    @Override
    public List<Tenant> list(Scope scope) {
        Conditions which = new Conditions().scope(scope);
        return sql.list(
                "SELECT * FROM tenants" + which.where() + " ORDER BY tenant_id",
                JdbcTenants::tenant,
                which.arguments());
    }

    private static Tenant tenant(Row row) throws SQLException {
        return new Tenant(new TenantId(row.text("tenant_id")), row.text("name"), row.time("created_at"));
    }
}
