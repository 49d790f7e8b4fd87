package io.printmaster.server.store;

import io.printmaster.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// People who may sign in.
public interface Users {
    /// One of them.
    ///
    /// @param name               lower case, unique on the server
    /// @param tenant             the only tenant to be seen; empty for all
    /// @param passwordHash       Argon2id in PHC form
    /// @param mustChangePassword nothing else is allowed before
    record User(
            String id,
            String name,
            Role role,
            Optional<TenantId> tenant,
            String passwordHash,
            boolean mustChangePassword,
            boolean disabled,
            Instant createdAt,
            Optional<Instant> lastLogin) {

        /// What this person may see.
        public Scope scope() {
            return tenant.<Scope>map(Scope.Only::new).orElseGet(Scope.Everyone::new);
        }
    }

    /// Adds a person.
    ///
    /// @throws StoreException of kind CONSTRAINT when the name is taken
    void add(User user);

    Optional<User> find(String id);

    Optional<User> byName(String name);

    void setPassword(String id, String passwordHash, boolean mustChange);

    void setRole(String id, Role role);

    void setDisabled(String id, boolean disabled);

    void loggedIn(String id, Instant now);

    /// By name.
    List<User> list(Scope scope);

    long count();
}
