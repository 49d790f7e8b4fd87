package io.printmaster.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

final class JoinStringTest {
    private static final JoinString JOIN =
            new JoinString(URI.create("https://printmaster.example:9090/base"), "a".repeat(43), "Zm9vYmFyYmF6cXV4");

    @Test
    void text_isReadBack_alsoWithBlanksAndLineBreaksInIt() {
        String text = JOIN.format();

        assertThat(text).startsWith("pm1.");
        assertThat(JoinString.parse(text)).isEqualTo(JOIN);
        assertThat(JoinString.parse(" " + text.substring(0, 20) + "\n  " + text.substring(20) + "\r\n"))
                .isEqualTo(JOIN);
        assertThat(JOIN.toString()).doesNotContain(JOIN.token());
    }

    @Test
    void anyChangedCharacter_isNoticed() {
        String text = JOIN.format();
        for (int i = 4; i < text.length() - 1; i++) {
            char other = text.charAt(i) == 'A' ? 'B' : 'A';
            String altered = text.substring(0, i) + other + text.substring(i + 1);
            assertThatThrownBy(() -> JoinString.parse(altered)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void otherText_saysWhatIsWrong() {
        assertThatThrownBy(() -> JoinString.parse("hello")).hasMessageContaining("pm1.");
        assertThatThrownBy(() -> JoinString.parse("pm1.")).hasMessageContaining("damaged or cut off");
        assertThatThrownBy(() -> JoinString.parse("pm1.%%%")).hasMessageContaining("damaged or cut off");
        assertThatThrownBy(() -> JoinString.parse(JOIN.format().substring(0, 40)))
                .hasMessageContaining("damaged or cut off");
    }

    @Test
    void plainHttp_isRefused() {
        assertThatThrownBy(() -> new JoinString(URI.create("http://host:9090"), "a".repeat(43), "tokentoken"))
                .hasMessageContaining("https");
    }
}
