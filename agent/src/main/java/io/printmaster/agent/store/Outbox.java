package io.printmaster.agent.store;

import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Sample;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What waits for the server, in the order in which it was queued. Thread-safe.
///
/// A record leaves only by [#forget] (the server has it), by [#park] (the server will never take it) or by a
/// newer record of the same printer that replaces it; each way is counted in the [Ledger].
public interface Outbox {

    /// Queues a device record. The newest unsent one of the same printer is replaced if it tells the same status
    /// and errors: the newest wins, at the end of the queue and under a new id, so that the receipt for the older
    /// one cannot take the newer one away. A change of status or errors is kept beside what was before it.
    void enqueue(Printer printer, Instant at);

    /// Queues one sample; every one is kept. The same printer and time again changes nothing.
    void enqueue(Sample sample, Instant at);

    /// The oldest records of a kind, in order, not parked: at most `maxRecords`, and at most `maxBytes` of
    /// payload but always at least one if any waits. Takes nothing out.
    List<QueuedRecord> peek(RecordKind kind, int maxRecords, long maxBytes);

    /// The same, of the records that were queued after the one of that id.
    List<QueuedRecord> after(RecordKind kind, long id, int maxRecords, long maxBytes);

    /// The id of the newest waiting record of a kind; empty when none waits.
    OptionalLong newest(RecordKind kind);

    /// Takes out what the server has acknowledged, and notes at the printers whose device records are among it that
    /// the server has them ([SendMarks#uploaded]); ids that are no longer there are passed over.
    ///
    /// @param at when the server did
    /// @return how many went
    int forget(Collection<Long> ids, Instant at);

    /// Sets a record aside that the server refuses for good, with the reason for people. Only the newest parked
    /// records are kept (`Ledger.dropped` counts the others).
    ///
    /// @return whether it was waiting
    boolean park(long id, String reason, Instant at);

    /// The newest parked records first, at most so many.
    List<Parked> parked(int limit);

    /// Puts a printer's parked records back into the queue, in their old places, except a device record that
    /// a newer one has replaced.
    ///
    /// @return how many went back
    int unpark(PrinterKey printer);

    /// Follows a printer that is known by another key from now on: its samples are sent under the new one,
    /// also those that were parked. Its device records are given up, since the caller queues a new one in
    /// the same transaction. A sample of the same moment that waits under the new key already stays, and the
    /// other goes.
    ///
    /// @param serial what the samples name besides the key from now on
    void rekey(PrinterKey before, PrinterKey now, String serial);

    /// Records of a kind that wait, without the parked ones.
    int count(RecordKind kind);

    /// When the oldest waiting record was queued.
    Optional<Instant> oldest();

    /// Where everything that was ever queued is now.
    Ledger ledger();

    /// A record that was set aside.
    record Parked(QueuedRecord queued, String reason, Instant at) {}
}
