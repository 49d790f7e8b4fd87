/// Questions about the fleet: devices, agents, supplies, meters, audit; and the rules by which something counts as
/// late, silent, in error or to be shipped. A number of the overview and the list behind it are asked with the same
/// condition.
@NullMarked
package io.printmaster.server.fleet;

import org.jspecify.annotations.NullMarked;
