/// From a network to [io.printmaster.model.Sighting]s: who may be a printer, and where.
@NullMarked
package io.printmaster.agent.discover;

import org.jspecify.annotations.NullMarked;
