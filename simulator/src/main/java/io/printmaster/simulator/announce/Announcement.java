package io.printmaster.simulator.announce;

import java.io.IOException;
import java.net.NetworkInterface;
import java.util.Map;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;

/// A printer as its link meets it: it announces IPP by mDNS, reserves the name of its LPD, answers UPnP
/// searches and serves both, until it is closed. Thread-safe.
public final class Announcement implements AutoCloseable {
    private final IppService ipp;
    private final SsdpService ssdp;
    private final JmDNS mdns;

    private Announcement(IppService ipp, SsdpService ssdp, JmDNS mdns) {
        this.ipp = ipp;
        this.ssdp = ssdp;
        this.mdns = mdns;
    }

    /// Opens everything at the printer's own address, which is on that link. IPP is at port 631.
    ///
    /// @throws IOException when a port cannot be had; nothing stays open then
    public static Announcement open(Announced printer, NetworkInterface link) throws IOException {
        IppService ipp = IppService.open(printer);
        try {
            SsdpService ssdp = SsdpService.open(printer, link);
            try {
                JmDNS mdns = JmDNS.create(printer.address(), printer.hostName());
                mdns.registerService(ServiceInfo.create(
                        "_ipp._tcp.local.",
                        printer.name(),
                        IppService.PORT,
                        0,
                        0,
                        Map.of(
                                "txtvers",
                                "1",
                                "rp",
                                "ipp/print",
                                "ty",
                                printer.maker() + " " + printer.model(),
                                "usb_MFG",
                                printer.maker(),
                                "usb_MDL",
                                printer.model(),
                                "UUID",
                                printer.uuid())));
                mdns.registerService(
                        ServiceInfo.create("_printer._tcp.local.", printer.name(), 0, 0, 0, Map.of("txtvers", "1")));
                return new Announcement(ipp, ssdp, mdns);
            } catch (IOException e) {
                ssdp.close();
                throw e;
            }
        } catch (IOException e) {
            ipp.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        ssdp.close();
        ipp.close();
        mdns.close();
    }
}
