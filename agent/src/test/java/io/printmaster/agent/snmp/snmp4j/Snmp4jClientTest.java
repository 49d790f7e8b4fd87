package io.printmaster.agent.snmp.snmp4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.printmaster.agent.snmp.Oid;
import io.printmaster.agent.snmp.SnmpCredential;
import io.printmaster.agent.snmp.SnmpCredential.Auth;
import io.printmaster.agent.snmp.SnmpCredential.Priv;
import io.printmaster.agent.snmp.SnmpCredential.Version;
import io.printmaster.agent.snmp.SnmpOutcome;
import io.printmaster.agent.snmp.SnmpOutcome.Answer;
import io.printmaster.agent.snmp.SnmpOutcome.Reason;
import io.printmaster.agent.snmp.SnmpOutcome.Refused;
import io.printmaster.agent.snmp.SnmpOutcome.Timeout;
import io.printmaster.agent.snmp.SnmpRequest;
import io.printmaster.agent.snmp.SnmpTarget;
import io.printmaster.agent.snmp.SnmpValue;
import io.printmaster.agent.snmp.SnmpValue.Absent;
import io.printmaster.agent.snmp.VarBind;
import io.printmaster.program.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.AuthHMAC384SHA512;
import org.snmp4j.security.AuthMD5;
import org.snmp4j.security.AuthSHA;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.PrivAES256;
import org.snmp4j.security.PrivDES;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;

@org.junit.jupiter.api.Timeout(30)
final class Snmp4jClientTest {
    private static final byte[] ENGINE = {(byte) 0x80, 0, 0, 1, 5, 1, 2, 3, 4, 5};
    private static final OctetString AUTH_PASSWORD = new OctetString("auth-password");
    private static final OctetString PRIV_PASSWORD = new OctetString("priv-password");
    private static final Oid DESCR = Oid.parse("1.3.6.1.2.1.1.1.0");
    private static final Oid UP_TIME = Oid.parse("1.3.6.1.2.1.1.3.0");
    private static final SnmpRequest ASK_DESCR = new SnmpRequest.Get(List.of(DESCR));

    private final Snmp4jClient client = new Snmp4jClient(new byte[] {(byte) 0x80, 0, 0, 1, 5, 9, 9, 9, 9, 9});
    private Responder device;

    @BeforeEach
    void open() throws IOException {
        device = responder(0, 0);
        client.start();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        device.close();
    }

    private static Responder responder(int port, int boots) throws IOException {
        return new Responder(
                        "127.0.0.1",
                        port,
                        ENGINE,
                        boots,
                        "public",
                        user("sha256", AuthHMAC192SHA256.ID, PrivAES128.ID),
                        user("sha512", AuthHMAC384SHA512.ID, PrivAES256.ID),
                        user("sha", AuthSHA.ID, PrivAES128.ID),
                        user("md5", AuthMD5.ID, PrivDES.ID),
                        user("authOnly", AuthSHA.ID, null),
                        new UsmUser(new OctetString("open"), null, null, null, null))
                .put(DESCR.toString(), new OctetString("A printer"))
                .put("1.3.6.1.2.1.1.2.0", new OID("1.3.6.1.4.1.11.2.3.9.1"))
                .put(UP_TIME.toString(), new TimeTicks(4_000_000_000L))
                .put("1.3.6.1.2.1.2.1.0", new Integer32(-3))
                .put("1.3.6.1.2.1.2.2.1.10.1", new Counter32(4_294_967_295L))
                .put("1.3.6.1.2.1.4.20.1.3.10.0.0.7", new IpAddress("255.255.255.0"))
                .put("1.3.6.1.2.1.31.1.1.1.6.1", new Counter64(-1));
    }

    private static UsmUser user(String name, OID auth, OID priv) {
        return new UsmUser(new OctetString(name), auth, AUTH_PASSWORD, priv, priv == null ? null : PRIV_PASSWORD);
    }

    private SnmpTarget target(SnmpCredential credential) {
        return new SnmpTarget(InetAddress.getLoopbackAddress(), device.port(), credential, Duration.ofMillis(500), 1);
    }

    private static SnmpCredential community(Version version, String community) {
        return new SnmpCredential.Community("test", version, new Secret(community));
    }

    private static SnmpCredential user(String name, Auth auth, String authPassword, Priv priv, String privPassword) {
        return new SnmpCredential.User(name, name, auth, new Secret(authPassword), priv, new Secret(privPassword), "");
    }

    private SnmpOutcome ask(SnmpCredential credential, SnmpRequest request) {
        return client.send(target(credential), request).join();
    }

    private static Answer descr() {
        return new Answer(
                List.of(new VarBind(DESCR, new SnmpValue.Octets("A printer".getBytes(StandardCharsets.US_ASCII)))));
    }

    @Test
    void everyType_arrivesInOurWords() {
        Answer answer = (Answer) ask(
                community(Version.V2C, "public"),
                new SnmpRequest.Get(List.of(
                        UP_TIME,
                        Oid.parse("1.3.6.1.2.1.1.2.0"),
                        Oid.parse("1.3.6.1.2.1.2.1.0"),
                        Oid.parse("1.3.6.1.2.1.2.2.1.10.1"),
                        Oid.parse("1.3.6.1.2.1.4.20.1.3.10.0.0.7"),
                        Oid.parse("1.3.6.1.2.1.31.1.1.1.6.1"),
                        Oid.parse("1.3.6.1.2.1.99.0"))));

        assertThat(answer.bindings())
                .extracting(VarBind::value)
                .containsExactly(
                        new SnmpValue.Ticks(4_000_000_000L),
                        new SnmpValue.ObjectId(Oid.parse("1.3.6.1.4.1.11.2.3.9.1")),
                        new SnmpValue.Int(-3),
                        new SnmpValue.Unsigned(4_294_967_295L),
                        new SnmpValue.IpAddr("255.255.255.0"),
                        new SnmpValue.Unsigned(Long.MAX_VALUE),
                        Absent.NO_SUCH_INSTANCE);
    }

    @Test
    void version1_namesTheMissingOne() {
        SnmpOutcome outcome = ask(
                community(Version.V1, "public"), new SnmpRequest.Get(List.of(DESCR, Oid.parse("1.3.6.1.2.1.99.0"))));

        assertThat(outcome).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.NO_SUCH_NAME);
            assertThat(refused.index()).isEqualTo(2);
        });
        assertThat(ask(community(Version.V1, "public"), ASK_DESCR)).isEqualTo(descr());
    }

    @Test
    void aWrongCommunity_isSilence() {
        assertThat(ask(community(Version.V2C, "wrong"), ASK_DESCR)).isEqualTo(new Timeout());
    }

    @ParameterizedTest
    @CsvSource({
        "sha256,   SHA256, AES128",
        "sha512,   SHA512, AES256",
        "sha,      SHA,    AES128",
        "md5,      MD5,    DES",
        "authOnly, SHA,    NONE",
        "open,     NONE,   NONE"
    })
    void version3_readsWithEveryLevelOfSecurity(String name, Auth auth, Priv priv) {
        SnmpCredential user = user(name, auth, "auth-password", priv, "priv-password");

        assertThat(ask(user, ASK_DESCR)).isEqualTo(descr());
        assertThat(ask(user, ASK_DESCR)).isEqualTo(descr());
    }

    /// Acceptance case 27 of docs/printers.md.
    @ParameterizedTest
    @CsvSource({
        "sha256,  wrong-password, priv-password, WRONG_CREDENTIALS",
        "nobody,  auth-password,  priv-password, WRONG_CREDENTIALS",
        "authOnly, auth-password, priv-password, UNSUPPORTED",
    })
    void version3_wrongCredentials_areTold(String name, String auth, String priv, Reason reason) {
        Auth protocol = name.equals("authOnly") ? Auth.SHA : Auth.SHA256;

        SnmpOutcome outcome = ask(user(name, protocol, auth, Priv.AES128, priv), ASK_DESCR);

        // A device that cannot decrypt may only report it or stay silent: RFC 3414 leaves the report to
        // it.
        assertThat(outcome).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(reason);
            assertThat(refused.detail()).doesNotContain("password-").isNotEmpty();
        });
    }

    /// A device that cannot decrypt what it gets may report that or stay silent.
    @Test
    void version3_aWrongPrivacyPassword_givesNoAnswer() {
        SnmpOutcome outcome =
                ask(user("sha256", Auth.SHA256, "auth-password", Priv.AES128, "wrong-password"), ASK_DESCR);

        assertThat(outcome).isNotInstanceOf(Answer.class);
    }

    @Test
    void version3_aCorrectedPassword_isUsedAtOnce() {
        ask(user("sha256", Auth.SHA256, "wrong-password", Priv.AES128, "priv-password"), ASK_DESCR);

        assertThat(ask(user("sha256", Auth.SHA256, "auth-password", Priv.AES128, "priv-password"), ASK_DESCR))
                .isEqualTo(descr());
    }

    /// Acceptance case 27 of docs/printers.md.
    @Test
    void version3_aClockThatDoesNotKeepTime_isAskedForOnceMoreAndThenNamed() {
        device.losingTime();

        SnmpOutcome outcome =
                ask(user("sha256", Auth.SHA256, "auth-password", Priv.AES128, "priv-password"), ASK_DESCR);

        assertThat(outcome).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.UNSUPPORTED);
            assertThat(refused.detail()).contains("clock does not keep time");
        });
        // Discovery, the request, once more with the time that the device reported; each perhaps repeated.
        assertThat(device.datagrams()).isLessThanOrEqualTo(6);
    }

    /// Acceptance case 27 of docs/printers.md.
    @Test
    void version3_aDeviceThatStartedAgain_isReadAgain() throws IOException {
        SnmpCredential user = user("sha256", Auth.SHA256, "auth-password", Priv.AES128, "priv-password");
        int port = device.port();
        device.close();
        device = responder(port, 7);
        assertThat(ask(user, ASK_DESCR)).isEqualTo(descr());

        device.close();
        device = responder(port, 8);
        assertThat(ask(user, ASK_DESCR)).isEqualTo(descr());
    }

    @Test
    void version3_aDeviceThatForgotItsBoots_isReadAgainAfterOneMiss() throws IOException {
        SnmpCredential user = user("sha256", Auth.SHA256, "auth-password", Priv.AES128, "priv-password");
        int port = device.port();
        device.close();
        device = responder(port, 7);
        assertThat(ask(user, ASK_DESCR)).isEqualTo(descr());

        device.close();
        device = responder(port, 0);
        ask(user, ASK_DESCR);
        assertThat(ask(user, ASK_DESCR)).isEqualTo(descr());
    }

    @Test
    void manyRequestsAtOnce_areAllAnsweredOverOneSocket() {
        List<CompletableFuture<SnmpOutcome>> all = IntStream.range(0, 500)
                .mapToObj(i -> client.send(target(community(Version.V2C, "public")), ASK_DESCR))
                .toList();

        assertThat(all).allSatisfy(future -> assertThat(future.join()).isEqualTo(descr()));
    }

    @Test
    void outstandingRequests_areRefusedAtClose_andLaterOnesToo() {
        SnmpTarget slow = new SnmpTarget(
                InetAddress.getLoopbackAddress(),
                device.port(),
                community(Version.V2C, "wrong"),
                Duration.ofSeconds(30),
                0);
        CompletableFuture<SnmpOutcome> outstanding = client.send(slow, ASK_DESCR);

        client.close();

        assertThat(outstanding.join())
                .isInstanceOfSatisfying(
                        Refused.class, r -> assertThat(r.reason()).isEqualTo(Reason.CLOSED));
        assertThat(ask(community(Version.V2C, "public"), ASK_DESCR))
                .isInstanceOfSatisfying(
                        Refused.class, r -> assertThat(r.reason()).isEqualTo(Reason.CLOSED));
    }

    @Test
    void aSecondStart_isAnError() {
        assertThatIllegalStateException().isThrownBy(client::start);
    }
}
