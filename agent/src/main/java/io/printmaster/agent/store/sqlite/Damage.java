package io.printmaster.agent.store.sqlite;

import java.nio.file.Path;
import java.util.OptionalLong;

/// A database that was damaged and was moved aside.
///
/// @param movedTo where it lies now, untouched
/// @param reason  what is wrong with it
/// @param kept    records of the queue that could be taken over
/// @param lost    records of the queue that could not; empty when the damage hides how many there were
public record Damage(Path movedTo, String reason, long kept, OptionalLong lost) {}
