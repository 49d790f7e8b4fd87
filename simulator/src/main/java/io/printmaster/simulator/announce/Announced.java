package io.printmaster.simulator.announce;

import java.net.InetAddress;

/// Who announces itself.
///
/// @param serial empty for a printer that tells none by IPP
/// @param uuid   lower case, without `urn:uuid:`
public record Announced(String maker, String model, String serial, String uuid, String hostName, InetAddress address) {
    String name() {
        return maker + " " + model + " " + hostName;
    }
}
