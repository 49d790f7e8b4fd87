/// The demonstration: server, agent and printers on one machine, by nothing but the public commands of the programs.
@NullMarked
package io.printmaster.simulator.demo;

import org.jspecify.annotations.NullMarked;
