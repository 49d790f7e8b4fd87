package io.printmaster.agent.discover;

import java.time.Duration;

/// How the SNMP sweep goes about it. Immutable.
///
/// @param port             UDP port to ask
/// @param credentials      what is tried where
/// @param packetsPerSecond never exceeded within any second, all credentials and rounds together
/// @param onLinkPerSecond  the same for directly attached networks, where the kernel can resolve only so
///                         many unknown neighbours at a time: about 1,000, for three seconds each
/// @param resends          further rounds, only for addresses that stayed silent
/// @param patience         how long an answer may take after the last packet
/// @param broadcast        whether everybody on the attached networks is asked at once before anything else
/// @param neighbours       whether the kernel's table of neighbours says whom to ask first
public record SweepSettings(
        int port,
        CredentialBook credentials,
        int packetsPerSecond,
        int onLinkPerSecond,
        int resends,
        Duration patience,
        boolean broadcast,
        boolean neighbours) {

    /// Settings for these credentials that suit most networks.
    public static SweepSettings defaults(CredentialBook credentials) {
        return new SweepSettings(161, credentials, 1000, 300, 2, Duration.ofSeconds(1), true, true);
    }

    /// Checks.
    ///
    /// @throws IllegalArgumentException naming the setting that is out of range
    public SweepSettings {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("an SNMP port is 1 to 65535");
        }
        if (packetsPerSecond < 1 || packetsPerSecond > 100_000 || onLinkPerSecond < 1) {
            throw new IllegalArgumentException("the sweep's rate is 1 to 100000 packets a second");
        }
        if (resends < 0 || resends > 5) {
            throw new IllegalArgumentException("the sweep re-sends 0 to 5 times");
        }
        if (patience.compareTo(Duration.ofMillis(10)) < 0 || patience.compareTo(Duration.ofSeconds(30)) > 0) {
            throw new IllegalArgumentException("the sweep waits 10 ms to 30 s for answers");
        }
    }
}
