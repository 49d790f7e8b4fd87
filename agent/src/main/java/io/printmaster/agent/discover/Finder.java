package io.printmaster.agent.discover;

import io.printmaster.model.Sighting;
import java.util.Optional;
import java.util.function.Consumer;

/// One way of finding printers in a network.
public interface Finder {

    /// Looks for printers among the targets and tells of each possible one as soon as it answers.
    ///
    /// Blocks until done; meant for a virtual thread. `found` is called from one thread at a time, and
    /// at most once per address. The reader, not the finder, decides whether it is a printer.
    ///
    /// @throws InterruptedException when the thread is interrupted: the way to stop it early
    FindSummary find(TargetList targets, Consumer<Sighting> found) throws InterruptedException;

    /// How far the newest search is; empty when this way cannot tell. Any thread.
    default Optional<FindProgress> progress() {
        return Optional.empty();
    }
}
