package io.printmaster.agent.store;

import io.printmaster.model.PrinterKey;
import java.util.List;
import java.util.Optional;

/// The last reading of every printer this agent knows. Thread-safe.
public interface PrinterStore {

    /// One printer; empty when it was never read here.
    Optional<KnownPrinter> find(PrinterKey key);

    /// All of them, ordered by key. Thousands, not millions: one site.
    List<KnownPrinter> list();

    /// Number of printers.
    int count();

    /// Keeps the state of one printer, in place of what was known of it.
    void put(KnownPrinter printer);

    /// Forgets a printer with its history; what is queued stays queued.
    ///
    /// @return whether it was known
    boolean remove(PrinterKey key);
}
