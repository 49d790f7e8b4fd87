package io.printmaster.agent.snmp.snmp4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.fuzz.FuzzInput;
import io.printmaster.agent.snmp.Oid;
import io.printmaster.agent.snmp.SnmpCredential;
import io.printmaster.agent.snmp.SnmpCredential.Version;
import io.printmaster.agent.snmp.SnmpOutcome;
import io.printmaster.agent.snmp.SnmpOutcome.Reason;
import io.printmaster.agent.snmp.SnmpRequest;
import io.printmaster.agent.snmp.SnmpTarget;
import io.printmaster.agent.snmp.SnmpValue;
import io.printmaster.program.Secret;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Answers that are well-formed BER and yet no answers; each request has to end.
final class StrangeAnswersTest {
    private static final Oid NAME = Oid.parse("1.3.6.1.2.1.1.1.0");
    private static final byte[] NAME_BER = HexFormat.of().parseHex("06082b06010201010100");
    private static final byte[] LONG_OID = longOid();

    private final FuzzTransport transport = new FuzzTransport();
    private final Snmp4jClient client =
            new Snmp4jClient(new byte[] {(byte) 0x80, 0, 0, 0, 5, 1, 2, 3}, () -> transport);

    @BeforeEach
    void start() throws Exception {
        client.start();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void nameLongerThanTheStandardAllows_isADeviceErrorAndNotAnEndlessWait() throws Exception {
        assertThat(answered(binding(LONG_OID, new byte[] {2, 1, 1})))
                .isInstanceOfSatisfying(
                        SnmpOutcome.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.DEVICE_ERROR));
    }

    @Test
    void valueThatIsANameTooLong_isNoValue() throws Exception {
        assertThat(answered(binding(NAME_BER, LONG_OID)))
                .isInstanceOfSatisfying(
                        SnmpOutcome.Answer.class,
                        answer -> assertThat(answer.bindings())
                                .singleElement()
                                .extracting(b -> b.value())
                                .isEqualTo(SnmpValue.Absent.NULL));
    }

    @Test
    void lengthBeyondTheEnd_isSilence() throws Exception {
        assertThat(answered(HexFormat.of().parseHex("3082ffff0601"))).isInstanceOf(SnmpOutcome.Timeout.class);
    }

    private SnmpOutcome answered(byte[] bindings) throws Exception {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.write(2);
        input.writeBytes(bindings);
        transport.feed(new FuzzInput(input.toByteArray()));
        SnmpTarget target = new SnmpTarget(
                InetAddress.getLoopbackAddress(),
                161,
                new SnmpCredential.Community("site", Version.V2C, new Secret("public")),
                Duration.ofMillis(50),
                0);
        return client.send(target, new SnmpRequest.Get(List.of(NAME))).get(5, TimeUnit.SECONDS);
    }

    private static byte[] binding(byte[] name, byte[] value) {
        byte[] both = new byte[name.length + value.length];
        System.arraycopy(name, 0, both, 0, name.length);
        System.arraycopy(value, 0, both, name.length, value.length);
        return FuzzTransport.element(0x30, both);
    }

    private static byte[] longOid() {
        byte[] arcs = new byte[200];
        Arrays.fill(arcs, (byte) 1);
        arcs[0] = 0x2B;
        return FuzzTransport.element(6, arcs);
    }
}
