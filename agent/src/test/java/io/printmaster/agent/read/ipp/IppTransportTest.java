package io.printmaster.agent.read.ipp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class IppTransportTest {

    @Test
    void closedTransport_asksNobody() throws IOException, InterruptedException {
        try (ServerSocket printer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            IppTransport transport = new IppTransport(IppSettings.DEFAULT);
            transport.close();

            URI uri = URI.create("http://127.0.0.1:" + printer.getLocalPort() + "/");
            assertThat(transport.post(uri, new byte[1], Duration.ofSeconds(5)))
                    .isEqualTo(new IppTransport.Outcome.Silence("closed", false));
        }
    }
}
