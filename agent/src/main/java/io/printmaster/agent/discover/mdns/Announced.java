package io.printmaster.agent.discover.mdns;

import io.printmaster.model.RawPorts;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/// One service instance as resolved: its PTR, SRV, TXT and address records together.
///
/// @param type      such as `_ipp._tcp`
/// @param subtypes  such as `_cups`, `_universal`
/// @param instance  user text, up to 63 octets; one device has the same in all its types
/// @param host      SRV target
/// @param port      0 when the name is only reserved
/// @param addresses of the host
record Announced(
        String type,
        Set<String> subtypes,
        String instance,
        String host,
        int port,
        List<InetAddress> addresses,
        TxtRecord txt) {
    private static final String WEB = "_http._tcp";

    Announced {
        subtypes = Set.copyOf(subtypes);
        addresses = List.copyOf(addresses);
    }

    /// Whether a service can be used there. A device that speaks IPP reserves the LPD name with port 0
    /// (Bonjour Printing 1.2.1).
    boolean isOffered() {
        return port > 0 && port <= 65_535;
    }

    /// Whether it is a printer's or scanner's: every device has a web page, and only printers name it so.
    boolean isOfPrinter() {
        return !type.equals(WEB) || subtypes.contains("_printer");
    }

    /// Whether it is a queue that a computer shares rather than a device: it stands for a printer, but
    /// its address, host and UUID are the computer's.
    boolean isQueue() {
        String path = txt.text("rp");
        boolean pathOfCups = path.startsWith("printers/") || path.startsWith("classes/");
        return subtypes.contains("_cups")
                || (pathOfCups && (txt.printerType().isPresent() || txt.has("printer-state")));
    }

    boolean isIpp() {
        return isOffered() && !RawPorts.contains(port) && (type.equals("_ipp._tcp") || type.equals("_ipps._tcp"));
    }
}
