package io.printmaster.agent.snmp.snmp4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.snmp.EngineId;
import io.printmaster.agent.snmp.Oid;
import io.printmaster.agent.snmp.SnmpCredential;
import io.printmaster.agent.snmp.SnmpDatagram;
import io.printmaster.agent.snmp.SnmpDatagrams;
import io.printmaster.agent.snmp.SnmpOutcome;
import io.printmaster.agent.snmp.SnmpOutcome.Reason;
import io.printmaster.agent.snmp.SnmpValue;
import io.printmaster.program.Secret;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snmp4j.smi.OctetString;

/// Against the library's own agent over a socket, and against datagrams as devices write them.
@Timeout(30)
final class Snmp4jDatagramsTest {
    private static final Oid SYS_DESCR = Oid.parse("1.3.6.1.2.1.1.1.0");
    private static final Oid MISSING = Oid.parse("1.3.6.1.2.1.25.3.2.1.2.1");
    private static final byte[] ENGINE = {(byte) 0x80, 0, 0, 11, 3, 0, 17, 34, 51, 68, 85};

    private final SnmpDatagrams datagrams = new Snmp4jDatagrams();

    private static SnmpCredential.Community community(SnmpCredential.Version version) {
        return new SnmpCredential.Community("c", version, new Secret("public"));
    }

    private SnmpDatagram exchange(Responder device, byte[] request) throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(5_000);
            socket.send(new DatagramPacket(request, request.length, InetAddress.getLoopbackAddress(), device.port()));
            DatagramPacket answer = new DatagramPacket(new byte[1500], 1500);
            socket.receive(answer);
            return datagrams.read(ByteBuffer.wrap(answer.getData(), 0, answer.getLength()));
        }
    }

    @Test
    void versions1And2c_areAskedAndUnderstood() throws Exception {
        try (Responder device = new Responder("127.0.0.1", 0, ENGINE, 1, "public")
                .put(SYS_DESCR.toString(), new OctetString("A printer"))) {
            var v2c = exchange(
                    device, datagrams.get(community(SnmpCredential.Version.V2C), 77, List.of(SYS_DESCR, MISSING)));
            var v1 = exchange(device, datagrams.get(community(SnmpCredential.Version.V1), 1 << 30, List.of(MISSING)));

            assertThat(v2c).isInstanceOfSatisfying(SnmpDatagram.Response.class, response -> {
                assertThat(response.requestId()).isEqualTo(77);
                assertThat(response.outcome())
                        .isInstanceOfSatisfying(
                                SnmpOutcome.Answer.class,
                                answer -> assertThat(answer.bindings())
                                        .extracting(b -> b.value())
                                        .last()
                                        .isEqualTo(SnmpValue.Absent.NO_SUCH_INSTANCE));
            });
            assertThat(v1).isInstanceOfSatisfying(SnmpDatagram.Response.class, response -> {
                assertThat(response.requestId()).isEqualTo(1 << 30);
                assertThat(response.outcome())
                        .isInstanceOfSatisfying(
                                SnmpOutcome.Refused.class,
                                refused -> assertThat(refused.reason()).isEqualTo(Reason.NO_SUCH_NAME));
            });
        }
    }

    @Test
    void engineOfADeviceWithOtherPasswords_isTold() throws Exception {
        try (Responder device = new Responder("127.0.0.1", 0, ENGINE, 1, "somebody-else's")) {
            assertThat(exchange(device, datagrams.whoAreYou(4711)))
                    .isEqualTo(new SnmpDatagram.Report(4711, EngineId.of(ENGINE).orElseThrow()));
        }
    }

    @Test
    void wrongCommunity_isSilence() throws Exception {
        try (Responder device = new Responder("127.0.0.1", 0, ENGINE, 1, "somebody-else's");
                DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            byte[] request = datagrams.get(community(SnmpCredential.Version.V2C), 1, List.of(SYS_DESCR));
            socket.setSoTimeout(200);
            socket.send(new DatagramPacket(request, request.length, InetAddress.getLoopbackAddress(), device.port()));
            org.assertj.core.api.Assertions.assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> socket.receive(new DatagramPacket(new byte[1500], 1500)));
        }
    }

    private static byte[] coded(int tag, byte[]... parts) {
        int length = Stream.of(parts).mapToInt(p -> p.length).sum();
        ByteBuffer all = ByteBuffer.allocate(length + 2).put((byte) tag).put((byte) length);
        Stream.of(parts).forEach(all::put);
        return all.array();
    }

    private static byte[] number(int value) {
        return coded(2, new byte[] {(byte) value});
    }

    private static byte[] text(String hex) {
        return coded(4, HexFormat.of().parseHex(hex));
    }

    private static final byte[] COLD_START = coded(6, HexFormat.of().parseHex("2b0601060301010501"));
    private static final byte[] NONE = coded(0x30);

    /// As RFC 1157, section 4.1.6 draws it.
    @Test
    void trapOfVersion1_isANotification() {
        byte[] pdu = coded(
                0xA4,
                COLD_START,
                coded(0x40, new byte[] {10, 0, 0, 7}),
                number(0),
                number(0),
                coded(0x43, new byte[] {1}),
                NONE);

        assertThat(datagrams.read(ByteBuffer.wrap(coded(0x30, number(0), text("7075626c6963"), pdu))))
                .isEqualTo(new SnmpDatagram.Notification(SnmpDatagram.Version.V1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0xA6, 0xA7})
    void trapsAndInformsOfVersion2c_areNotifications(int type) {
        byte[] pdu = coded(type, number(1), number(0), number(0), NONE);

        assertThat(datagrams.read(ByteBuffer.wrap(coded(0x30, number(1), text("7075626c6963"), pdu))))
                .isEqualTo(new SnmpDatagram.Notification(SnmpDatagram.Version.V2C));
    }

    /// RFC 3412, section 6: in clear, and with a scoped PDU that only the owner of the keys can read.
    @ParameterizedTest
    @CsvSource({"00, true", "03, false"})
    void trapOfVersion3_isANotificationWithoutAnyKey(String flags, boolean inClear) {
        byte[] header = coded(0x30, number(1), coded(2, new byte[] {5, (byte) 0xC0}), text(flags), number(3));
        byte[] security = coded(
                4, coded(0x30, text("8000000b03001122334455"), number(0), number(0), text("61"), text(""), text("")));
        byte[] pdu = coded(0xA7, number(1), number(0), number(0), NONE);
        byte[] scoped = inClear ? coded(0x30, text(""), text(""), pdu) : text("01020304");

        assertThat(datagrams.read(ByteBuffer.wrap(coded(0x30, number(3), header, security, scoped))))
                .isEqualTo(new SnmpDatagram.Notification(SnmpDatagram.Version.V3));
    }

    @Test
    void whatIsCutOrRandom_isUnclearAndNeverAFailure() {
        byte[] whole = datagrams.get(community(SnmpCredential.Version.V2C), 5, List.of(SYS_DESCR));
        for (int length = 0; length <= whole.length; length++) {
            assertThat(datagrams.read(ByteBuffer.wrap(whole, 0, length))).isEqualTo(new SnmpDatagram.Unclear());
        }
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = datagrams.whoAreYou(random.nextInt(Integer.MAX_VALUE));
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
            }
            assertThat(datagrams.read(ByteBuffer.wrap(octets))).isNotNull();
        }
    }
}
