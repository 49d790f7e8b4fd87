package io.printmaster.model;

import java.util.OptionalLong;

/// One way in which a printer differs from when it was last read. Immutable.
public sealed interface Change {

    /// It was not known before.
    record NewPrinter() implements Change {}

    /// A fact about it is another one.
    ///
    /// @param name   such as `firmware`, `ip` or `supplies[1.1]`
    /// @param before empty when there was none
    /// @param after  empty when there is none any more
    record Field(String name, String before, String after) implements Change {}

    /// It does something else.
    record Status(PrinterStatus before, PrinterStatus after) implements Change {}

    /// A counter rose, or is told for the first time.
    record MeterMoved(String counter, OptionalLong before, long after) implements Change {}

    /// A counter fell: a board was exchanged or the counter set back.
    record MeterReset(String counter, long before, long after) implements Change {}
}
