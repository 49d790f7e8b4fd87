package io.printmaster.simulator.announce;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers UPnP searches for printers, from the printer's own address. One virtual thread until it is
/// closed.
final class SsdpService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SsdpService.class);
    private static final int PORT = 1900;
    private static final String GROUP = "239.255.255.250";
    private static final List<String> TARGETS =
            List.of("ssdp:all", "upnp:rootdevice", "urn:schemas-upnp-org:device:Printer:1");

    private final Announced printer;
    private final MulticastSocket ear;
    private final DatagramSocket mouth;

    private SsdpService(Announced printer, MulticastSocket ear, DatagramSocket mouth) {
        this.printer = printer;
        this.ear = ear;
        this.mouth = mouth;
    }

    /// @throws IOException when the port cannot be shared
    static SsdpService open(Announced printer, NetworkInterface link) throws IOException {
        MulticastSocket ear = new MulticastSocket(PORT);
        try {
            ear.joinGroup(new InetSocketAddress(InetAddress.getByName(GROUP), 0), link);
            SsdpService service = new SsdpService(printer, ear, new DatagramSocket(0, printer.address()));
            Thread.ofVirtual().name("ssdp-" + printer.hostName()).start(service::run);
            return service;
        } catch (IOException e) {
            ear.close();
            throw e;
        }
    }

    private void run() {
        byte[] buffer = new byte[2048];
        while (!ear.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                ear.receive(packet);
                String search = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
                for (String target : TARGETS) {
                    if (search.startsWith("M-SEARCH") && search.contains("ST: " + target + "\r\n")) {
                        byte[] answer = answer(target);
                        mouth.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                    }
                }
            } catch (IOException e) {
                if (!ear.isClosed()) {
                    LOG.atWarn().addKeyValue("error", e.getMessage()).log("A UPnP search could not be answered");
                }
            }
        }
    }

    private byte[] answer(String target) {
        return ("HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=1800\r\nST: " + target + "\r\nUSN: uuid:" + printer.uuid()
                        + "::" + target + "\r\nEXT:\r\nSERVER: simulated UPnP/1.0 printer/1.0\r\nLOCATION: http://"
                        + printer.address().getHostAddress() + ":" + IppService.PORT + IppService.DESCRIPTION
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        ear.close();
        mouth.close();
    }
}
