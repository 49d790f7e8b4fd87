/// The words that every room shares: a printer, what it says of itself, and when.
///
/// Plain immutable records over `java.base`; nothing here reads a network, a disk or a clock. Text that a printer did
/// not tell is the empty string, never null and never a word such as "unknown"; amounts that it did not tell are a
/// type of their own ([Level]).
@NullMarked
package io.printmaster.model;

import org.jspecify.annotations.NullMarked;
