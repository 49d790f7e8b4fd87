/// The server's program: commands, the one place that wires the rooms together, and shutdown.
@NullMarked
package io.printmaster.server.run;

import org.jspecify.annotations.NullMarked;
