package io.printmaster.server.fleet;

import io.printmaster.model.AgentId;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.TenantId;
import io.printmaster.server.store.AgentRow;
import io.printmaster.server.store.AgentUploads;
import io.printmaster.server.store.Agents;
import io.printmaster.server.store.Audit;
import io.printmaster.server.store.DeviceQueries;
import io.printmaster.server.store.DeviceRow;
import io.printmaster.server.store.Page;
import io.printmaster.server.store.PageRequest;
import io.printmaster.server.store.Scope;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.SupplyQueries;
import io.printmaster.server.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Answers questions about the fleet. Every answer is of one moment of the database and holds only what the scope may
/// see. Lists throw [PageRequest.BadCursor] for a cursor that is not theirs. Thread-safe.
public final class Fleet {
    private static final int FIRST_ROWS = 8;
    private static final int READINGS = 100;
    private static final int AUDIT_ROWS = 20;
    /// As the chart above the table of readings shows.
    private static final Duration HISTORY = Duration.ofDays(90);

    private static final Duration AUDIT_SPAN = Duration.ofDays(90);

    private final Store store;
    private final Patience patience;
    private final InstantSource clock;
    private final AgentQuestions agents;

    /// Asks this store.
    public Fleet(Store store, Patience patience, InstantSource clock) {
        this.store = store;
        this.patience = patience;
        this.clock = clock;
        this.agents = new AgentQuestions(store, this::summary);
    }

    /// When something counts as late.
    public Patience patience() {
        return patience;
    }

    /// The four numbers, and the first rows behind three of them.
    public Overview overview(Scope scope) {
        Instant now = clock.instant();
        Agents.Filter silent = AgentState.OFFLINE.filter("", patience, now);
        DeviceQueries.Filter error = filter(DeviceListing.ALL.in(DeviceState.ERROR), now);
        SupplyQueries.Filter toShip = new SupplyQueries.Filter("", SupplyQueries.Filter.TO_SHIP);
        PageRequest first = PageRequest.first(FIRST_ROWS);
        return store.read(tx -> {
            Page<DeviceRow> broken = tx.devices().page(scope, error, DeviceQueries.Sort.LAST_SEEN, true, first);
            Page<SupplyQueries.SupplyRow> shipping = tx.supplies().page(scope, toShip, first);
            Page<AgentRow> quiet = tx.agents().page(scope, silent, Agents.Sort.LAST_HEARTBEAT, true, first);
            return new Overview(
                    tx.devices().count(scope, DeviceQueries.Filter.ALL),
                    tx.agents().count(scope, new Agents.Filter("", Optional.empty(), Optional.empty(), living())),
                    broken.total(),
                    shipping.total(),
                    quiet.total(),
                    tx.devices().count(scope, filter(DeviceListing.ALL.withoutMeters(), now)),
                    broken.items(),
                    shipping.items(),
                    summaries(tx, quiet.items(), now));
        });
    }

    /// A part of the list of devices.
    public Page<DeviceRow> devices(Scope scope, DeviceListing listing, PageRequest request) {
        DeviceQueries.Filter filter = filter(listing, clock.instant());
        return store.read(tx -> tx.devices().page(scope, filter, listing.sort(), listing.descending(), request));
    }

    /// One device; empty also when the scope may not see it.
    ///
    /// @param tenant whose, for scopes that cover several; the scope's own or the default when not told
    public Optional<DeviceDetail> device(Scope scope, Optional<TenantId> tenant, PrinterKey key) {
        Instant now = clock.instant();
        return inTenant(
                scope,
                tenant,
                owner -> store.read(tx -> tx.devices().find(owner, key).map(row -> detail(tx, row, now))));
    }

    /// The history of one device; empty when the device is unknown or the scope may not see it.
    ///
    /// @param span  how far back from now; it decides the resolution
    /// @param limit so many points at most, and then the newest
    public Optional<History> history(Scope scope, Optional<TenantId> tenant, PrinterKey key, Duration span, int limit) {
        Instant now = clock.instant();
        return inTenant(
                scope,
                tenant,
                owner -> store.read(
                        tx -> tx.devices().find(owner, key).map(row -> History.of(tx, owner, key, now, span, limit))));
    }

    /// A part of the list of supplies, the most urgent first.
    public Page<SupplyQueries.SupplyRow> supplies(Scope scope, SupplyQueries.Filter filter, PageRequest request) {
        return store.read(tx -> tx.supplies().page(scope, filter, request));
    }

    /// A part of the list of agents, by id.
    ///
    /// @param state only these; empty for all
    public Page<AgentSummary> agents(Scope scope, String text, Optional<AgentState> state, PageRequest request) {
        Instant now = clock.instant();
        Agents.Filter filter = state.map(s -> s.filter(text, patience, now))
                .orElseGet(() -> new Agents.Filter(text, Optional.empty(), Optional.empty(), Optional.empty()));
        return store.read(tx -> {
            Page<AgentRow> page = tx.agents().page(scope, filter, Agents.Sort.ID, false, request);
            return new Page<>(summaries(tx, page.items(), now), page.next(), page.total(), page.exact());
        });
    }

    /// One agent with its uploads of the last week; empty also when the scope may not see it.
    public Optional<AgentDetail> agent(Scope scope, AgentId id) {
        return agents.detail(scope, id, clock.instant());
    }

    /// What one agent sent in each hour, the oldest first; empty when the agent is unknown or the scope may not see it.
    public Optional<List<AgentUploads.Hour>> uploads(Scope scope, AgentId id, Duration span) {
        Instant now = clock.instant();
        return agents.uploads(scope, id, now.minus(span), now);
    }

    /// A part of the audit trail, the newest first.
    public Page<Audit.Entry> audit(Scope scope, Audit.Filter filter, PageRequest request) {
        return store.read(tx -> tx.audit().page(scope, filter, request));
    }

    private static Optional<Boolean> living() {
        return Optional.of(false);
    }

    private DeviceQueries.Filter filter(DeviceListing listing, Instant now) {
        return new DeviceQueries.Filter(
                listing.text(),
                listing.state().map(DeviceState::statuses).orElse(Set.of()),
                Optional.empty(),
                listing.state().map(state -> state == DeviceState.ERROR),
                listing.shipping(),
                Optional.empty(),
                Optional.empty(),
                listing.agent(),
                Optional.empty(),
                listing.noMeters() ? Optional.of(now.minus(patience.metersMissing())) : Optional.empty());
    }

    private List<AgentSummary> summaries(Tx tx, List<AgentRow> agents, Instant now) {
        return agents.stream().map(agent -> summary(tx, agent, now)).toList();
    }

    private AgentSummary summary(Tx tx, AgentRow agent) {
        return summary(tx, agent, clock.instant());
    }

    private AgentSummary summary(Tx tx, AgentRow agent, Instant now) {
        DeviceQueries.Watched own = tx.devices().watched(agent.tenant(), agent.id());
        return new AgentSummary(agent, AgentState.of(agent, patience, now), own.devices(), own.inError());
    }

    private static <T> Optional<T> inTenant(
            Scope scope, Optional<TenantId> tenant, Function<TenantId, Optional<T>> question) {
        TenantId own = switch (scope) {
            case Scope.Everyone e -> TenantId.DEFAULT;
            case Scope.Only(TenantId only) -> only;
        };
        TenantId wanted = tenant.orElse(own);
        return scope.covers(wanted) ? question.apply(wanted) : Optional.empty();
    }

    private static DeviceDetail detail(Tx tx, DeviceRow row, Instant now) {
        List<History.Point> readings = History.of(tx, row.tenant(), row.key(), now, HISTORY, READINGS)
                .points()
                .reversed();
        return new DeviceDetail(
                row,
                tx.devices().detail(row.tenant(), row.key()),
                tx.metrics().newest(row.tenant(), row.key()),
                readings,
                tx.devices().seenBy(row.tenant(), row.key()),
                mentions(tx, row, now));
    }

    private static List<Audit.Entry> mentions(Tx tx, DeviceRow row, Instant now) {
        if (row.serial().length() < 5) {
            return List.of();
        }
        Audit.Filter filter = new Audit.Filter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                row.serial(),
                Optional.of(now.minus(AUDIT_SPAN)),
                Optional.empty());
        return tx.audit()
                .page(new Scope.Only(row.tenant()), filter, PageRequest.first(AUDIT_ROWS))
                .items();
    }
}
