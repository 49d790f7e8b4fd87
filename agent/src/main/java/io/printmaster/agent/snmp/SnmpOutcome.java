package io.printmaster.agent.snmp;

import java.util.List;

/// What became of a request.
public sealed interface SnmpOutcome {

    /// The device answered, in the order asked; single values may be [SnmpValue.Absent].
    record Answer(List<VarBind> bindings) implements SnmpOutcome {
        /// Copies.
        public Answer {
            bindings = List.copyOf(bindings);
        }
    }

    /// Nobody answered in time, whatever the reason: no device, no SNMP, a wrong community, a filter.
    record Timeout() implements SnmpOutcome {}

    /// The device, or our own machine, said no.
    ///
    /// @param index  for [Reason#NO_SUCH_NAME] the offending name's position from 1; else 0
    /// @param detail for people, without secrets
    record Refused(Reason reason, int index, String detail) implements SnmpOutcome {}

    /// Why a request was refused.
    enum Reason {
        /// SNMPv3: unknown user, wrong password or key.
        WRONG_CREDENTIALS,
        /// SNMPv3: the device does not offer this level of security, or lost its sense of time twice in
        /// a row.
        UNSUPPORTED,
        /// SNMPv1: one of the names does not exist, so nothing was answered.
        NO_SUCH_NAME,
        /// The answer would not fit one message.
        TOO_BIG,
        /// The device reports another error (genErr and the like).
        DEVICE_ERROR,
        /// This machine could not send (no route, no socket).
        NOT_SENT,
        /// The client is not started or already closed.
        CLOSED
    }
}
