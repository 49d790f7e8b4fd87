/// Printers of our own invention: what each says in SNMP, and how its values move with time. Makers' object identifiers
/// are real, models and serial numbers are not.
@NullMarked
package io.printmaster.simulator.profile;

import org.jspecify.annotations.NullMarked;
