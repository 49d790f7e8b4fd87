package io.printmaster.agent.read.maker;

import io.printmaster.agent.snmp.Oid;

/// One object that a maker's devices are asked for.
///
/// @param oid      full name of a scalar or of one table cell; for a column, the column
/// @param meaning  what it holds, for the table in docs/makers.md
/// @param evidence where we know that from
/// @param column   whether it is a column to walk rather than one value to get
public record MakerObject(Oid oid, String meaning, Evidence evidence, boolean column) {
    private static final Oid ENTERPRISES = Oid.parse("1.3.6.1.4.1");

    /// How sure the meaning is.
    public enum Evidence {
        /// A device's answer was seen.
        SEEN,
        /// Documents and other readers say so; no answer was at hand.
        DOCUMENTED
    }

    /// The full name of what lies below the enterprises arc.
    static Oid below(String name) {
        return ENTERPRISES.append(Oid.parse(name));
    }

    /// An object whose answer was seen.
    ///
    /// @param name below the enterprises arc, such as `1347.43.5.1.1.1.1`
    static MakerObject seen(String name) {
        return new MakerObject(below(name), "", Evidence.SEEN, false);
    }

    /// An object that is only known from documents.
    ///
    /// @param name below the enterprises arc
    static MakerObject documented(String name) {
        return new MakerObject(below(name), "", Evidence.DOCUMENTED, false);
    }

    /// A standard object that this maker is asked for and others are not.
    static MakerObject standard(String name) {
        return new MakerObject(Oid.parse(name), "", Evidence.DOCUMENTED, false);
    }

    MakerObject as(String newMeaning) {
        return new MakerObject(oid, newMeaning, evidence, column);
    }

    MakerObject column(String newMeaning) {
        return new MakerObject(oid, newMeaning, evidence, true);
    }
}
