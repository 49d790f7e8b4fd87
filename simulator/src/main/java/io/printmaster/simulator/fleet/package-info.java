/// Agents that are not there, for load: they join, send heartbeats and upload what changed, over real TLS and with real
/// tokens, but read no printers.
@NullMarked
package io.printmaster.simulator.fleet;

import org.jspecify.annotations.NullMarked;
