package io.printmaster.agent.read.ipp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class IppCodecTest {
    private static final String UUID = "11111111-2222-3333-4444-555555555555";

    private static IppAttributes read(byte[] octets) {
        IppAnswer answer = IppCodec.decode(octets);
        assertThat(answer).isInstanceOf(IppAnswer.Message.class);
        return ((IppAnswer.Message) answer).attributes();
    }

    @Test
    void request_isWhatTheStandardSays() {
        byte[] octets = IppCodec.request(
                0x0101, 7, URI.create("ipp://127.0.0.1:631/ipp/print"), List.of("all", "marker-names"));

        assertThat(Arrays.copyOf(octets, 9)).containsExactly(1, 1, 0, 0x0B, 0, 0, 0, 7, 1);
        assertThat(octets[octets.length - 1]).isEqualTo((byte) 3);
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        assertThat(text)
                .contains("G\u0000\u0012attributes-charset\u0000\u0005utf-8")
                .contains("H\u0000\u001battributes-natural-language\u0000\u0002en")
                .contains("E\u0000\u000bprinter-uri\u0000\u001dipp://127.0.0.1:631/ipp/print")
                .contains("B\u0000\u0014requesting-user-name\u0000\u000bprintmaster")
                .contains("D\u0000\u0014requested-attributes\u0000\u0003all")
                .contains("D\u0000\u0000\u0000\u000cmarker-names");
        assertThat(text.indexOf("attributes-charset")).isLessThan(text.indexOf("attributes-natural-language"));
    }

    @Test
    void valuesOfEveryKind_areRead() {
        IppAttributes read = read(IppMessage.printer(UUID)
                .withLanguage(0x36, "printer-name", "de", "Drucker Süd")
                .withLanguage(0x35, "printer-info", "en", "by the window")
                .text(0x30, "printer-supply", "type=toner;level=1;")
                .text(0x30, "", "type=toner;level=2;")
                .value(0x22, "color-supported", new byte[] {1})
                .integer(0x21, "marker-levels", -2)
                .integer(0x21, "", 40)
                .end());

        assertThat(read.text("printer-name")).isEqualTo("Drucker Süd");
        assertThat(read.text("printer-info")).isEqualTo("by the window");
        assertThat(read.texts("printer-supply")).containsExactly("type=toner;level=1;", "type=toner;level=2;");
        assertThat(read.isTrue("color-supported")).isTrue();
        assertThat(read.integers("marker-levels")).containsExactly(-2, 40);
        assertThat(read.integer("printer-state")).hasValue(3);
        assertThat(read.text("printer-uuid")).isEqualTo("urn:uuid:" + UUID);
    }

    @Test
    void whatTheCodecWouldStopAt_isLeftOut_andTheRestRead() {
        IppAttributes read = read(IppMessage.printer(UUID)
                .value(0x21, "marker-levels", new byte[] {1, 2})
                .text(0x45, "printer-more-info", "http://a printer/with blanks")
                .value(0x6F, "printer-location", new byte[] {1})
                .value(0x7F, "x-vendor", new byte[] {1, 2, 3})
                .value(0x31, "printer-current-time", new byte[] {7})
                .value(0x13, "printer-geo-location", new byte[0])
                .value(0x35, "printer-info", new byte[] {0, 50, 'x'})
                .value(0x41, "printer-state-message", new byte[] {'M', (byte) 0xFC, 'd', 'e'})
                .group(5)
                .text(0x41, "printer-name", "of another group")
                .end());

        assertThat(read.text("printer-make-and-model")).isEqualTo("Acme Laser 100");
        assertThat(read.integers("marker-levels")).isEmpty();
        assertThat(read.text("printer-more-info")).isEqualTo("http://a printer/with blanks");
        assertThat(read.has("printer-location")).isFalse();
        assertThat(read.text("printer-state-message")).isEqualTo("Müde");
        assertThat(read.has("printer-name")).isFalse();
    }

    @Test
    void nestedCollections_areSteppedOver_howeverDeep() {
        IppMessage message = IppMessage.printer(UUID).value(0x34, "media-col-database", new byte[0]);
        for (int i = 0; i < 9_000; i++) {
            message.text(0x4A, "", "printer-name").value(0x34, "", new byte[0]);
        }
        for (int i = 0; i < 9_001; i++) {
            message.value(0x37, "", new byte[0]);
        }

        IppAttributes read = read(message.text(0x41, "printer-info", "after").end());

        assertThat(read.text("printer-info")).isEqualTo("after");
        assertThat(read.has("printer-name")).isFalse();
    }

    @Test
    void everyCutMessage_isGarbage() {
        byte[] whole = IppMessage.printer(UUID).end();
        for (int length = 0; length < whole.length; length++) {
            assertThat(IppCodec.decode(Arrays.copyOf(whole, length)))
                    .as("cut at %d of %d", length, whole.length)
                    .isInstanceOf(IppAnswer.Garbage.class);
        }
    }

    @Test
    void tooManyValues_areGarbage() {
        IppMessage message = IppMessage.printer(UUID).text(0x44, "printer-state-reasons", "none");
        for (int i = 0; i < 60_000; i++) {
            message.text(0x44, "", "other");
        }

        assertThat(IppCodec.decode(message.end())).isInstanceOf(IppAnswer.Garbage.class);
    }

    @Test
    void randomAndDamagedOctets_neverThrow() {
        Random random = new Random(7);
        byte[] whole =
                IppMessage.printer(UUID).integer(0x21, "marker-levels", 7).end();
        for (int i = 0; i < 5_000; i++) {
            byte[] octets = new byte[random.nextInt(400)];
            random.nextBytes(octets);
            assertThat(IppCodec.decode(octets)).isNotNull();
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            assertThat(IppCodec.decode(damaged)).isNotNull();
        }
        assertThat(IppCodec.decode("<html>no printer</html>".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(IppAnswer.Garbage.class);
    }
}
