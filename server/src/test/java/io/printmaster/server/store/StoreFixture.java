package io.printmaster.server.store;

import static io.printmaster.server.store.Samples.NOW;

import io.printmaster.model.AgentFacts;
import io.printmaster.model.AgentId;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// An opened store with two tenants and two agents of the first, and short ways to read it.
public abstract class StoreFixture {
    protected static final TenantId TENANT = TenantId.DEFAULT;
    protected static final TenantId OTHER_TENANT = new TenantId("other");
    protected static final AgentId AGENT = new AgentId("agent-01");
    protected static final AgentId SECOND = new AgentId("agent-02");
    protected static final AgentFacts FACTS =
            new AgentFacts("Site 1", "v0.2.0", "1", "site-01-pc", "", "linux", "", "", "", "", "", 4, 0);

    protected Store store;

    /// An empty store.
    protected abstract Store open();

    @BeforeEach
    void fill() {
        store = open();
        store.write(tx -> {
            tx.tenants().add(TENANT, "Default", NOW);
            tx.tenants().add(OTHER_TENANT, "Other", NOW);
            tx.agents().register(AGENT, TENANT, "Site 1", FACTS, "192.0.2.1", NOW);
            tx.agents().register(SECOND, TENANT, "", FACTS, "192.0.2.2", NOW);
            return true;
        });
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    protected static Audit.Entry entry(String action, Instant at) {
        return new Audit.Entry(at, TENANT, "agent-01", "", action, "Details of " + action, "192.0.2.1");
    }

    protected static PrinterKey key(String serial) {
        return PrinterKey.ofSerial("Acme", serial).orElseThrow();
    }

    protected Page<DeviceRow> devices(DeviceQueries.Filter filter) {
        return store.read(tx -> tx.devices()
                .page(new Scope.Everyone(), filter, DeviceQueries.Sort.SERIAL, false, PageRequest.first(100)));
    }

    protected <T> Optional<T> found(Store.Work<Optional<T>> work) {
        return store.read(work);
    }

    protected <T> List<T> listed(Store.Work<List<T>> work) {
        return store.read(work);
    }

    protected Page<Audit.Entry> audit() {
        return store.read(tx -> tx.audit().page(new Scope.Everyone(), Audit.Filter.ALL, PageRequest.first(100)));
    }
}
