package io.printmaster.simulator.snmp;

/// How a device talks SNMP.
///
/// @param community the one community it listens to; it stays silent on any other
/// @param v1 whether it answers SNMPv1
/// @param v2c whether it answers SNMPv2c; devices without it stay silent
/// @param bulk whether it knows GETBULK; devices without it stay silent
/// @param maxMessageBytes the longest answer it can make, 484 (RFC 3417) to 65,507
public record Manners(String community, boolean v1, boolean v2c, boolean bulk, int maxMessageBytes) {

    /// @throws IllegalArgumentException when the size is out of bounds
    public Manners {
        if (maxMessageBytes < 484 || maxMessageBytes > 65_507) {
            throw new IllegalArgumentException("maxMessageBytes must be 484 to 65507, not " + maxMessageBytes);
        }
    }

    /// Both versions, GETBULK, answers that fit one Ethernet frame.
    public static Manners usual(String community) {
        return new Manners(community, true, true, true, 1472);
    }
}
