package io.printmaster.server.web.view;

import java.time.Instant;

/// What surrounds every page.
///
/// @param title   of the page, for the window's title and the history
/// @param section the entry of the navigation that it belongs to, such as `devices`; empty for none
/// @param assets  addresses of style sheet and scripts
/// @param now     the server's time when the page was made
public record Frame(String title, String section, Viewer viewer, Assets assets, Instant now) {}
