package io.printmaster.agent.config;

/// A way to printers that can be switched on or off.
public enum DiscoveryMethod {
    /// The sweep, and reading by SNMP.
    SNMP,
    MDNS,
    SSDP,
    WSD,

    /// Reads what SNMP cannot; finds nothing by itself.
    IPP,

    /// Printers plugged into this machine, and its local print queues.
    USB;

    /// Whether printers are found this way; otherwise it only reads those that another way found.
    public boolean finds() {
        return this != IPP;
    }
}
