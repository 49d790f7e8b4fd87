package io.printmaster.server.web.view;

import java.util.List;

/// The page that makes a join line.
///
/// @param line     the line to paste, shown once; empty before it is made
/// @param command  the same as a command
/// @param validity how long and how often it works, in words
/// @param error    why none was made; may be empty
public record JoinView(
        String line, String command, String validity, List<Choice> hours, String uses, String site, String error) {}
