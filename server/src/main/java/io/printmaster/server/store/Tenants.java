package io.printmaster.server.store;

import io.printmaster.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The customers of a server.
public interface Tenants {
    /// One customer.
    record Tenant(TenantId id, String name, Instant createdAt) {}

    /// Adds it unless it is there.
    void add(TenantId id, String name, Instant now);

    Optional<Tenant> find(TenantId id);

    /// All, by id.
    List<Tenant> list(Scope scope);
}
