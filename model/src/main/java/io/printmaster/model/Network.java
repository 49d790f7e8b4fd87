package io.printmaster.model;

/// Where a printer was met. None of it identifies the printer.
///
/// @param address    IP address as text
/// @param mac        `aa:bb:cc:dd:ee:ff`, or empty
public record Network(String address, String hostname, String mac, String subnetMask, String gateway, String webUiUrl) {

    /// Nothing told.
    public static final Network NONE = new Network("", "", "", "", "", "");

    /// Cleans every text.
    public Network {
        address = Text.clean(address, 60);
        hostname = Text.clean(hostname, 255);
        mac = Text.clean(mac, 40);
        subnetMask = Text.clean(subnetMask, 60);
        gateway = Text.clean(gateway, 60);
        webUiUrl = Text.clean(webUiUrl, 500);
    }
}
