package io.printmaster.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/// What `tcpdump` saw on a wire: when each packet passed that the filter lets through.
final class Capture {
    private static final int FILE_HEADER = 24;
    private static final int PACKET_HEADER = 16;
    private static final long SECOND_MICROS = 1_000_000;

    private final ProgramUnderTest tcpdump;
    private final Path file;

    private Capture(ProgramUnderTest tcpdump, Path file) {
        this.tcpdump = tcpdump;
        this.file = file;
    }

    /// Begins to capture, on this machine or inside a namespace.
    static Capture start(Programs programs, Optional<NetworkNamespace> inside, Path file, String link, String filter) {
        String command = Peers.need("tcpdump").toString();
        List<String> words = List.of(
                command,
                "-i",
                link,
                "-n",
                "-Z",
                "root",
                "-s",
                "64",
                "-B",
                "16384",
                "-U",
                "-w",
                file.toString(),
                filter);
        ProgramUnderTest tcpdump = inside.map(namespace -> namespace.start(programs, "tcpdump", Map.of(), words))
                .orElseGet(() -> programs.start("tcpdump", Repository.ROOT, Map.of(), words));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !tcpdump.lines("listening on").isEmpty() || !tcpdump.isAlive());
        Skip.unless(tcpdump.isAlive(), "tcpdump may not capture here: " + tcpdump.tail(3));
        return new Capture(tcpdump, file);
    }

    /// Ends it.
    ///
    /// @return the times of all packets in microseconds
    long[] stop() throws IOException {
        tcpdump.stop(Duration.ofSeconds(20));
        Skip.unless(
                tcpdump.lines("0 packets dropped by kernel").size() == 1,
                "this machine is too busy to capture every packet: " + tcpdump.tail(4));
        ByteBuffer octets = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
        octets.position(FILE_HEADER);
        LongStream.Builder times = LongStream.builder();
        while (octets.remaining() >= PACKET_HEADER) {
            long seconds = octets.getInt();
            long micros = octets.getInt();
            int length = octets.getInt();
            octets.getInt();
            octets.position(octets.position() + length);
            times.add(seconds * SECOND_MICROS + micros);
        }
        return times.build().toArray();
    }

    /// The most packets within any one second.
    static int busiestSecond(long[] micros) {
        int most = 0;
        int from = 0;
        for (int to = 0; to < micros.length; to++) {
            while (micros[to] - micros[from] >= SECOND_MICROS) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }
}
