package io.printmaster.simulator.fleet;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/// Many agents at work against one server. [#start] lets them begin; each has a virtual thread of its own. Any thread
/// may look and close.
public final class Fleet implements AutoCloseable {
    private final FleetPlan plan;
    private final FleetTally tally = new FleetTally();
    private final FleetLine line;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("fleet-", 0).factory());
    private final AtomicInteger joined = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicReference<String> fault = new AtomicReference<>("");

    private Fleet(FleetPlan plan, LongSupplier nanos) throws IOException, InterruptedException {
        this.plan = plan;
        this.line = FleetLine.open(plan, tally, nanos);
    }

    /// Lets the agents join and work.
    ///
    /// @param nanos monotonic, for latencies
    /// @throws IOException when the server does not answer, or is not the one of the join string's pin
    public static Fleet start(FleetPlan plan, Clock clock, LongSupplier nanos)
            throws IOException, InterruptedException {
        Fleet fleet = new Fleet(plan, nanos);
        for (int i = 0; i < plan.agents(); i++) {
            FleetAgent agent = new FleetAgent(plan, i, fleet.line, fleet.tally, clock);
            fleet.threads.execute(() -> fleet.work(agent));
        }
        return fleet;
    }

    private void work(FleetAgent agent) {
        try {
            agent.run(joined::incrementAndGet);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            lost.incrementAndGet();
            fault.compareAndSet("", String.valueOf(e.getMessage()));
        }
    }

    /// What has come of the requests so far.
    public FleetTally.Snapshot snapshot() {
        return tally.snapshot();
    }

    /// How many agents the server let in.
    public int joined() {
        return joined.get();
    }

    /// How many agents gave up, because the server refused them.
    public int lost() {
        return lost.get();
    }

    /// Why the first of them did; empty when none.
    public Optional<String> fault() {
        return Optional.ofNullable(fault.get()).filter(text -> !text.isEmpty());
    }

    /// How many there are.
    public int agents() {
        return plan.agents();
    }

    /// Ends all agents where they are.
    @Override
    public void close() {
        threads.shutdownNow();
        line.close();
        threads.close();
    }
}
