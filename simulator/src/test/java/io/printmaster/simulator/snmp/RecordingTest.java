package io.printmaster.simulator.snmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;

final class RecordingTest {

    @Test
    void everyTag_becomesItsType() {
        Recording recording = Recording.parse("""
                1.3.1|2|-3
                1.3.2|4|a|b\u00e9
                1.3.3|4x|00ff20
                1.3.4|6|1.3.6.1.4.1.2435
                1.3.5|64|192.0.2.7
                1.3.6|64x|c0000207
                1.3.7|65|4294967295
                1.3.8|66|7
                1.3.9|67|100
                1.3.10|70|18446744073709551615
                1.3.11|4|
                """);

        assertThat(recording.problems()).isEmpty();
        assertThat(recording.objects().values())
                .containsExactly(
                        new Integer32(-3),
                        new OctetString(new byte[] {'a', '|', 'b', (byte) 0xE9}),
                        new OctetString(new byte[] {0, (byte) 0xFF, 0x20}),
                        new OID("1.3.6.1.4.1.2435"),
                        new IpAddress("192.0.2.7"),
                        new IpAddress("192.0.2.7"),
                        new Counter32(4_294_967_295L),
                        new Gauge32(7),
                        new TimeTicks(100),
                        new Counter64(-1),
                        new OctetString());
    }

    @Test
    void leadingDotsDisorderAndRepeats_areReadAsMeant() {
        Recording recording = Recording.parse(".1.3.6.10|2|1\r\n1.3.6.9|6|.1.3.6.1\n\n1.3.6.9|2|5\n");

        assertThat(recording.objects().keySet()).containsExactly(new OID("1.3.6.9"), new OID("1.3.6.10"));
        assertThat(recording.objects().get(new OID("1.3.6.9"))).isEqualTo(new OID("1.3.6.1"));
        assertThat(recording.problems()).containsExactly("line 4: 1.3.6.9 a second time");
    }

    @Test
    void damagedLines_areLeftOutAndListed() {
        Recording recording = Recording.parse("""
                1.3.1|65|6git3159
                1.3.2|4x|0g
                1.3.3|64|300.1.1.1
                1.3.4|99|x
                1.3.5
                one.two|2|1
                1.3.6|2|2147483648
                1.3.7|64x|00
                1.3.8|2|8
                """);

        assertThat(recording.objects().keySet()).containsExactly(new OID("1.3.8"));
        assertThat(recording.problems()).hasSize(8);
        assertThat(recording.problems().getFirst()).isEqualTo("line 1: not a number: 6git3159");
        assertThat(recording.problems().get(4)).isEqualTo("line 5: not OID|tag|value");
    }

    @Test
    void recordingsOfRealDevices_areReadWhole() throws IOException {
        Path folder = Path.of(System.getProperty("printmaster.root"), "../shared/recordings/snmp")
                .normalize();
        assumeTrue(Files.isDirectory(folder), "the folder of recordings of real devices is not here");
        int objects = 0;
        int problems = 0;
        List<Path> files;
        try (Stream<Path> list = Files.list(folder)) {
            files = list.toList();
        }
        for (Path file : files) {
            Recording recording = Recording.read(file);
            objects += recording.objects().size();
            problems += recording.problems().size();
        }

        assertThat(files).hasSizeGreaterThan(30);
        assertThat(objects).isGreaterThan(15_000);
        assertThat(problems).isLessThan(5);
    }
}
