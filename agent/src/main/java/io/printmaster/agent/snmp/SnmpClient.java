package io.printmaster.agent.snmp;

import java.util.concurrent.CompletableFuture;

/// The port through which SNMP is spoken. Thread-safe; thousands of requests may be under way at once.
public interface SnmpClient {

    /// Sends one request and returns at once.
    ///
    /// The future always completes with a value, never with an exception, at the latest after `timeout
    /// x (retries + 1)` and, for SNMPv3, the same again for engine discovery. Cancelling it only
    /// forgets the answer. It may complete on the client's own receiving thread: dependents must be
    /// quick.
    CompletableFuture<SnmpOutcome> send(SnmpTarget target, SnmpRequest request);
}
