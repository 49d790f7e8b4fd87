package io.printmaster.agent.run;

import io.printmaster.agent.read.ReadOutcome;
import io.printmaster.agent.run.Explanation.Result;
import io.printmaster.agent.run.Explanation.Tried;
import io.printmaster.model.Identity;
import io.printmaster.model.Reading;
import io.printmaster.program.ExitCode;
import java.util.Locale;
import java.util.Optional;

/// Why a printer is read, or is not, in words, and the next step to take. Pure.
///
/// @param sentence for people
/// @param next     what to do; empty when there is nothing to do
record Verdict(Kind kind, String sentence, String next) {
    private static final String SWITCH_ON =
            "switch SNMP on in the printer's own settings (network, SNMP v1/v2c or v3), and check that no firewall drops"
                    + " UDP port 161; IPP (TCP port 631) would do for all but most meters";

    /// The case, for scripts.
    enum Kind {
        READ(ExitCode.OK),
        /// It could be read, but the configuration does not let the agent.
        NOT_SEARCHED(ExitCode.FAILED),
        EXCLUDED(ExitCode.FAILED),
        NO_IDENTITY(ExitCode.FAILED),
        REFUSED(ExitCode.FAILED),
        NOT_A_PRINTER(ExitCode.FAILED),
        NOT_READABLE(ExitCode.FAILED),
        NOTHING_THERE(ExitCode.NOT_FOUND);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        int exitCode() {
            return exitCode;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Verdict of(Explanation e) {
        if (e.standing().excludedBy().isPresent()) {
            return new Verdict(
                    Kind.EXCLUDED,
                    "It is left alone and was not asked anything: [discovery] exclude has "
                            + e.standing().excludedBy().get() + ".",
                    "take it out of [discovery] exclude if it is to be read");
        }
        Optional<Reading> reading = e.reading();
        if (reading.isPresent()) {
            return read(e, reading.get());
        }
        return unread(e);
    }

    private static Verdict read(Explanation e, Reading reading) {
        boolean bySnmp = e.bySnmp().flatMap(Explanation::reading).isPresent();
        String who = name(reading.printer().identity());
        if (!bySnmp && !e.standing().ipp()) {
            return new Verdict(
                    Kind.NOT_SEARCHED,
                    "It can be read by IPP only, which the agent does not use: " + who + ".",
                    "add ipp to [discovery] methods, or " + SWITCH_ON);
        }
        if (e.standing().ranges() && e.standing().range().isEmpty() && e.known().isEmpty()) {
            return new Verdict(
                    Kind.NOT_SEARCHED,
                    "It can be read, but the agent does not look there: " + who + ".",
                    "add " + e.address().getHostAddress() + " to [discovery] ranges");
        }
        if (bySnmp) {
            String with = e.first(Doorbell.SNMP, Result.READ).map(Tried::with).orElse("SNMP");
            return new Verdict(Kind.READ, "It is read by SNMP with " + with + ": " + who + ".", "");
        }
        return new Verdict(
                Kind.READ, "It is read by IPP, since " + withoutSnmp(e) + ": " + who + ".", "for more, " + snmpStep(e));
    }

    private static String withoutSnmp(Explanation e) {
        Optional<Tried> refused = e.first(Doorbell.SNMP, Result.REFUSED);
        if (refused.isPresent()) {
            return "SNMP refuses us (" + refused.get().why() + ")";
        }
        return e.first(Doorbell.SNMP, Result.ANSWERS).isPresent()
                ? "SNMP tells too little"
                : "SNMP is off or has another community";
    }

    private static String snmpStep(Explanation e) {
        if (e.first(Doorbell.SNMP, Result.REFUSED).isPresent()) {
            return "check the user and the passwords of SNMPv3: [snmp] v3_user, or --v3-user with --v3-auth and --v3-priv";
        }
        if (e.first(Doorbell.SNMP, Result.ANSWERS)
                .filter(t -> t.with().equals(Doorbell.NO_USER))
                .isPresent()) {
            return "it speaks SNMPv3: give it a user for reading and tell us ([snmp] v3_user, or --v3-user), or switch"
                    + " SNMP v1/v2c on, or give its community ([snmp] community, or --community)";
        }
        return "give its community ([snmp] community, or --community), or " + SWITCH_ON;
    }

    private static Verdict unread(Explanation e) {
        Optional<ReadOutcome.NoIdentity> nobody = e.bySnmp()
                .filter(ReadOutcome.NoIdentity.class::isInstance)
                .or(() -> e.byIpp().filter(ReadOutcome.NoIdentity.class::isInstance))
                .map(ReadOutcome.NoIdentity.class::cast);
        if (nobody.isPresent()) {
            return new Verdict(
                    Kind.NO_IDENTITY,
                    "It is a printer, but an agent cannot follow it: "
                            + nobody.get().why() + ".",
                    "set its serial number, or switch on IPP, which tells a UUID");
        }
        if (e.bySnmp().orElse(null) instanceof ReadOutcome.NotAPrinter(String why)) {
            return new Verdict(
                    Kind.NOT_A_PRINTER,
                    "A device is there, but it is no printer: " + why + ".",
                    "check the address; a print server without its printer looks like this too");
        }
        Optional<Tried> refused =
                e.first(Doorbell.SNMP, Result.REFUSED).or(() -> e.first(Doorbell.IPP, Result.REFUSED));
        if (refused.isPresent()) {
            return new Verdict(
                    Kind.REFUSED,
                    "A device is there and lets us not in by " + refused.get().door() + ": "
                            + refused.get().why() + ".",
                    snmpStep(e));
        }
        if (!e.announcedBy().isEmpty()) {
            return new Verdict(
                    Kind.NOT_READABLE,
                    "It announces itself (" + String.join(", ", e.announcedBy())
                            + "), but answers neither SNMP nor IPP with what we need.",
                    snmpStep(e));
        }
        if (e.isThere()) {
            return new Verdict(
                    Kind.NOT_READABLE,
                    "A host is there, but it answers neither SNMP nor IPP with what we need.",
                    "if it is a printer: " + snmpStep(e));
        }
        return new Verdict(
                Kind.NOTHING_THERE,
                "Nothing answers at this address.",
                "check that it is switched on and that the address is right; if it is on another network, that no"
                        + " firewall drops UDP port 161 and TCP port 631");
    }

    private static String name(Identity identity) {
        String name = (identity.manufacturer() + " " + identity.model()).strip();
        String serial = identity.serial().isEmpty() ? "" : "serial " + identity.serial();
        return name.isEmpty() ? serial : serial.isEmpty() ? name : name + ", " + serial;
    }
}
