package io.printmaster.server.web.view;

import io.printmaster.server.html.Badge;

/// A command that somebody asked an agent for.
///
/// @param title    what was asked for, such as `Scan now`
/// @param state    how it stands
/// @param progress in words; empty when there is none to tell
/// @param done     of `total`
/// @param total    0 when not known; then no bar is shown
/// @param result   what came of it; empty until it ended
/// @param by       who asked
public record JobLine(
        String id,
        String title,
        Badge state,
        String progress,
        long done,
        long total,
        String result,
        String by,
        Time asked) {}
