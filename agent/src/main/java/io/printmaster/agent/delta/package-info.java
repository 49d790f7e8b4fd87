/// What differs between two readings of a printer. Pure.
@NullMarked
package io.printmaster.agent.delta;

import org.jspecify.annotations.NullMarked;
