package io.printmaster.server.web.view;

/// An entry of a selection.
public record Choice(String value, String label, boolean selected) {}
