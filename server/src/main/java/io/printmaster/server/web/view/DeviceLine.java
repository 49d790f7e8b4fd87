package io.printmaster.server.web.view;

import io.printmaster.server.html.Badge;

/// A row of the list of devices.
///
/// @param id      stable within the page, so that a refresh keeps the focus
/// @param trouble what is wrong, in words; empty when nothing is
/// @param supply  the supply that runs out first, in words; empty when none is known
/// @param pages   total counter in words; empty when not told
public record DeviceLine(
        String id,
        String href,
        String model,
        String serial,
        Badge state,
        String trouble,
        String address,
        String hostname,
        String agent,
        String agentHref,
        String supply,
        boolean supplyLow,
        String pages,
        Time seen) {}
