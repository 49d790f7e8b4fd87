/// What the server asks of the agent: commands, and the live channel they arrive on.
@NullMarked
package io.printmaster.agent.control;

import org.jspecify.annotations.NullMarked;
