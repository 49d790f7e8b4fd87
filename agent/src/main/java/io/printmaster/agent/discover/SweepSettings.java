package io.printmaster.agent.discover;

import io.printmaster.agent.snmp.SnmpCredential;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How the SNMP sweep goes about it.
///
/// @param port             UDP port to ask
/// @param credentials      each is tried on every silent address, in this order
/// @param packetsPerSecond never exceeded, all credentials and rounds together
/// @param onLinkPerSecond  the lower limit for directly attached networks, where the kernel can only
///      resolve so many unknown neighbours at a time; applies when they are more than it can hold
/// @param resends          further rounds, only for addresses that stayed silent
/// @param patience         how long an answer may take after the last packet of a round
public record SweepSettings(
        int port,
        List<SnmpCredential> credentials,
        int packetsPerSecond,
        int onLinkPerSecond,
        int resends,
        Duration patience) {

    /// Settings for these credentials that suit most networks.
    public static SweepSettings defaults(List<SnmpCredential> credentials) {
        return new SweepSettings(161, credentials, 1000, 300, 1, Duration.ofSeconds(1));
    }

    /// Copies and checks.
    ///
    /// @throws IllegalArgumentException naming the setting that is out of range
    public SweepSettings {
        credentials = List.copyOf(credentials);
        if (credentials.isEmpty()) {
            throw new IllegalArgumentException("the SNMP sweep needs at least one credential, such as a community");
        }
        Set<String> names = new HashSet<>();
        for (SnmpCredential credential : credentials) {
            if (!names.add(credential.name())) {
                throw new IllegalArgumentException("two SNMP credentials are called " + credential.name());
            }
        }
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
