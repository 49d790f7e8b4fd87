/// From a [io.printmaster.model.Sighting] to a [io.printmaster.model.Reading]: what a printer says of
/// itself, with the standard's magic numbers and the makers' quirks left behind at this door.
@NullMarked
package io.printmaster.agent.read;

import org.jspecify.annotations.NullMarked;
