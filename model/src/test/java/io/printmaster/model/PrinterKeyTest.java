package io.printmaster.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PrinterKeyTest {

    @Test
    void serial_isNormalisedAndBelongsToItsMaker() {
        PrinterKey key = PrinterKey.ofSerial("Konica Minolta", " a1b2:c3 d4 ").orElseThrow();

        assertThat(key).hasToString("serial:KONICAMINOLTA/A1B2C3D4");
        assertThat(PrinterKey.ofSerial("HP", "A1B2C3D4")).isPresent().get().isNotEqualTo(key);
        assertThat(PrinterKey.parse(key.toString())).contains(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1234", "XXXXXXXXXX", "0000000000", "unknown", "N/A", "?????", "null", "serial_number"})
    void fillers_areNoSerials(String filler) {
        assertThat(PrinterKey.ofSerial("HP", filler)).isEmpty();
    }

    @Test
    void uuid_comesInBothSpellings() {
        String uuid = "e3248000-80ce-11db-8000-30055ce13be2";

        assertThat(PrinterKey.ofUuid("urn:uuid:" + uuid.toUpperCase(Locale.ROOT)))
                .isEqualTo(PrinterKey.ofUuid(uuid))
                .isPresent();
        assertThat(PrinterKey.ofUuid("00000000-0000-0000-0000-000000000000")).isEmpty();
        assertThat(PrinterKey.ofUuid("uuid")).isEmpty();
    }

    @Test
    void mac_identifiesOnlyWhenItIsTheDevicesOwn() {
        assertThat(PrinterKey.ofMac("3C-2A-F4-10-D2-78")).isPresent().get().hasToString("mac:3c:2a:f4:10:d2:78");
        assertThat(PrinterKey.ofMac("fa:da:0c:2d:63:aa"))
                .as("locally administered")
                .isEmpty();
        assertThat(PrinterKey.ofMac("00:00:00:00:00:00")).isEmpty();
        assertThat(PrinterKey.ofMac("ff:ff:ff:ff:ff:ff")).isEmpty();
        assertThat(PrinterKey.ofMac("88:87:17:00:00:00"))
                .as("bare vendor prefix")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "serial:", "serial", "address:10.0.0.1", "mac:\u0000"})
    void otherTexts_areNoKeys(String text) {
        assertThat(PrinterKey.parse(text)).isEmpty();
    }
}
