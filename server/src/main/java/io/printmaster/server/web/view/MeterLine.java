package io.printmaster.server.web.view;

/// A counter of a device with its unit.
public record MeterLine(String name, String count, String unit) {}
