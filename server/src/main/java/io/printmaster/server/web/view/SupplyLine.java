package io.printmaster.server.web.view;

/// A supply in its device or in the work list.
///
/// @param type what it is, in words
/// @param part maker's order number; may be empty
public record SupplyLine(String name, String type, String part, LevelView level) {}
