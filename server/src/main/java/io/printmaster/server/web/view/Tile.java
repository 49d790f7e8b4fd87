package io.printmaster.server.web.view;

import io.printmaster.server.html.Tone;

/// One number of the overview, linked to the list that has exactly that many rows.
public record Tile(String number, String what, String why, Tone tone, String href) {}
