package io.printmaster.agent.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where, how and how fast printers are looked for (section `[discovery]`). Immutable.
///
/// @param ranges           `ranges`: addresses, ranges, CIDR blocks or host names as written, not yet
///                         parsed; empty means the networks that this machine is attached to
/// @param exclude          `exclude`, same forms: never sent a packet
/// @param interval         `interval` from the start of one cycle to the start of the next, 10 s to 7
///                         days
/// @param packetsPerSecond `rate`: never more packets a second than this, 1 to 20,000
/// @param methods          `methods`, not empty
/// @param intervals        `mdns_interval` and so on: the least time from one search of a door to its
///                         next, 10 s to 7 days; a door without one searches in every cycle
/// @param timeout          `timeout`: how long announcements and slow answers are waited for, 0.1 s to
///                         60 s
/// @param parallelReads    `parallel_reads`: printers read at the same time, 1 to 512
/// @param sweep            what holds for finding by SNMP alone
public record DiscoverySettings(
        List<String> ranges,
        List<String> exclude,
        Duration interval,
        int packetsPerSecond,
        Set<DiscoveryMethod> methods,
        Map<DiscoveryMethod, Duration> intervals,
        Duration timeout,
        int parallelReads,
        Sweep sweep) {

    /// How printers are found by SNMP.
    ///
    /// @param onLinkPerSecond `on_link_rate`: packets a second at most into directly attached networks, 1
    ///                        to 20,000
    /// @param broadcast       `broadcast`: whether everybody on the attached networks is called at once first
    /// @param arp             `arp`: whether the kernel's table of neighbours says whom to ask first
    /// @param trapPort        `trap_port`: UDP port where traps are heard as hints to read at once; 0 hears none
    public record Sweep(int onLinkPerSecond, boolean broadcast, boolean arp, int trapPort) {
        /// The defaults, but without traps.
        public static final Sweep USUAL = new Sweep(300, true, true, 0);
    }

    /// With the usual sweep.
    public DiscoverySettings(
            List<String> ranges,
            List<String> exclude,
            Duration interval,
            int packetsPerSecond,
            Set<DiscoveryMethod> methods,
            Map<DiscoveryMethod, Duration> intervals,
            Duration timeout,
            int parallelReads) {
        this(ranges, exclude, interval, packetsPerSecond, methods, intervals, timeout, parallelReads, Sweep.USUAL);
    }

    /// Copies.
    public DiscoverySettings {
        ranges = List.copyOf(ranges);
        exclude = List.copyOf(exclude);
        methods = Set.copyOf(methods);
        intervals = Map.copyOf(intervals);
    }
}
