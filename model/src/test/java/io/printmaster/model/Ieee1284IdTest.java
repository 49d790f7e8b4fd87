package io.printmaster.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Ieee1284IdTest {

    @ParameterizedTest
    @CsvSource({
        "MFG:Acme;MDL:P-1;SN:AB12345;CLS:PRINTER;,         Acme, P-1, AB12345",
        "MANUFACTURER:Acme;MODEL:P-1;SERIALNUMBER:AB12345;, Acme, P-1, AB12345",
        "mfg: Acme ;mdl: P-1;SERN:AB12345,                  Acme, P-1, AB12345",
        "MDL:P-1;MFG:Acme;MFG:Other;SER:AB12345;,           Acme, P-1, AB12345",
        "MFG:Acme;MDL:P-1:2;SN:AB1,                         Acme, P-1:2, AB1",
    })
    void everySpellingOfTheKeys_isRead(String text, String manufacturer, String model, String serial) {
        Ieee1284Id id = Ieee1284Id.parse(text).orElseThrow();

        assertThat(id.manufacturer()).isEqualTo(manufacturer);
        assertThat(id.model()).isEqualTo(model);
        assertThat(id.serial()).isEqualTo(serial);
        assertThat(id.mayBePrinter()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"4142313233343500, AB12345", "585830303031323334, XX0001234"})
    void hexOfCharacters_isDecoded(String told, String serial) {
        assertThat(Ieee1284Id.parse("SN:" + told + ";").orElseThrow().serial()).isEqualTo(serial);
    }

    @ParameterizedTest
    @CsvSource({"0102030405060708", "1234567890123456", "DEADBEEF00112233", "4142434"})
    void hexThatIsNoText_staysAsItIs(String told) {
        assertThat(Ieee1284Id.parse("SN:" + told).orElseThrow().serial()).isEqualTo(told);
    }

    @Test
    void lengthInFront_isLeftOut_inEveryForm() {
        byte[] text = "MFG:Acme;MDL:P-1;".getBytes(StandardCharsets.US_ASCII);
        for (int told : new int[] {text.length, text.length + 2}) {
            for (boolean big : new boolean[] {true, false}) {
                byte[] octets = new byte[text.length + 2];
                octets[big ? 1 : 0] = (byte) told;
                System.arraycopy(text, 0, octets, 2, text.length);

                assertThat(Ieee1284Id.parse(octets).orElseThrow().manufacturer())
                        .as("length %d, big endian %s", told, big)
                        .isEqualTo("Acme");
            }
        }
        assertThat(Ieee1284Id.parse(text).orElseThrow().manufacturer()).isEqualTo("Acme");
    }

    @Test
    void trailingNulAndCutValue_areTaken() {
        byte[] octets = "MFG:Acme;MDL:Prin\0\0".getBytes(StandardCharsets.US_ASCII);

        assertThat(Ieee1284Id.parse(octets).orElseThrow().model()).isEqualTo("Prin");
    }

    @Test
    void modelForPeople_isTheDescriptionWhenThatIsAName() {
        assertThat(Ieee1284Id.parse("MDL:M404;DES:Acme Laser M404;")
                        .orElseThrow()
                        .modelForPeople())
                .isEqualTo("Acme Laser M404");
        assertThat(Ieee1284Id.parse("MDL:Laser M404;DES:W1A53A;").orElseThrow().modelForPeople())
                .isEqualTo("Laser M404");
    }

    @Test
    void emptyField_givesWayToItsOtherSpelling() {
        assertThat(Ieee1284Id.parse("MFG:;MANUFACTURE:Acme;MFG:Other;")
                        .orElseThrow()
                        .manufacturer())
                .isEqualTo("Acme");
    }

    @Test
    void scanner_saysThatItIsNoPrinter() {
        assertThat(Ieee1284Id.parse("MFG:Acme;CLS:SCANNER;").orElseThrow().mayBePrinter())
                .isFalse();
    }

    @Test
    void nothing_isNoId() {
        assertThat(Ieee1284Id.parse("")).isEmpty();
        assertThat(Ieee1284Id.parse(new byte[0])).isEmpty();
        assertThat(Ieee1284Id.parse(new byte[1])).isEmpty();
        assertThat(Ieee1284Id.parse("no field; at all")).isEmpty();
    }

    @Test
    void randomOctets_neverThrow_andStayBounded() {
        Random random = new Random(42);
        for (int i = 0; i < 2000; i++) {
            byte[] octets = new byte[random.nextInt(300)];
            random.nextBytes(octets);
            Ieee1284Id.parse(octets).ifPresent(id -> assertThat(id.serial()).hasSizeLessThanOrEqualTo(500));
        }
        assertThat(Ieee1284Id.parse("A:1;".repeat(100_000)).orElseThrow().fields())
                .hasSize(1);
    }
}
