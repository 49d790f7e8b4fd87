package io.printmaster.agent.discover.ssdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SsdpMessageTest {
    private static Optional<SsdpMessage> parse(String text) {
        return SsdpMessage.parse(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void answer_isRead_withOrWithoutCarriageReturns() {
        String text = """
                HTTP/1.1 200 OK
                CACHE-CONTROL: max-age=1800
                ST: upnp:rootdevice
                usn:uuid:1234::upnp:rootdevice
                ST: second
                EXT:
                LOCATION: http://10.0.0.5/d.xml

                """;
        for (String form : new String[] {text, text.replace("\n", "\r\n")}) {
            SsdpMessage message = parse(form).orElseThrow();

            assertThat(message.kind()).isEqualTo(SsdpMessage.Kind.ANSWER);
            assertThat(message.target()).isEqualTo("upnp:rootdevice");
            assertThat(message.device()).isEqualTo("uuid:1234");
            assertThat(message.header("location")).isEqualTo("http://10.0.0.5/d.xml");
            assertThat(message.namesPrinter()).isFalse();
        }
    }

    @Test
    void announcements_areRead() {
        SsdpMessage alive = parse("""
                        NOTIFY * HTTP/1.1
                        NTS: ssdp:alive
                        NT: urn:schemas-upnp-org:device:Printer:1
                        USN: uuid:1::x

                        """).orElseThrow();

        assertThat(alive.kind()).isEqualTo(SsdpMessage.Kind.ALIVE);
        assertThat(alive.namesPrinter()).isTrue();
        assertThat(parse("NOTIFY * HTTP/1.1\r\nNTS: ssdp:byebye\r\n\r\n"))
                .hasValueSatisfying(m -> assertThat(m.kind()).isEqualTo(SsdpMessage.Kind.BYE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "M-SEARCH * HTTP/1.1\r\nST: ssdp:all\r\n\r\n",
                "HTTP/1.1 404 Not Found\r\nST: a\r\n\r\n",
                "HTTP/2.0 200 OK\r\nST: a\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\n: no name\r\n\r\n",
                "HTTP/1.1 200 OK\r\nbad name: x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nST: a\u0000b\r\n\r\n",
                "HTTP/1.1 200 OK\r\nST: a\r\n folded: b\r\n\r\n",
                "NOTIFY * HTTP/1.1\r\nNTS: ssdp:other\r\n\r\n",
                "NOTIFY /x HTTP/1.1\r\nNTS: ssdp:alive\r\n\r\n",
            })
    void whatIsNotWellFormed_isNothing(String text) {
        assertThat(parse(text)).isEmpty();
    }

    @Test
    void tooMuch_isNothing() {
        assertThat(parse("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(30) + "\r\n"))
                .isPresent();
        StringBuilder many = new StringBuilder("HTTP/1.1 200 OK\r\n");
        for (int i = 0; i < 60; i++) {
            many.append("A").append(i).append(": b\r\n");
        }
        assertThat(parse(many + "\r\n")).isEmpty();
        assertThat(parse("HTTP/1.1 200 OK\r\nST: " + "x".repeat(2_000) + "\r\n\r\n"))
                .isEmpty();
        assertThat(parse("HTTP/1.1 200 OK\r\nST: " + "x".repeat(20_000) + "\r\n\r\n"))
                .isEmpty();
    }

    @Test
    void randomOctets_neverThrow() {
        Random random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            byte[] octets = new byte[random.nextInt(500)];
            random.nextBytes(octets);
            assertThat(SsdpMessage.parse(octets)).isEmpty();
        }
    }
}
