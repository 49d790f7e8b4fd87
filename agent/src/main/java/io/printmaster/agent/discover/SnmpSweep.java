package io.printmaster.agent.discover;

import io.printmaster.agent.snmp.SnmpClient;
import io.printmaster.agent.snmp.SnmpDatagrams;
import io.printmaster.model.Sighting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Finds SNMP devices: calls everybody on the attached networks at once, then asks every address once, in
/// random order and below a packet rate, and only then waits; silent addresses are asked again in further
/// rounds. The time for N silent addresses is N by rate plus one short wait, not N times a timeout.
///
/// Thread-safe; each search keeps its own state and sockets. Memory: a few bits an address, and the devices
/// that answer.
public final class SnmpSweep implements Finder {
    private final Setup setup;
    private final AtomicReference<@Nullable FindTally> newest = new AtomicReference<>();

    /// What a sweep works with.
    ///
    /// @param client     tries SNMPv3 users at devices that have told their engine id
    /// @param datagrams  writes and reads everything else
    /// @param lines      opens the sockets of each search
    /// @param networks   looks which networks are attached
    /// @param neighbours looks who is known on them
    public record Tools(
            SnmpClient client,
            SnmpDatagrams datagrams,
            SweepLine.Opening lines,
            Supplier<OwnNetworks> networks,
            Supplier<Neighbours> neighbours) {

        /// Those of this machine.
        public static Tools ofThisMachine(SnmpClient client, SnmpDatagrams datagrams) {
            return new Tools(
                    client, datagrams, UdpLine::open, OwnNetworks::now, () -> Neighbours.read(Neighbours.TABLE));
        }
    }

    /// The clocks.
    ///
    /// @param clock for what is told
    /// @param nanos for waiting, as [System#nanoTime]
    public record Time(InstantSource clock, LongSupplier nanos) {}

    /// All that a sweep is told.
    ///
    /// @param reach whom it may tell of beside the targets, and whom it must leave alone
    public record Setup(Tools tools, SweepSettings settings, Reach reach, Time time, RandomGenerator random) {}

    /// Opens nothing yet.
    public SnmpSweep(Setup setup) {
        this.setup = setup;
    }

    /// @throws UncheckedIOException when no socket can be had
    @Override
    public FindSummary find(TargetList list, Consumer<Sighting> found) throws InterruptedException {
        FindTally tally = new FindTally(list.size());
        tally.skip(SkipReason.EXCLUDED, list.excluded());
        newest.set(tally);
        try (SweepLine line = setup.tools.lines().open()) {
            SweepTargets targets = new SweepTargets(
                    list, setup.settings.credentials(), setup.tools.networks().get());
            return new SweepRun(setup, targets, found, tally, line).go();
        } catch (IOException e) {
            throw new UncheckedIOException("no UDP socket for the sweep can be opened: " + e.getMessage(), e);
        } finally {
            tally.stop();
        }
    }

    @Override
    public Optional<FindProgress> progress() {
        return Optional.ofNullable(newest.get()).map(FindTally::progress);
    }
}
