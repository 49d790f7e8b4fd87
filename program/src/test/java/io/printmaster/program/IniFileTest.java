package io.printmaster.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.program.IniFile.Entry;
import io.printmaster.program.IniFile.Fault;
import org.junit.jupiter.api.Test;

class IniFileTest {

    @Test
    void everyValue_keepsItsSectionAndLine() {
        IniFile ini = IniFile.parse("[server]\n\nserver_url = https://a:9090\n[snmp]\nport=161\n");
        assertThat(ini.entries())
                .containsExactly(
                        new Entry("server", "server_url", "https://a:9090", 3), new Entry("snmp", "port", "161", 5));
        assertThat(ini.faults()).isEmpty();
    }

    @Test
    void comments_mayStandAloneOrAfterAValue() {
        IniFile ini = IniFile.parse(
                "# one\n; two\n[a] # three\nx = 5              # Number (default: 5)\ny = c#d;e ; f\nz = # g");
        assertThat(ini.entries())
                .extracting(Entry::value)
                .as("a # inside a word is part of it, as in passwords and URLs")
                .containsExactly("5", "c#d;e", "");
    }

    @Test
    void quotes_protectCommentsAndBlanks() {
        IniFile ini = IniFile.parse("[a]\nx = \" # \\\"b\\\\ \" # c\ny = ' \"d\\ '\n");
        assertThat(ini.entries()).extracting(Entry::value).containsExactly(" # \"b\\ ", " \"d\\ ");
    }

    @Test
    void windowsLineEnds_countAsOneLine() {
        IniFile ini = IniFile.parse("[A]\r\nX = 1\r\n\r\nY = 2\r\n");
        assertThat(ini.entries()).containsExactly(new Entry("a", "x", "1", 2), new Entry("a", "y", "2", 4));
    }

    @Test
    void linesNotUnderstood_areFaultsAndTheRestIsRead() {
        IniFile ini = IniFile.parse("[a]\nnonsense\n= 3\nx = \"open\ny = 'a' b\nz = 1\n[b\nlost = 1\n[c] d\n[]\n");
        assertThat(ini.faults()).extracting(Fault::line).containsExactly(2, 3, 4, 5, 7, 9, 10);
        assertThat(ini.entries())
                .as("keys after a broken section belong nowhere")
                .containsExactly(new Entry("a", "z", "1", 6));
    }
}
