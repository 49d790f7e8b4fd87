package io.printmaster.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MacAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"3c:2a:f4:10:d2:78", "3C-2A-F4-10-D2-78", "3c2a.f410.d278", "3C2AF410D278", " 3c 2a f4 10 d2 78 "
            })
    void spellingsOfTheField_areOneAddress(String text) {
        assertThat(MacAddress.parse(text)).contains(new MacAddress("3c:2a:f4:10:d2:78"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3c:2a:f4:10:d2",
                "3c:2a:f4:10:d2:7",
                "3c:2a:f4:10:d2:78:9a",
                "3c:2a:f4:10:d2:7g",
                "3c/2a/f4/10/d2/78",
                "3c:2a:f4:10:d2:7\uFF18"
            })
    void everythingElse_isNone(String text) {
        assertThat(MacAddress.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3C:2A:F4:10:D2:78", "3c-2a-f4-10-d2-78", "3c:2a:f4:10:d2:7", "3c:2a:f4:10:d2:78 "})
    void otherForms_areNoValue(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new MacAddress(text));
    }
}
