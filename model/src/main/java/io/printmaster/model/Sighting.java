package io.printmaster.model;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Map;

/// A sign that a printer may be at an address; the reader decides what it is.
///
/// @param port       the port that answered
/// @param credential name of the configured credential that worked (never the secret itself); empty if none was needed
/// @param hints      what the door said in passing, such as `sysDescr`, `sysObjectID`, `txt.ty`
public record Sighting(
        InetAddress address, int port, Door door, String credential, Instant at, Map<String, String> hints) {

    /// By which protocol it was met.
    public enum Door {
        SNMP,
        MDNS,
        SSDP,
        WSD,
        IPP,
        USB,
        MANUAL
    }

    /// Copies.
    public Sighting {
        hints = Map.copyOf(hints);
    }
}
