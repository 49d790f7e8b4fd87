/// The agent as a program: its command line, and the one place where everything is put together, scheduled and closed.
@NullMarked
package io.printmaster.agent.run;

import org.jspecify.annotations.NullMarked;
