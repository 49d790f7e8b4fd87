/// What makers say beyond the standard, as data: which private objects to ask for, and what they mean.
@NullMarked
package io.printmaster.agent.read.maker;

import org.jspecify.annotations.NullMarked;
