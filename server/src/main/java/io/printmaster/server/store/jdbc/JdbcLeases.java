package io.printmaster.server.store.jdbc;

import io.printmaster.server.store.Leases;
import java.util.Optional;

final class JdbcLeases implements Leases {
    private final Sql sql;

    JdbcLeases(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Lease> find(String name) {
        return sql.one(
                "SELECT * FROM leases WHERE name = ?",
                row -> new Lease(row.text("name"), row.text("holder"), row.number("renewal")),
                name);
    }

    @Override
    public boolean add(Lease lease) {
        return sql.run(
                        "INSERT INTO leases (name, holder, renewal) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING",
                        lease.name(),
                        lease.holder(),
                        lease.renewal())
                == 1;
    }

    @Override
    public boolean replace(Lease seen, Lease next) {
        return sql.run(
                        "UPDATE leases SET holder = ?, renewal = ? WHERE name = ? AND holder = ? AND renewal = ?",
                        next.holder(),
                        next.renewal(),
                        seen.name(),
                        seen.holder(),
                        seen.renewal())
                == 1;
    }

    @Override
    public void remove(String name, String holder) {
        sql.run("DELETE FROM leases WHERE name = ? AND holder = ?", name, holder);
    }
}
