package io.printmaster.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class PrintersCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Test
    void profiles_areListed() {
        assertThat(run("simulate", "printers", "--profiles", "list")).isZero();
        assertThat(out.toString().lines()).hasSizeGreaterThanOrEqualTo(14).anyMatch(l -> l.startsWith("zebra-label\t"));
    }

    @Test
    void mistakes_endWithUsageAndSayWhatToDo(@TempDir Path folder) {
        assertThat(run("simulate", "printers", "--profiles", "nobody")).isEqualTo(2);
        assertThat(err.toString()).contains("no profile is called 'nobody'; there are hp-mono-laser");
        assertThat(run("simulate", "printers", "--network", "10.0.0.0/8")).isEqualTo(2);
        assertThat(err.toString()).contains("127.10.0.0/16");
        assertThat(run("simulate", "printers", "--count", "300", "--network", "127.1.1.0/24"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("has 254 addresses");
        assertThat(run(
                        "simulate",
                        "printers",
                        "--recordings",
                        folder.resolve("none").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains(".snmprec");
        assertThat(run("simulate")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
    }
}
