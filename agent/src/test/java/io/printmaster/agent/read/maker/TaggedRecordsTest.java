package io.printmaster.agent.read.maker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Brother's octet strings.
final class TaggedRecordsTest {

    private static Map<Integer, Long> read(String hex) {
        return TaggedRecords.of(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    /// Acceptance case 20 of docs/printers.md.
    @Test
    void recordsOfFourOctets() {
        assertThat(read("000104000003da 060104000000c8 ff")).isEqualTo(Map.of(0x00, 986L, 0x06, 200L));
    }

    /// Acceptance case 20 of docs/printers.md.
    @Test
    void recordsOfOneTwoAndFourOctets_standBesideEachOther() {
        assertThat(read("000104 00010f23 31010101 a10102 03e8 410104 00001f40 ff"))
                .isEqualTo(Map.of(0x00, 69_411L, 0x31, 1L, 0xA1, 1000L, 0x41, 8000L));
    }

    @Test
    void tagThatLooksLikeTheEndOrTheMark_insideAValue_isPartOfTheValue() {
        assertThat(read("010104 00ff01ff ff")).isEqualTo(Map.of(0x01, 0x00FF01FFL));
    }

    @Test
    void whatFollowsTheEnd_isNotRead() {
        assertThat(read("010101 05 ff 00 00 02010107")).isEqualTo(Map.of(0x01, 5L));
    }

    @Test
    void numberThatMeansNotTold_isLeftOut() {
        assertThat(read("6f0104 ffffffff 700104 000003e8 ff")).isEqualTo(Map.of(0x70, 1000L));
    }

    /// Acceptance case 20 of docs/printers.md.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "0001",
                "000104",
                "000104 0000",
                "000104 000003da",
                "000104 000003da 0601",
                "000204 000003da ff",
                "000103 0003da ff",
                "000100 ff",
                "0001 7f 00 ff",
                "4e6f7420666f756e64"
            })
    void brokenRecords_tellNothingAtAll(String hex) {
        assertThat(read(hex)).isEmpty();
    }

    @Test
    void anyOctets_areReadWithoutHarm() {
        SplittableRandom chance = new SplittableRandom(7);
        for (int i = 0; i < 10_000; i++) {
            byte[] octets = new byte[chance.nextInt(40)];
            chance.nextBytes(octets);
            assertThat(TaggedRecords.of(octets).values()).allMatch(number -> number >= 0);
        }
    }
}
