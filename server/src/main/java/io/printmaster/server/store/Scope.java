package io.printmaster.server.store;

import io.printmaster.model.TenantId;

/// Whose rows a query may see. Every list takes one, so that nobody forgets it.
public sealed interface Scope {
    /// Every tenant's.
    record Everyone() implements Scope {}

    /// One tenant's.
    record Only(TenantId tenant) implements Scope {}

    /// Whether a row of this tenant may be seen.
    default boolean covers(TenantId tenant) {
        return switch (this) {
            case Everyone e -> true;
            case Only only -> only.tenant.equals(tenant);
        };
    }
}
