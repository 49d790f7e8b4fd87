package io.printmaster.agent.store;

import java.util.List;

/// What the cycles did, newest kept, the oldest beyond a bound forgotten. Thread-safe.
public interface ScanHistory {

    /// Adds a finished cycle.
    void add(ScanRun run);

    /// The newest first, at most so many.
    List<ScanRun> newest(int limit);
}
