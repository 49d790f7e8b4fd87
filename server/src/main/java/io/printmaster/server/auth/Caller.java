package io.printmaster.server.auth;

import io.printmaster.model.AgentId;
import io.printmaster.model.TenantId;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.Users;

/// Who a request comes from, proven.
public sealed interface Caller {

    /// An agent.
    ///
    /// @param tokenId not secret
    record Agent(AgentId id, TenantId tenant, String tokenId) implements Caller {}

    /// A signed-in person.
    ///
    /// @param sessionId of the store, not the cookie
    /// @param csrfToken to put in forms (`csrf_token`) and in the header `X-CSRF-Token`
    record Person(Users.User user, String sessionId, String csrfToken) implements Caller {
        /// What this person may see.
        public Scope scope() {
            return user.scope();
        }
    }
}
