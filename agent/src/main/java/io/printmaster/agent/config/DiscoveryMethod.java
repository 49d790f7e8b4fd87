package io.printmaster.agent.config;

/// A way of finding printers that can be switched on or off.
public enum DiscoveryMethod {
    SNMP,
    MDNS,
    SSDP,
    WSD,
    IPP,
    USB
}
