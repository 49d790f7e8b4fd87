package io.printmaster.agent.discover.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class DnsMessageTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final DnsName INSTANCE = new DnsName(List.of("Dots. and blanks", "_ipp", "_tcp", "local"));

    private static InetAddress address(String text) {
        return InetAddress.ofLiteral(text);
    }

    @Test
    void announcement_isReadInFull_compressedNamesToo() {
        byte[] octets = TestMessage.announcement(INSTANCE, 120, address("10.0.0.5"));
        Announcements announcements = new Announcements();

        List<Announced> news =
                announcements.take(address("10.0.0.5"), DnsMessage.parse(octets).orElseThrow(), NOW);

        assertThat(news).singleElement().satisfies(service -> {
            assertThat(service.instance()).isEqualTo("Dots. and blanks");
            assertThat(service.type()).isEqualTo("_ipp._tcp");
            assertThat(service.port()).isEqualTo(631);
            assertThat(service.host()).isEqualTo("ACME.local");
            assertThat(service.addresses()).containsExactly(address("10.0.0.5"));
            assertThat(service.txt().text("rp")).isEqualTo("ipp/print");
        });
        assertThat(announcements.take(
                        address("10.0.0.5"), DnsMessage.parse(octets).orElseThrow(), NOW))
                .as("a repetition is no news")
                .isEmpty();
    }

    @Test
    void sendersCannotChangeWhatOthersSaid() {
        Announcements announcements = new Announcements();
        InetAddress device = address("10.0.0.5");
        announcements.take(device, read(TestMessage.announcement(INSTANCE, 120, device)), NOW);

        announcements.take(address("10.0.0.66"), read(TestMessage.announcement(INSTANCE, 0, device)), NOW);

        assertThat(announcements.all(NOW)).hasSize(1);
        announcements.take(device, read(TestMessage.announcement(INSTANCE, 0, device)), NOW);
        assertThat(announcements.all(NOW)).isEmpty();
    }

    @Test
    void whatIsNotRepeated_runsOut() {
        Announcements announcements = new Announcements();
        announcements.take(
                address("10.0.0.5"), read(TestMessage.announcement(INSTANCE, 120, address("10.0.0.5"))), NOW);

        assertThat(announcements.all(NOW.plusSeconds(119))).hasSize(1);
        assertThat(announcements.all(NOW.plusSeconds(121))).isEmpty();
    }

    @Test
    void pointerAlone_leadsToQuestionsForTheRest() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TestMessage.header(out, 1);
        TestMessage.record(out, DnsName.local("_ipp._tcp"), DnsRecord.TYPE_PTR, 1, 4500, TestMessage.name(INSTANCE));
        Announcements announcements = new Announcements();
        announcements.take(address("10.0.0.5"), read(out.toByteArray()), NOW);

        assertThat(announcements.missing(NOW, 10))
                .containsExactlyInAnyOrder(
                        new DnsQuestion(INSTANCE, DnsRecord.TYPE_SRV, true),
                        new DnsQuestion(INSTANCE, DnsRecord.TYPE_TXT, true));
        byte[] question = DnsQuestion.message(announcements.missing(NOW, 1), List.of());
        assertThat(DnsMessage.parse(question))
                .hasValueSatisfying(m -> assertThat(m.response()).isFalse());
        assertThat(question[question.length - 2] & 0x80).as("the QU bit").isEqualTo(0x80);
    }

    @Test
    void nameThatPointsToItself_endsTheReading() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TestMessage.header(out, 1);
        TestMessage.put(out, 0xC00C, 2);
        TestMessage.put(out, 0, 10);

        assertThat(read(out.toByteArray()).records()).isEmpty();
    }

    @Test
    void cutAndRandomOctets_neverThrow() {
        byte[] whole = TestMessage.announcement(INSTANCE, 120, address("10.0.0.5"));
        for (int length = 0; length < whole.length; length++) {
            DnsMessage.parse(Arrays.copyOf(whole, length));
        }
        Random random = new Random(7);
        Announcements announcements = new Announcements();
        for (int i = 0; i < 5_000; i++) {
            byte[] octets = whole.clone();
            for (int changes = random.nextInt(8); changes >= 0; changes--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt();
            }
            DnsMessage.parse(octets)
                    .ifPresent(m -> announcements.take(address("10.0.0.5"), m, NOW.plus(Duration.ofMillis(1))));
        }
        assertThat(announcements.all(NOW)).hasSizeLessThanOrEqualTo(2_000);
    }

    private static DnsMessage read(byte[] octets) {
        return DnsMessage.parse(octets).orElseThrow();
    }
}
