package io.printmaster.agent.snmp;

import java.util.List;

/// What is asked; read-only by construction, there is no SET.
public sealed interface SnmpRequest {

    /// The names asked for.
    List<Oid> oids();

    /// These very instances.
    record Get(List<Oid> oids) implements SnmpRequest {
        /// Copies.
        public Get {
            oids = List.copyOf(oids);
        }
    }

    /// The instance after each name.
    record GetNext(List<Oid> oids) implements SnmpRequest {
        /// Copies.
        public GetNext {
            oids = List.copyOf(oids);
        }
    }

    /// The next `maxRepetitions` instances after each name; not for SNMPv1.
    record GetBulk(int maxRepetitions, List<Oid> oids) implements SnmpRequest {
        /// @throws IllegalArgumentException for less than one repetition
        public GetBulk {
            if (maxRepetitions < 1) {
                throw new IllegalArgumentException("a bulk request repeats at least once");
            }
            oids = List.copyOf(oids);
        }
    }
}
