package io.printmaster.simulator.announce;

import com.hp.jipp.encoding.AttributeGroup;
import com.hp.jipp.encoding.IppInputStream;
import com.hp.jipp.encoding.IppOutputStream;
import com.hp.jipp.encoding.IppPacket;
import com.hp.jipp.encoding.KeywordType;
import com.hp.jipp.encoding.StringType;
import com.hp.jipp.encoding.Tag;
import com.hp.jipp.encoding.TextType;
import com.hp.jipp.encoding.UriType;
import com.hp.jipp.model.PrinterState;
import com.hp.jipp.model.Types;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The printer's web server: IPP at `/ipp/print`, the UPnP description at [#DESCRIPTION].
final class IppService implements AutoCloseable {
    static final int PORT = 631;
    static final String DESCRIPTION = "/description.xml";
    private static final int MAX_REQUEST = 64 * 1024;

    private final Announced printer;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private IppService(Announced printer, HttpServer server) {
        this.printer = printer;
        this.server = server;
    }

    /// @throws IOException when the port cannot be had
    static IppService open(Announced printer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(printer.address(), PORT), 0);
        IppService service = new IppService(printer, server);
        server.createContext("/ipp/print", service::ipp);
        server.createContext(DESCRIPTION, service::description);
        server.setExecutor(service.threads);
        server.start();
        return service;
    }

    private void ipp(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] asked = exchange.getRequestBody().readNBytes(MAX_REQUEST);
            int id;
            try (IppInputStream in = new IppInputStream(new ByteArrayInputStream(asked))) {
                id = in.readPacket().getRequestId();
            } catch (IOException | RuntimeException e) {
                exchange.sendResponseHeaders(400, -1);
                return;
            }
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            try (IppOutputStream out = new IppOutputStream(octets)) {
                out.write(answer(id));
            }
            exchange.getResponseHeaders().set("Content-Type", "application/ipp");
            exchange.sendResponseHeaders(200, octets.size());
            octets.writeTo(exchange.getResponseBody());
        }
    }

    private IppPacket answer(int id) {
        AttributeGroup operation = AttributeGroup.groupOf(
                Tag.operationAttributes,
                new StringType(Tag.charset, "attributes-charset").of("utf-8"),
                new StringType(Tag.naturalLanguage, "attributes-natural-language").of("en"));
        String deviceId = "MFG:" + printer.maker() + ";MDL:" + printer.model() + ";CLS:PRINTER;"
                + (printer.serial().isEmpty() ? "" : "SN:" + printer.serial() + ";");
        AttributeGroup attributes = AttributeGroup.groupOf(
                Tag.printerAttributes,
                new TextType("printer-make-and-model").of(printer.maker() + " " + printer.model()),
                new TextType("printer-device-id").of(deviceId),
                new UriType("printer-uuid").of(URI.create("urn:uuid:" + printer.uuid())),
                Types.printerState.of(PrinterState.idle),
                new KeywordType("printer-state-reasons").of("none"));
        return new IppPacket(0x0200, 0x0000, id, operation, attributes);
    }

    private void description(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = """
                <?xml version="1.0"?><root xmlns="urn:schemas-upnp-org:device-1-0"><device>
                <deviceType>urn:schemas-upnp-org:device:Printer:1</deviceType><friendlyName>%s</friendlyName>
                <manufacturer>%s</manufacturer><modelName>%s</modelName><serialNumber>%s</serialNumber>
                <UDN>uuid:%s</UDN></device></root>
                """.formatted(
                            printer.name(), printer.maker(), printer.model(), printer.serial(), printer.uuid())
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
