package io.printmaster.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.printmaster.model.AgentId;
import io.printmaster.model.Meters;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Sample;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordStreamTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final AgentId AGENT = new AgentId("agent-01");
    private static final UUID ID = new UUID(7, 8);

    private static byte[] sample(int number) {
        PrinterKey key = PrinterKey.ofSerial("Acme", "SN%05d".formatted(number)).orElseThrow();
        return SampleJson.encode(new Sample(
                key,
                "SN" + number,
                NOW.plusSeconds(number),
                new Meters(Map.of("total", (long) number), ""),
                List.of()));
    }

    private static byte[] stream(List<byte[]> records, String end) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(RecordStream.head(AGENT, NOW, ID));
        for (byte[] record : records) {
            body.writeBytes(record);
            body.writeBytes(end.getBytes(StandardCharsets.UTF_8));
        }
        return body.toByteArray();
    }

    private static List<byte[]> samples(int count) {
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(sample(i));
        }
        return all;
    }

    private static List<RecordStream.Part<SampleRecord>> parts(InputStream body, int records, int bytes)
            throws Exception {
        RecordStream<SampleRecord> stream = RecordStream.metrics(body, 100, NOW);
        List<RecordStream.Part<SampleRecord>> parts = new ArrayList<>();
        for (Optional<RecordStream.Part<SampleRecord>> part = stream.next(records, bytes);
                part.isPresent();
                part = stream.next(records, bytes)) {
            parts.add(part.get());
        }
        return parts;
    }

    private static List<RecordStream.Part<SampleRecord>> parts(String body) throws Exception {
        return parts(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), 50, 1 << 20);
    }

    private static final String HEAD = "{\"agent_id\":\"agent-01\"}\n";

    /// Gives what it has in small pieces, as a slow line does.
    private static final class Dripping extends ByteArrayInputStream {
        private final Random random = new Random(3);

        Dripping(byte[] all) {
            super(all);
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1 + random.nextInt(40)));
        }
    }

    @Test
    void stream_isReadInParts_withPlacesOfTheWhole() throws Exception {
        byte[] body = stream(samples(25), "\n");

        List<RecordStream.Part<SampleRecord>> parts = parts(new ByteArrayInputStream(body), 10, 1 << 20);

        assertThat(parts).extracting(p -> p.batch().received()).containsExactly(10, 10, 5);
        assertThat(parts.get(2).batch().items()).extracting(Batch.Item::index).containsExactly(20, 21, 22, 23, 24);
        assertThat(parts.getLast().batch().items().getLast().value().serial()).isEqualTo("SN24");
        RecordStream<SampleRecord> again = RecordStream.metrics(new ByteArrayInputStream(body), 100, NOW);
        assertThat(again.head()).isEqualTo(new BatchHead(Optional.of(AGENT), Optional.of(NOW), ID.toString()));
    }

    @Test
    void parts_followFromTheContent_notFromHowItArrives() throws Exception {
        for (String end : List.of("\n", "\r\n", "\n\n")) {
            byte[] body = stream(samples(30), end);
            int bytes = 5 * sample(1).length;

            List<RecordStream.Part<SampleRecord>> whole = parts(new ByteArrayInputStream(body), 9, bytes);
            List<RecordStream.Part<SampleRecord>> dripping = parts(new Dripping(body), 9, bytes);

            assertThat(whole).hasSizeGreaterThan(3).isEqualTo(dripping);
            assertThat(whole).extracting(RecordStream.Part::sha256).doesNotHaveDuplicates();
        }
    }

    @Test
    void lastLine_needsNoEnd() throws Exception {
        assertThat(parts(HEAD + new String(sample(1), StandardCharsets.UTF_8))).hasSize(1);
        assertThat(parts(HEAD)).isEmpty();
    }

    @Test
    void lineThatIsNoRecord_isRefusedByItself() throws Exception {
        String good = new String(sample(1), StandardCharsets.UTF_8);
        String body = HEAD + good + "\nnot json\n{\"serial\":7}\n" + good.repeat(2) + "\n[]\n" + good + "\n";

        Batch<SampleRecord> batch = parts(body).getFirst().batch();

        assertThat(batch.received()).isEqualTo(6);
        assertThat(batch.items()).extracting(Batch.Item::index).containsExactly(0, 5);
        assertThat(batch.rejected())
                .extracting(r -> r.index() + " " + r.code())
                .containsExactly("1 malformed", "2 wrong_type", "3 malformed", "4 wrong_type");
    }

    @Test
    void lineThatIsTooLong_isRefusedByItself_andTheNextOneIsRead() throws Exception {
        String good = new String(sample(1), StandardCharsets.UTF_8);
        String huge = "{\"serial\":\"" + "x".repeat(RecordStream.MAX_LINE_BYTES) + "\"}";

        List<RecordStream.Part<SampleRecord>> parts = parts(HEAD + good + "\n" + huge + "\n" + good + "\n");

        assertThat(parts).hasSize(2);
        assertThat(parts.getFirst().batch().rejected())
                .extracting(r -> r.index() + " " + r.code())
                .containsExactly("1 too_large");
        assertThat(parts.getLast().batch().items())
                .extracting(Batch.Item::index)
                .containsExactly(2);
    }

    @Test
    void streamWithoutHead_isMalformed() {
        for (String body : List.of("", "\n", "x\n", "[]\n", "{}\n", new String(sample(1), StandardCharsets.UTF_8))) {
            assertThatThrownBy(() -> parts(body))
                    .as(body)
                    .isInstanceOfSatisfying(
                            WireException.class, e -> assertThat(e.kind()).isEqualTo(WireException.Kind.MALFORMED));
        }
    }

    @Test
    void streamWithTooManyRecords_isTooLarge() {
        byte[] body = stream(samples(101), "\n");
        assertThatThrownBy(() -> parts(new ByteArrayInputStream(body), 50, 1 << 20))
                .isInstanceOfSatisfying(
                        WireException.class, e -> assertThat(e.kind()).isEqualTo(WireException.Kind.TOO_LARGE));
    }

    @Test
    void lineThatBreaksOff_isToldAsSuch() {
        InputStream broken = new ByteArrayInputStream(stream(samples(1), "\n")) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                int count = super.read(target, offset, length);
                if (count < 0) {
                    throw new UncheckedIOException(new IOException("cut"));
                }
                return count;
            }
        };
        assertThatThrownBy(() -> parts(broken, 50, 1 << 20)).hasMessageContaining("cut");
    }
}
