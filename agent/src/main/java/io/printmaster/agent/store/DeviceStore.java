package io.printmaster.agent.store;

import java.util.function.Supplier;

/// The seed's `deviceStore`: last readings, scan history and outbox, in memory or in a file, with one transaction over
/// all three.
///
/// Thread-safe; one thread at a time works in it, others wait. Every operation is durable when it returns (in a
/// file). Every operation of it and of its parts can throw [StoreFault].
public interface DeviceStore extends AutoCloseable {

    /// The last reading of every printer.
    PrinterStore printers();

    /// What the cycles found.
    ScanHistory scans();

    /// What waits for the server.
    Outbox outbox();

    /// Runs the block as one transaction: what this thread does in it to the three parts is kept together when the
    /// block returns, and leaves no trace when it throws. A block inside a block belongs to the outer one. Keep it
    /// short: no network inside.
    <T> T transaction(Supplier<T> block);

    /// Whether it survives the process.
    boolean durable();

    @Override
    void close();
}
