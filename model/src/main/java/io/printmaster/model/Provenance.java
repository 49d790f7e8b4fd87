package io.printmaster.model;

import java.time.Instant;

/// How and when a printer became known.
///
/// @param deviceType      `network`, `usb`, `local`, `shared` or `virtual`
/// @param sourceType      `snmp`, `ipp`, `spooler`, `manual`, ...
/// @param discoveryMethod the door by which it was found, such as `snmp`, `mdns`
/// @param firstSeen       when this agent first met it
/// @param lastSeen        when it last answered; never the time of an upload
/// @param location        where people say it stands
/// @param description     free text, such as sysDescr
public record Provenance(
        String deviceType,
        String sourceType,
        String discoveryMethod,
        Instant firstSeen,
        Instant lastSeen,
        String location,
        String description) {

    /// Cleans every text.
    public Provenance {
        deviceType = Text.clean(deviceType, 40);
        sourceType = Text.clean(sourceType, 40);
        discoveryMethod = Text.clean(discoveryMethod, 40);
        location = Text.clean(location, 255);
        description = Text.clean(description, 500);
    }
}
