package io.printmaster.server.web.view;

/// A supply that somebody has to ship, with the device that needs it.
public record SupplyWork(
        SupplyLine supply,
        String id,
        String model,
        String serial,
        String deviceHref,
        String agent,
        String location,
        Time seen) {}
