package io.printmaster.server.fleet;

import io.printmaster.model.AgentId;
import io.printmaster.server.store.AgentRow;
import io.printmaster.server.store.AgentUploads;
import io.printmaster.server.store.Audit;
import io.printmaster.server.store.PageRequest;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// Questions about one agent; empty answers also for one that the scope may not see. Thread-safe.
final class AgentQuestions {
    private static final Duration CHART = Duration.ofDays(7);
    private static final int AUDIT_ROWS = 8;
    /// Heartbeats come once a minute; behind this many rows nothing else is looked for.
    private static final int AUDIT_LOOKED_AT = 500;

    private final Store store;
    private final BiFunction<Tx, AgentRow, AgentSummary> summary;

    /// @param summary what the server counts of an agent
    AgentQuestions(Store store, BiFunction<Tx, AgentRow, AgentSummary> summary) {
        this.store = store;
        this.summary = summary;
    }

    Optional<AgentDetail> detail(Scope scope, AgentId id, Instant now) {
        return store.read(tx -> find(tx, scope, id)
                .map(row -> new AgentDetail(
                        summary.apply(tx, row),
                        tx.agentUploads().history(id, now.minus(CHART), now.plusSeconds(1)),
                        audit(tx, row))));
    }

    Optional<List<AgentUploads.Hour>> uploads(Scope scope, AgentId id, Instant from, Instant now) {
        return store.read(tx ->
                find(tx, scope, id).map(row -> tx.agentUploads().history(id, from, now.plusSeconds(1))));
    }

    private static Optional<AgentRow> find(Tx tx, Scope scope, AgentId id) {
        return tx.agents().find(id).filter(row -> scope.covers(row.tenant()));
    }

    private static List<Audit.Entry> audit(Tx tx, AgentRow row) {
        Audit.Filter own = new Audit.Filter(
                Optional.of(row.id().value()),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty());
        return tx.audit().page(new Scope.Only(row.tenant()), own, PageRequest.first(AUDIT_LOOKED_AT)).items().stream()
                .filter(entry -> !entry.action().equals("heartbeat"))
                .limit(AUDIT_ROWS)
                .toList();
    }
}
