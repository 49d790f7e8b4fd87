package io.printmaster.server.web.view;

import io.printmaster.server.html.Badge;
import java.util.OptionalInt;

/// How much is left, as a bar where a percentage is known and always in words.
///
/// @param percent 0 to 100; empty when the printer gave none: then no bar is drawn
/// @param word    such as `37 %`, `Some left`, `Unknown`
/// @param color   class of the bar: `black`, `cyan`, `magenta`, `yellow` or empty
/// @param badge   the state
public record LevelView(OptionalInt percent, String word, String color, Badge badge) {}
