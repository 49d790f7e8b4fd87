package io.printmaster.agent.web;

import io.printmaster.agent.store.KnownPrinter;
import io.printmaster.agent.store.Outbox;
import io.printmaster.model.PrinterKey;
import java.util.List;
import java.util.Optional;

/// What the agent's page shows and asks for; the running agent itself. Called on several threads at once.
public interface Subject {

    /// How the agent is now.
    AgentStatus status();

    /// Printers in the order of their keys.
    ///
    /// @param after where to go on; empty for the first
    List<KnownPrinter> printers(Optional<PrinterKey> after, int limit);

    /// The newest records that were set aside.
    List<Outbox.Parked> parked(int limit);

    /// Asks for an upload at once, without waiting for it.
    ///
    /// @return what is going to happen, for people
    String uploadNow();
}
