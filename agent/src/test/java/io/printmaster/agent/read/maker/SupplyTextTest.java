package io.printmaster.agent.read.maker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What makers write into a supply's description.
final class SupplyTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Black Toner, PN 999R99991;SN0001ABC | Black Toner | 999R99991 | 0001ABC",
                "Black Toner, PN unknown;SNunknown | Black Toner | '' | ''",
                "Cyan Toner Cartridge, PN 999R10001 | Cyan Toner Cartridge | 999R10001 | ''",
                "Black Toner Cartridge S/N:CRUM-12345 | Black Toner Cartridge | '' | CRUM-12345",
                "Black Toner Cartridge; S/N: | Black Toner Cartridge | '' | ''",
                "Black Cartridge HP CF410A | Black Cartridge HP CF410A | CF410A | ''",
                "TK-8527K | TK-8527K | TK-8527K | ''",
                "Waste Toner Box | Waste Toner Box | '' | ''",
                "'' | '' | '' | ''"
            })
    void partNumberAndSerial_areSplitOff(String description, String name, String part, String serial) {
        assertThat(SupplyText.of(description)).isEqualTo(new SupplyText(name, part, serial));
    }
}
