package io.printmaster.e2e;

/// What can happen to a [SoakSite], one at a time.
enum SoakFault {
    /// Connections are cut, reset, delayed, swallowed, sliced and slowed, below TLS.
    LINE,
    /// Requests and answers are lost, doubled and refused, above it.
    CUTS,
    /// The agent's process stands still for some seconds.
    AGENT_HELD,
    SERVER_HELD,
    AGENT_KILLED,
    SERVER_KILLED,
    /// SIGTERM, and the next start.
    AGENT_RESTARTED,
    SERVER_RESTARTED,
    /// The server is away until the agent has gone to the disk, and a while longer.
    SERVER_AWAY,
    /// The agent is killed while its readings are on the disk.
    SPILL_KILLED,
    /// What is on the disk is damaged while the agent is down.
    SPILL_DAMAGED,
    /// The disk is full when the agent wants to go to it.
    DISK_FULL,
    /// The agent's clock is set forward by up to an hour.
    CLOCK_FORWARD,
    /// It is set back by some seconds: a start would not know of a lead that only memory held, so not by more than is
    /// made up for before the next.
    CLOCK_BACK
}
