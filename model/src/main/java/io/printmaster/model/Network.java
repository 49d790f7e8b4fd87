package io.printmaster.model;

import java.util.List;
import java.util.TreeSet;

/// Where a printer was met. None of it identifies the printer, except the hardware addresses of its own.
///
/// @param address  IP address as text
/// @param mac      of the interface that owns the address: `aa:bb:cc:dd:ee:ff`, or empty
/// @param macs     every hardware address that the device told of itself and that identifies one, WLAN included, in
///                 the one accepted form and order; `mac` is among them
/// @param wireless whether the interface that owns the address is known to be a WLAN's
public record Network(
        String address,
        String hostname,
        String mac,
        String subnetMask,
        String gateway,
        String webUiUrl,
        List<String> macs,
        boolean wireless) {
    private static final int MAX_MACS = 16;

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
        TreeSet<String> known = new TreeSet<>();
        for (String text : macs) {
            MacAddress.parse(text).filter(MacAddress::identifies).ifPresent(m -> known.add(m.value()));
        }
        MacAddress.parse(mac).filter(MacAddress::identifies).ifPresent(m -> known.add(m.value()));
        macs = known.stream().limit(MAX_MACS).toList();
    }

    /// A device of one interface.
    public Network(String address, String hostname, String mac, String subnetMask, String gateway, String webUiUrl) {
        this(address, hostname, mac, subnetMask, gateway, webUiUrl, List.of(), false);
    }
}
