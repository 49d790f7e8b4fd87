package io.printmaster.model;

/// TCP ports at which printers print whatever arrives: raw ("JetDirect"), LPD and the like.
///
/// 9110 and 9111 are not known to print, but lie between those that do, and nothing is missed by leaving them alone.
/// Nothing may be sent there and nothing may connect, not even when a device itself names such a port in an address.
public final class RawPorts {

    private RawPorts() {}

    /// Whether the port is one of them.
    public static boolean contains(int port) {
        return port == 515 || (port >= 9100 && port <= 9116) || port == 9999;
    }
}
