package io.printmaster.server.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\uFF1D1+1", "=cmd|' /C calc'!A0", "-"})
    void cell_disarmsFormulas(String formula) {
        assertThat(Csv.cell(formula)).startsWith("\"'").endsWith("\"");
    }

    @Test
    void cell_keepsNumbersAsNumbers() {
        assertThat(Csv.cell("-12")).isEqualTo("-12");
        assertThat(Csv.cell("12.5")).isEqualTo("12.5");
    }

    @Test
    void line_quotesWhatWouldBreakIt() {
        assertThat(Csv.line(List.of("a", "b,c", "say \"x\"", "two\nlines", "a;b")))
                .isEqualTo("a,\"b,c\",\"say \"\"x\"\"\",\"two\nlines\",\"a;b\"\r\n");
    }
}
