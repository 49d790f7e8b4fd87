package io.printmaster.agent.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EngineIdTest {
    private static EngineId id(String hex) {
        return EngineId.of(HexFormat.of().parseHex(hex)).orElseThrow();
    }

    /// Acceptance case 27 of docs/printers.md.
    @Test
    void anEngineNamedByItsHardwareAddress_tellsMakerAndMac() {
        EngineId id = id("80000983033c2af4010278");

        assertThat(id.enterprise()).isEqualTo(2435);
        assertThat(id.mac()).hasValue(HexFormat.of().parseHex("3c2af4010278"));
        assertThat(id.address()).isEmpty();
        assertThat(id).hasToString("80000983033c2af4010278").isEqualTo(id("80000983033c2af4010278"));
    }

    @Test
    void anEngineNamedByItsAddressOrText_tellsThat() {
        assertThat(id("8000000b01c0000207").address())
                .hasValueSatisfying(a -> assertThat(a.getHostAddress()).isEqualTo("192.0.2.7"));
        assertThat(id("8000000b0220010db8000000000000000000000007").address())
                .hasValueSatisfying(a -> assertThat(a.getAddress()).hasSize(16));
        assertThat(id("8000000b046d6670").text()).isEqualTo("mfp");
    }

    @Test
    void anEngineOfTheOldForm_tellsItsMakerOnly() {
        EngineId id = id("0000000b3c2af40102780000");

        assertThat(id.enterprise()).isEqualTo(11);
        assertThat(id.mac()).isEmpty();
        assertThat(id.text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"80000983033c2af40102", "80000983033c2af401027800", "80000983", "8000098305ffffffffffff"})
    void anythingElse_namesNoHardwareAddress(String hex) {
        assertThat(EngineId.of(HexFormat.of().parseHex(hex)).flatMap(EngineId::mac))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80000983", "0000000000", "ffffffffffffffff"})
    void octetsThatAreNoEngineId_areNone(String hex) {
        assertThat(EngineId.of(HexFormat.of().parseHex(hex))).isEmpty();
    }
}
