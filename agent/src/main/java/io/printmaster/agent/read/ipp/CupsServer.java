package io.printmaster.agent.read.ipp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// The print queues of this computer, as its CUPS lists them (CUPS-Get-Printers, at the loopback
/// address). Thread-safe.
public final class CupsServer implements AutoCloseable {
    private static final List<String> ASKED = List.of(
            "printer-name",
            "device-uri",
            "printer-device-id",
            "printer-make-and-model",
            "printer-location",
            "printer-is-shared",
            "printer-type");
    private static final int HTTP_OK = 200;

    /// CUPS' bit mask: a queue of another server, which is that server's to tell of.
    private static final int REMOTE = 0x0002;

    /// CUPS' bit mask: a class of queues.
    private static final int CLASS = 0x0001;

    private final IppTransport transport;
    private final IppSettings settings;
    private final URI server;

    /// One of its queues.
    ///
    /// @param deviceUri where it sends its jobs; empty when the server does not tell
    /// @param deviceId  IEEE 1284 id of the printer behind it; often empty
    /// @param shared    whether other computers may print on it
    public record Queue(
            String name, String deviceUri, String deviceId, String makeAndModel, String location, boolean shared) {}

    private CupsServer(IppTransport transport, IppSettings settings, URI server) {
        this.transport = transport;
        this.settings = settings;
        this.server = server;
    }

    /// The server at a port of this computer; asks nothing yet. [#close] ends its threads.
    public static CupsServer open(IppSettings settings, int port) {
        return new CupsServer(new IppTransport(settings), settings, URI.create("http://127.0.0.1:" + port + "/"));
    }

    /// All queues; none when no print system answers.
    public List<Queue> queues() throws InterruptedException {
        if (!answers()) {
            return List.of();
        }
        byte[] request = IppCodec.queuesRequest(1, ASKED);
        IppTransport.Outcome outcome = transport.post(server, request, settings.timeout());
        if (!(outcome instanceof IppTransport.Outcome.Answered(int status, byte[] body)) || status != HTTP_OK) {
            return List.of();
        }
        List<Queue> queues = new ArrayList<>();
        for (IppAttributes group : IppCodec.groups(body)) {
            String name = group.text("printer-name");
            int type = group.integer("printer-type").orElse(0);
            if (!name.isEmpty() && (type & (REMOTE | CLASS)) == 0) {
                queues.add(new Queue(
                        name,
                        group.text("device-uri"),
                        group.text("printer-device-id"),
                        group.text("printer-make-and-model"),
                        group.text("printer-location"),
                        group.isTrue("printer-is-shared")));
            }
        }
        return queues;
    }

    /// Whether somebody takes connections there: at most computers nobody does, and to find that out costs neither an
    /// HTTP client nor the classes that write IPP.
    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), (int)
                    settings.connectTimeout().toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        transport.close();
    }
}
