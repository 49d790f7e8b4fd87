/// Printers that are not there: [SimulatedSite] starts any number of them on loopback addresses.
@NullMarked
package io.printmaster.simulator;

import org.jspecify.annotations.NullMarked;
