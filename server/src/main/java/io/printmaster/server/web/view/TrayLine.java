package io.printmaster.server.web.view;

/// A paper tray.
public record TrayLine(String name, String media, LevelView level) {}
