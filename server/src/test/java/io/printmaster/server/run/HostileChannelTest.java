package io.printmaster.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.model.TenantId;
import io.printmaster.wire.Frame;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The live channel against a client that speaks byte by byte, and badly. After each the server takes another agent.
@Timeout(120)
class HostileChannelTest {
    private static final byte[] NOTHING = {};

    @TempDir
    Path directory;

    private ServerInTest server;
    private String token;
    private String goodToken;

    @BeforeEach
    void start() throws Exception {
        server = new ServerInTest(directory);
        token = server.joined("agent-bad", TenantId.DEFAULT);
        goodToken = server.joined("agent-good", TenantId.DEFAULT);
    }

    @AfterEach
    void theServerLivesOn() throws Exception {
        try (AgentOnChannel good = AgentOnChannel.open(server, goodToken)) {
            good.send("{\"type\":\"heartbeat\",\"data\":{}}");
            assertThat(good.next()).isInstanceOf(Frame.Pong.class);
        }
        server.close();
    }

    /// A connection on which anything can be written.
    private final class Raw implements AutoCloseable {
        final SSLSocket socket;
        final OutputStream out;
        final DataInputStream in;

        Raw() throws IOException {
            socket = (SSLSocket) server.tls().getSocketFactory().createSocket("127.0.0.1", server.port());
            socket.setSoTimeout(20_000);
            out = socket.getOutputStream();
            in = new DataInputStream(socket.getInputStream());
        }

        /// @return the answer's first line
        String ask(String more, String bearer) throws IOException {
            write(("GET /api/v1/agents/ws HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + bearer + "\r\n" + more
                            + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    break;
                }
                head.write(next);
            }
            return head.toString(StandardCharsets.US_ASCII).lines().findFirst().orElse("");
        }

        Raw open() throws IOException {
            assertThat(ask(HANDSHAKE, token)).startsWith("HTTP/1.1 101");
            return this;
        }

        void write(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        void frame(int first, byte[] payload) throws IOException {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            frame.write(first);
            frame.write(0x80 | payload.length);
            frame.writeBytes(new byte[4]);
            frame.writeBytes(payload);
            write(frame.toByteArray());
        }

        /// The code of the close frame that ends the connection; 0 when it is cut without one.
        int end() throws IOException {
            try {
                while (true) {
                    int first = in.readUnsignedByte();
                    int length = in.readUnsignedByte();
                    byte[] payload = in.readNBytes(length == 126 ? in.readUnsignedShort() : length);
                    if ((first & 0xF) == 8) {
                        return (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
                    }
                }
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException e) {
                return 0;
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static final String HANDSHAKE = String.join(
            "\r\n",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
            "");

    @Test
    void frameThatAnnouncesATerabyte_isRefusedAtItsHead() throws Exception {
        try (Raw raw = new Raw().open()) {
            raw.write(new byte[] {(byte) 0x81, (byte) 0xFF, 0, 0, 1, 0, 0, 0, 0, 0, 1, 2, 3, 4});
            assertThat(raw.end()).isIn(1009, 1002);
        }
    }

    @Test
    void unmaskedAndReservedFrames_areRefused() throws Exception {
        try (Raw raw = new Raw().open()) {
            raw.write(new byte[] {(byte) 0x81, 2, 'h', 'i'});
            assertThat(raw.end()).isEqualTo(1002);
        }
        try (Raw raw = new Raw().open()) {
            raw.frame(0x83, NOTHING);
            assertThat(raw.end()).isEqualTo(1002);
        }
    }

    @Test
    void textThatIsNoUtf8_isRefused() throws Exception {
        try (Raw raw = new Raw().open()) {
            raw.frame(0x81, new byte[] {(byte) 0xC3, (byte) 0x28});
            assertThat(raw.end()).isEqualTo(1007);
        }
    }

    @Test
    void messageOfEndlessEmptyFragments_isRefused() throws Exception {
        try (Raw raw = new Raw().open()) {
            raw.frame(0x01, new byte[] {'{'});
            floodUntilTheEnd(raw, 0x00, 5_000);
            assertThat(raw.end()).isIn(1009, 0);
        }
    }

    @Test
    void floodOfMessages_isEnded() throws Exception {
        try (Raw raw = new Raw().open()) {
            floodUntilTheEnd(raw, 0x81, 2_000);
            assertThat(raw.end()).isIn(1008, 0);
        }
    }

    /// Each ping wants a pong; whoever does not read them is cut before they pile up.
    @Test
    void floodOfPingsByOneThatDoesNotRead_isEnded() throws Exception {
        try (Raw raw = new Raw().open()) {
            byte[] ping = new byte[125];
            boolean ended = false;
            try {
                for (int i = 0; i < 200_000; i++) {
                    raw.frame(0x89, ping);
                }
            } catch (IOException e) {
                ended = true;
            }
            assertThat(ended).isTrue();
        }
    }

    private static void floodUntilTheEnd(Raw raw, int first, int count) {
        try {
            for (int i = 0; i < count; i++) {
                raw.frame(first, NOTHING);
            }
        } catch (IOException e) {
            // cut while writing
        }
    }

    @Test
    void brokenHandshakes_areAnswered() throws Exception {
        for (String more : List.of(
                HANDSHAKE.replace("13", "99"),
                "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n",
                "Upgrade: websocket\r\n")) {
            try (Raw raw = new Raw()) {
                assertThat(raw.ask(more, token)).startsWith("HTTP/1.1 4");
            }
        }
    }

    @Test
    void manyStrangers_areTurnedAway_andLockNobodyOut() throws Exception {
        List<Raw> strangers = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Raw stranger = new Raw();
                strangers.add(stranger);
                assertThat(stranger.ask(HANDSHAKE, "guess" + i)).containsAnyOf(" 401 ", " 429 ");
            }
        } finally {
            for (Raw stranger : strangers) {
                stranger.close();
            }
        }
    }
}
