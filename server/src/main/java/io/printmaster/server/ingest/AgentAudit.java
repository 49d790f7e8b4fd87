package io.printmaster.server.ingest;

import io.printmaster.model.AgentId;
import io.printmaster.server.auth.Caller;
import io.printmaster.server.http.HttpProblem;
import io.printmaster.server.http.Request;
import io.printmaster.server.store.Audit;
import io.printmaster.server.store.Origin;
import io.printmaster.server.store.Store;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Audit rows of what agents do.
final class AgentAudit {
    private static final Logger LOG = LoggerFactory.getLogger(AgentAudit.class);

    private final Store store;
    private final Clock clock;

    AgentAudit(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /// A row for the transaction of what it tells of.
    Audit.Entry entry(Request request, String action, String details) {
        return entry(request.principal(Caller.Agent.class), request.remoteAddress(), action, details);
    }

    /// The same for what did not come as a request of its own.
    Audit.Entry entry(Caller.Agent caller, String address, String action, String details) {
        return new Audit.Entry(clock.instant(), caller.tenant(), caller.id().value(), "", action, details, address);
    }

    /// A row of its own.
    void alone(Request request, String action, String details) {
        store.write(Origin.of(request.principal(Caller.Agent.class).id()), tx -> {
            tx.audit().add(entry(request, action, details));
            return true;
        });
    }

    /// Refuses a body that names another agent than the token's: identity is the token, never the body.
    ///
    /// @throws HttpProblem 403 `other_agent`
    void requireOwn(Request request, Optional<AgentId> named) {
        requireOwn(request.principal(Caller.Agent.class), request.remoteAddress(), named);
    }

    /// The same for what did not come as a request of its own.
    void requireOwn(Caller.Agent caller, String address, Optional<AgentId> named) {
        if (named.isEmpty() || named.get().equals(caller.id())) {
            return;
        }
        store.write(tx -> {
            tx.audit().add(entry(caller, address, "forbidden", "Tried to send as agent " + named.get()));
            return true;
        });
        LOG.atWarn()
                .addKeyValue("agent_id", caller.id())
                .addKeyValue("named", named.get())
                .addKeyValue("ip", address)
                .log("Agent tried to send as another");
        throw HttpProblem.of(403, "other_agent", "The agent_id in the body is not this token's agent.");
    }
}
