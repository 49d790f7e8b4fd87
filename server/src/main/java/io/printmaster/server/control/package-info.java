/// What the server wants of agents: commands, the live channel they travel on, and which of several server processes
/// does what.
@NullMarked
package io.printmaster.server.control;

import org.jspecify.annotations.NullMarked;
