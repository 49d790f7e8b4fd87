package io.printmaster.agent.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PrinterTextTest {

    /// Acceptance case 14 of docs/printers.md.
    @ParameterizedTest
    @CsvSource({
        "Режим сна,     UTF-8,        2004",
        "Mało toneru,   ISO-8859-2,   5",
        "Спящий режим,  ISO-8859-5,   8",
        "トナー,          Shift_JIS,    17",
        "黑色碳粉,        GB2312,       2025",
        "Schließen,     ISO-8859-1,   0",
        "Ready,         US-ASCII,     106"
    })
    void octetsAreBelievedBeforeTheDeclaredCharset(String text, String charset, int declared) {
        assertThat(PrinterText.of(text.getBytes(Charset.forName(charset)), declared))
                .isEqualTo(text);
    }

    @Test
    void hpRoman8_isRead_andItsMarkTakenOff() {
        assertThat(PrinterText.of(new byte[] {'K', 'o', 'p', 'i', 'e', (byte) 0xCD, 'n'}, 2004))
                .isEqualTo("Kopieën");
        assertThat(PrinterText.of(new byte[] {1, 0x15, 'S', (byte) 0xCF}, 0)).isEqualTo("Sü");
    }

    @ParameterizedTest
    @CsvSource({"0, JP, 2024", "3, CN, 114", "99999, TW, 2026", "0, KR, 38", "5, JP, 5", "2004, JP, 2004", "0, DE, 0"})
    void whereNoKnownCharsetIsDeclared_theCountrysUsualOneCounts(int declared, String country, int charset) {
        assertThat(PrinterText.charset(declared, country)).isEqualTo(charset);
    }

    @Test
    void utf16_isOnlyBelievedWhereTheOctetsShowIt() {
        assertThat(PrinterText.of("Ready!".getBytes(StandardCharsets.UTF_16BE), 1013))
                .isEqualTo("Ready!");
        assertThat(PrinterText.of("Ready!".getBytes(StandardCharsets.US_ASCII), 1013))
                .isEqualTo("Ready!");
        assertThat(PrinterText.of("就绪".getBytes(StandardCharsets.UTF_16BE), 1013))
                .isEqualTo("就绪");
    }

    /// Acceptance case 14 of docs/printers.md.
    @Test
    void whatIsInvalidEverywhere_isStillText() {
        assertThat(PrinterText.of(new byte[] {(byte) 0xFF, (byte) 0xC0, 'a', 0, '\r', '\n'}, 99999))
                .endsWith("a");
    }

    @Test
    void theTwoLineHexDump_isRepaired() {
        byte[] dumped = "Toner of a maker\n37 20 58 00 \n59".getBytes(StandardCharsets.US_ASCII);

        assertThat(PrinterText.of(dumped, 0)).isEqualTo("Toner of a maker7 X Y");
    }

    @Test
    void aSecondLineThatIsNoDump_stays() {
        byte[] lines = "Sixteen letters.\nand more".getBytes(StandardCharsets.US_ASCII);

        assertThat(PrinterText.of(lines, 0)).isEqualTo("Sixteen letters. and more");
    }
}
