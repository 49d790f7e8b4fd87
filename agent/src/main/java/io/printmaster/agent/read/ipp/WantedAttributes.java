package io.printmaster.agent.read.ipp;

import java.util.List;

/// The attributes that we ask for by name and the only ones that are looked at.
final class WantedAttributes {
    static final String STATUS_MESSAGE = "status-message";

    static final List<String> NAMES = List.of(
            "printer-make-and-model",
            "printer-info",
            "printer-name",
            "printer-dns-sd-name",
            "printer-location",
            "printer-more-info",
            "printer-uuid",
            "printer-device-id",
            "printer-firmware-name",
            "printer-firmware-string-version",
            "printer-state",
            "printer-state-reasons",
            "printer-state-message",
            "printer-is-accepting-jobs",
            "printer-up-time",
            "printer-type",
            "cups-version",
            "marker-names",
            "marker-colors",
            "marker-types",
            "marker-levels",
            "marker-low-levels",
            "marker-high-levels",
            "printer-supply",
            "printer-supply-description",
            "printer-input-tray",
            "printer-impressions-completed",
            "printer-pages-completed",
            "printer-media-sheets-completed",
            "color-supported",
            "sides-supported",
            "ipp-versions-supported");

    /// What a queue of a print system tells besides.
    static final List<String> OF_QUEUES = List.of("device-uri", "printer-is-shared");

    private WantedAttributes() {}

    static boolean contains(String name) {
        return NAMES.contains(name) || OF_QUEUES.contains(name);
    }
}
