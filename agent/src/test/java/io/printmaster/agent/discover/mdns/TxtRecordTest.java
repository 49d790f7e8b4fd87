package io.printmaster.agent.discover.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TxtRecordTest {
    static byte[] txt(String... strings) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String string : strings) {
            byte[] octets = string.getBytes(StandardCharsets.UTF_8);
            out.write(octets.length);
            out.writeBytes(octets);
        }
        return out.toByteArray();
    }

    private static Map<String, String> parse(String... strings) {
        return TxtRecord.parse(txt(strings)).values();
    }

    @Test
    void keys_areCaseless_andTheFirstCounts() {
        assertThat(parse("TY=Acme P-1", "ty=other", "Duplex=T", "note=2. Stock Süd", "a=b=c"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("ty", "Acme P-1", "duplex", "T", "note", "2. Stock Süd", "a", "b=c"));
    }

    @Test
    void keyWithoutEquals_isThere_andEmptyValueToo() {
        assertThat(parse("flag", "empty=")).containsExactlyInAnyOrderEntriesOf(Map.of("flag", "", "empty", ""));
    }

    @Test
    void senselessStrings_areLeftOut() {
        assertThat(parse("", "=value", "k\u0001y=x", "schlüssel=x", "ok=1")).containsExactly(Map.entry("ok", "1"));
    }

    @Test
    void cutRecord_keepsWhatIsWhole() {
        byte[] whole = txt("ty=Acme", "note=here");

        assertThat(TxtRecord.parse(Arrays.copyOf(whole, whole.length - 1)).values())
                .containsExactly(Map.entry("ty", "Acme"));
        assertThat(TxtRecord.parse(new byte[] {(byte) 255, 'a'}).values()).isEmpty();
        assertThat(TxtRecord.parse(new byte[0]).values()).isEmpty();
    }

    @Test
    void badUtf8AndControls_areMadeHarmless() {
        byte[] record = {5, 'n', '=', (byte) 0xC3, 0x1B, 'x'};

        assertThat(TxtRecord.parse(record).text("n")).doesNotContain("\u001b").endsWith("x");
    }

    @Test
    void size_isBounded() {
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        for (int i = 0; i < 5_000; i++) {
            many.writeBytes(txt("k" + i + "=v"));
        }

        assertThat(TxtRecord.parse(many.toByteArray()).values()).hasSizeLessThanOrEqualTo(128);
        Random random = new Random(17);
        for (int i = 0; i < 2_000; i++) {
            byte[] octets = new byte[random.nextInt(400)];
            random.nextBytes(octets);
            assertThat(TxtRecord.parse(octets)).isNotNull();
        }
    }

    @Test
    void typeMaskOfCups_isRead() {
        assertThat(TxtRecord.parse(txt("printer-type=0x801046")).printerType()).hasValue(0x801046);
        assertThat(TxtRecord.parse(txt("printer-type=many")).printerType()).isEmpty();
        assertThat(TxtRecord.EMPTY.printerType()).isEmpty();
    }
}
