package io.printmaster.agent.config;

/// A way to printers that can be switched on or off. Printers that are plugged in by USB cannot be read, so they are no
/// way yet.
public enum DiscoveryMethod {
    SNMP,
    MDNS,
    SSDP,
    WSD,
    /// Reads what SNMP cannot; finds nothing by itself.
    IPP;

    /// Whether printers are found this way; otherwise it only reads those that another way found.
    public boolean finds() {
        return this != IPP;
    }
}
