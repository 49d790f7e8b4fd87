package io.printmaster.agent.store;

import io.printmaster.model.PrinterKey;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The last reading of every printer this agent knows. Thread-safe.
public interface PrinterStore {

    /// One printer, by any key that it was ever known by; empty when it was never read here, and when only
    /// several printers together are known by the key.
    Optional<KnownPrinter> find(PrinterKey key);

    /// Every printer that was ever known by one of these keys, ordered by key; of each key at most eight,
    /// since one that more printers share (a UUID that firmware gives to all) says nothing.
    List<KnownPrinter> findAny(Collection<PrinterKey> keys);

    /// All of them, ordered by key. Thousands, not millions: one site.
    List<KnownPrinter> list();

    /// Where all of them are, ordered by key, without their readings.
    List<Whereabouts> whereabouts();

    /// Some of them, ordered by key.
    ///
    /// @param after the key before the first; empty to begin at the beginning
    List<KnownPrinter> page(Optional<PrinterKey> after, int limit);

    /// Number of printers.
    int count();

    /// Keeps the state of one printer, in place of what was known of it.
    ///
    /// @return what its two records take on the wire
    RecordBytes put(KnownPrinter printer);

    /// Forgets of all printers what the server has acknowledged and what was queued for it: another server knows none
    /// of them.
    void forgetMarks();

    /// Forgets a printer with its history; what is queued stays queued.
    ///
    /// @return whether it was known
    boolean remove(PrinterKey key);

    /// What the two records of a printer take as they go over the wire, before compression.
    record RecordBytes(int device, int sample) {}
}
