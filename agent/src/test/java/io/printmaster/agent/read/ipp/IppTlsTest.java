package io.printmaster.agent.read.ipp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.printmaster.agent.read.ReadOutcome;
import io.printmaster.agent.send.TestAuthority;
import io.printmaster.model.HintName;
import io.printmaster.model.Sighting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Printers that speak TLS, with a certificate that nobody vouches for and that names another host.
@Timeout(60)
final class IppTlsTest {
    private static final String UUID = "11111111-2222-3333-4444-555555555555";
    private static SSLContext unknownToAll;

    private final IppReader reader = IppReader.open(IppSettings.DEFAULT, Clock.systemUTC());

    @BeforeAll
    static void certificate() {
        unknownToAll = TestAuthority.create().serverContext();
    }

    @AfterEach
    void close() {
        reader.close();
    }

    private static IppResponder printer() throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(unknownToAll));
        byte[] answer = IppMessage.printer(UUID).end();
        return new IppResponder(server).at("/ipp/print", request -> answer);
    }

    private static Sighting sighting(int port, Map<String, String> hints) {
        return new Sighting(InetAddress.getLoopbackAddress(), port, Sighting.Door.IPP, "", Instant.EPOCH, hints);
    }

    @Test
    void announcedTlsService_isReadByTls() throws IOException {
        try (IppResponder printer = printer()) {
            Map<String, String> hints =
                    Map.of(HintName.IPPS_PORT, Integer.toString(printer.port()), HintName.IPP_PATH, "ipp/print");

            assertThat(reader.read(sighting(printer.port(), hints))).isInstanceOf(ReadOutcome.Read.class);
            assertThat(printer.requests()).hasSize(1);
        }
    }

    @Test
    void printerThatDoesNotUnderstandPlainHttp_isAskedAgainByTls() throws IOException {
        try (IppResponder printer = printer()) {
            assertThat(reader.read(sighting(printer.port(), Map.of()))).isInstanceOf(ReadOutcome.Read.class);
        }
    }

    @Test
    void printerThatWantsAnUpgrade_isAskedByTls_andSaysSoWhenThatFails() throws IOException {
        try (IppResponder plainOnly = new IppResponder().elsewhere(426)) {
            assertThat(reader.read(sighting(plainOnly.port(), Map.of()))).isInstanceOf(ReadOutcome.Refused.class);
        }
    }
}
