package io.printmaster.agent.read.ipp;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.read.ipp.IppAttempt.Result;
import io.printmaster.model.HintName;
import io.printmaster.model.Sighting;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What asking by IPP tells of each place that was tried.
final class IppAttemptsTest {
    private static final IppSettings SETTINGS =
            new IppSettings(true, Duration.ofMillis(300), Duration.ofSeconds(2), Duration.ofSeconds(5), 1 << 20);

    @Test
    void everyPathThatIsNone_isTold() throws Exception {
        try (IppResponder responder = new IppResponder()) {
            assertThat(attempts(responder.port()))
                    .hasSize(4)
                    .allSatisfy(attempt -> assertThat(attempt.result()).isEqualTo(Result.ANSWERED))
                    .extracting(attempt -> attempt.place().getPath())
                    .containsExactly("/ipp/print", "/ipp/printer", "/ipp", "/");
        }
    }

    @Test
    void passwordThatIsWanted_isTold() throws Exception {
        try (IppResponder responder = new IppResponder().elsewhere(401)) {
            assertThat(attempts(responder.port())).singleElement().satisfies(attempt -> {
                assertThat(attempt.result()).isEqualTo(Result.REFUSED);
                assertThat(attempt.why()).contains("password", "401");
            });
        }
    }

    @Test
    void closedPort_meansThatAHostIsThere() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertThat(attempts(free))
                .singleElement()
                .extracting(IppAttempt::result)
                .isEqualTo(Result.CLOSED);
    }

    private static List<IppAttempt> attempts(int port) {
        List<IppAttempt> attempts = new ArrayList<>();
        try (IppReader reader = IppReader.open(SETTINGS, Clock.systemUTC())) {
            reader.read(
                    new Sighting(
                            InetAddress.getLoopbackAddress(),
                            port,
                            Sighting.Door.MANUAL,
                            "",
                            Instant.EPOCH,
                            Map.of(HintName.IPP_PORT, Integer.toString(port))),
                    attempts::add);
        }
        return attempts;
    }
}
