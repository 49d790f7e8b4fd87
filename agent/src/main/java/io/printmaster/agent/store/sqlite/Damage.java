package io.printmaster.agent.store.sqlite;

import java.nio.file.Path;

/// A database that could not be read and was moved aside.
///
/// @param movedTo where it lies now, untouched
/// @param reason  what is wrong with it
public record Damage(Path movedTo, String reason) {}
