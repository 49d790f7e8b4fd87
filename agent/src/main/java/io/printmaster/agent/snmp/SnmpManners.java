package io.printmaster.agent.snmp;

/// What was learnt of how a device wants to be asked, so that the next conversation need not learn it
/// again. A value.
///
/// @param bulk         whether it answers GETBULK
/// @param exactGet     whether a GET may hold names that it does not have; where it may not (SNMPv1, RFC
///      1157 section
///                     4.1.2), names are asked for by GETNEXT, which a missing one does not fail
/// @param maxVariables how many values it fits into one answer
public record SnmpManners(boolean bulk, boolean exactGet, int maxVariables) {
    /// The most that a request asks for: safe for an answer below 1400 octets.
    public static final int MAX_VARIABLES = 30;

    /// @throws IllegalArgumentException for less than one or more than [#MAX_VARIABLES] values
    public SnmpManners {
        if (maxVariables < 1 || maxVariables > MAX_VARIABLES) {
            throw new IllegalArgumentException("an answer holds 1 to " + MAX_VARIABLES + " values");
        }
    }

    /// A device of which nothing is known but its credential.
    public static SnmpManners of(SnmpCredential credential) {
        return new SnmpManners(credential.knowsBulk(), true, MAX_VARIABLES);
    }

    SnmpManners withoutBulk() {
        return new SnmpManners(false, exactGet, maxVariables);
    }

    SnmpManners withoutExactGet() {
        return new SnmpManners(bulk, false, maxVariables);
    }

    /// After an answer that would have been too big for so many values: a third less. Halves would cost a
    /// device of small answers more requests than they save.
    SnmpManners afterTooBig(int variables) {
        return new SnmpManners(bulk, exactGet, Math.clamp(variables * 2L / 3, 1, maxVariables));
    }
}
