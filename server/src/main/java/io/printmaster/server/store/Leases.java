package io.printmaster.server.store;

import java.util.Optional;

/// Who of several server processes does a piece of background work.
public interface Leases {
    /// One lease.
    ///
    /// @param holder  the process
    /// @param renewal grows with every sign of life of the holder
    record Lease(String name, String holder, long renewal) {}

    Optional<Lease> find(String name);

    /// Takes a lease that nobody has.
    ///
    /// @return false when somebody was first
    boolean add(Lease lease);

    /// Renews or takes over, if it is still as it was seen.
    ///
    /// @return false when it changed meanwhile
    boolean replace(Lease seen, Lease next);

    /// Gives it up, if the holder still has it.
    void remove(String name, String holder);
}
