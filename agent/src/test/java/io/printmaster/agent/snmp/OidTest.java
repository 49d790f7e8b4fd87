package io.printmaster.agent.snmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OidTest {

    @Test
    void text_comesBackAsItWas_andALeadingDotIsTaken() {
        assertThat(Oid.parse(".1.3.6.1.4294967295")).hasToString("1.3.6.1.4294967295");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "1..3", "1.3.", "1.-3", "a.b", "1.4294967296"})
    void nonsense_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Oid.parse(text));
    }

    @Test
    void order_isThatOfWalks_withUnsignedArcs() {
        assertThat(Oid.parse("1.3.6")).isLessThan(Oid.parse("1.3.6.0"));
        assertThat(Oid.parse("1.3.9")).isLessThan(Oid.parse("1.3.10"));
        assertThat(Oid.parse("1.3.2147483647")).isLessThan(Oid.parse("1.3.2147483648"));
    }

    @Test
    void prefix_andWhatFollows() {
        Oid cell = Oid.parse("1.3.6.1.2.1.43.11.1.1.9.1.3");
        Oid column = Oid.parse("1.3.6.1.2.1.43.11.1.1.9");

        assertThat(cell.startsWith(column)).isTrue();
        assertThat(column.startsWith(cell)).isFalse();
        assertThat(cell.after(column.size())).hasToString("1.3");
        assertThat(column.child(1, 3)).isEqualTo(cell);
    }

    @Test
    void predecessor_isBeforeTheInstanceAndAfterAllOthers() {
        assertThat(Oid.parse("1.3.6.5").predecessor()).isEqualTo(Oid.parse("1.3.6.4"));
        assertThat(Oid.parse("1.3.6.0").predecessor()).isEqualTo(Oid.parse("1.3.6"));
    }
}
