package io.printmaster.agent.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.printmaster.agent.snmp.FakeDevice;
import io.printmaster.model.DoubtfulCount;
import io.printmaster.model.DoubtfulCount.Reason;
import io.printmaster.model.Meters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What real printers count outside the standard. Skipped where the recordings are absent.
final class RecordedMetersTest {
    private static final Path RECORDINGS = Path.of(System.getProperty("printmaster.root", ".."))
            .resolve("../shared/recordings/snmp")
            .normalize();

    private static Meters read(String file) throws IOException {
        assumeTrue(Files.isDirectory(RECORDINGS), "no recordings beside this clone: " + RECORDINGS);
        FakeDevice device = FakeDevice.recorded(RECORDINGS.resolve(file));
        return ReadFixture.printer(ReadFixture.read(device)).meters();
    }

    /// Acceptance case 17 of docs/printers.md.
    /// Acceptance case 18 of docs/printers.md.
    @Test
    void kyocerasOwnTotal_standsBesideTheLifeCount_andIsTheSumOfItsParts() throws IOException {
        Meters meters = read("kyocera_cs4053_full.snmprec");

        assertThat(meters.counts())
                .containsEntry(Meters.TOTAL, 76_498L)
                .containsEntry(Meters.COUNTED, 76_064L)
                .containsEntry(Meters.PRINT, 40_600L)
                .containsEntry(Meters.COPY, 32_971L)
                .containsEntry(Meters.FAX_IN, 2_493L)
                .containsEntry(Meters.MONO, 36_347L)
                .containsEntry(Meters.COLOR, 39_717L)
                .containsEntry(Meters.SCAN, 230_478L);
        assertThat(meters.unit()).isEqualTo("impressions");
        assertThat(meters.doubtful()).isEmpty();
    }

    /// Acceptance case 18 of docs/printers.md.
    @Test
    void sharpsCountersByName_addUpToTheLifeCount() throws IOException {
        Meters meters = read("sharp.snmprec");

        assertThat(meters.counts())
                .containsEntry(Meters.TOTAL, 121_104L)
                .containsEntry(Meters.MONO, 91_164L)
                .containsEntry(Meters.COLOR, 29_940L)
                .containsEntry(Meters.PRINT, 82_214L)
                .containsEntry(Meters.COPY, 38_804L)
                .containsEntry("other_mono", 48L)
                .containsEntry("other_color", 38L)
                .containsEntry(Meters.DUPLEX, 41_020L)
                .containsEntry("feeder", 12_441L);
        assertThat(meters.doubtful()).isEmpty();
    }

    /// Acceptance case 19 of docs/printers.md.
    @Test
    void garbageOfASmallHp_isNotAmongItsCounters() throws IOException {
        Meters meters = read("jetdirect_m130nw.snmprec");

        assertThat(meters.counts())
                .containsEntry(Meters.TOTAL, 15_232L)
                .containsEntry(Meters.COUNTED, 15_232L)
                .containsEntry(Meters.MONO, 15_232L)
                .containsEntry(Meters.SCAN, 1_190L)
                .containsEntry("jams", 12L)
                .doesNotContainValue(10_884_743L);
        assertThat(meters.doubtful())
                .containsExactly(Map.entry("scan_adf_to_host", new DoubtfulCount(10_884_743, Reason.IMPLAUSIBLE)));
    }

    @Test
    void lengthPrintedByALabelPrinter_isACounterOfItsOwn() throws IOException {
        assertThat(read("zebra.snmprec").counts()).isEqualTo(Map.of("printed_centimeters", 4_876L));
    }
}
