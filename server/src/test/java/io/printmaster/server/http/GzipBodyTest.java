package io.printmaster.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GzipBodyTest {

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] repeated(byte[] member, int times) {
        byte[] all = new byte[member.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(member, 0, all, i * member.length, member.length);
        }
        return all;
    }

    private static byte[] inflate(byte[] body, long limit) throws IOException {
        try (GzipBody gzip = new GzipBody(new ByteArrayInputStream(body), limit)) {
            return gzip.readAllBytes();
        }
    }

    @Test
    void content_comesBackAsItWas() throws Exception {
        byte[] content = new byte[300_000];
        new Random(1).nextBytes(content);
        assertThat(inflate(gzip(content), content.length)).isEqualTo(content);
        assertThat(inflate(gzip(new byte[0]), 1)).isEmpty();
    }

    @Test
    void concatenatedMembers_areOneContent() throws Exception {
        byte[] body = repeated(gzip(new byte[] {7}), 3);
        assertThat(inflate(body, 10)).containsExactly(7, 7, 7);
    }

    @Test
    void hundredThousandEmptyMembers_areRefused_withoutOverflowingTheStack() throws Exception {
        byte[] body = repeated(gzip(new byte[0]), 100_000);
        assertThatThrownBy(() -> inflate(body, 10))
                .isInstanceOfSatisfying(
                        HttpProblem.class, p -> assertThat(p.status()).isEqualTo(400));
    }

    @Test
    void bomb_stopsAtTheLimit() throws Exception {
        byte[] body = gzip(new byte[10_000_000]);
        assertThatThrownBy(() -> inflate(body, 1_000))
                .isInstanceOfSatisfying(
                        HttpProblem.class, p -> assertThat(p.status()).isEqualTo(413));
    }

    @Test
    void whatGrowsBeyondAllReadings_isRefusedEarly_andReadingsAreNot() throws Exception {
        byte[] blanks = new byte[2 * GzipBody.FREE_BYTES];
        ByteArrayInputStream bomb = new ByteArrayInputStream(repeated(gzip(blanks), 10));
        GzipBody inflated = new GzipBody(bomb, Long.MAX_VALUE);
        assertThatThrownBy(inflated::readAllBytes)
                .isInstanceOfSatisfying(
                        HttpProblem.class, p -> assertThat(p.status()).isEqualTo(413));
        assertThat(inflate(gzip(new byte[GzipBody.FREE_BYTES]), Long.MAX_VALUE)).hasSize(GzipBody.FREE_BYTES);

        StringBuilder alike = new StringBuilder();
        for (int i = 0; alike.length() < 2 * GzipBody.FREE_BYTES; i++) {
            alike.append("{\"serial\":\"SN")
                    .append(i)
                    .append("\",\"manufacturer\":\"Acme\",\"supplies\":[")
                    .append("{\"color\":\"black\",\"percent\":50},".repeat(20))
                    .append("{}]}");
        }
        byte[] plain = alike.toString().getBytes(StandardCharsets.US_ASCII);
        assertThat(inflate(gzip(plain), plain.length)).isEqualTo(plain);
    }

    @Test
    void nestedGzip_isInflatedOnce() throws Exception {
        byte[] inner = gzip(new byte[10_000_000]);
        assertThat(inflate(gzip(inner), inner.length)).isEqualTo(inner);
    }

    @Test
    void everyCut_andEveryChangedChecksum_isRefused() throws Exception {
        byte[] body = gzip(new byte[] {1, 2, 3, 4, 5});
        for (int length = 0; length < body.length; length++) {
            byte[] cut = Arrays.copyOf(body, length);
            assertThatThrownBy(() -> inflate(cut, 100)).as("cut at " + length).isInstanceOf(HttpProblem.class);
        }
        body[body.length - 6] ^= 1;
        assertThatThrownBy(() -> inflate(body, 100)).isInstanceOf(HttpProblem.class);
    }
}
