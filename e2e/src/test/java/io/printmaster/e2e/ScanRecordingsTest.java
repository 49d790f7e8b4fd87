package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `./printmaster agent scan` against the recorded answers of real devices, as snmpsimd serves them: every device is
/// read by a process of its own, and what it prints is compared with what people found in the recording.
final class ScanRecordingsTest {
    private static final double RIGHT_AT_LEAST = 0.95;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @RegisterExtension
    static final Programs PROGRAMS = Programs.perClass();

    private static final Map<String, List<JsonNode>> FOUND = new ConcurrentHashMap<>();
    private static List<Map<String, String>> expected = List.of();

    @BeforeAll
    static void scanEveryRecording(@TempDir Path directory) throws Exception {
        expected = Csv.read(Repository.recordings().resolve("expected.csv"));
        InetSocketAddress simulator = Peers.snmpsim(PROGRAMS, directory);
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            List<Future<?>> scans = new ArrayList<>();
            for (Map<String, String> row : expected) {
                String name = name(row);
                scans.add(two.submit(() -> FOUND.put(name, scan(simulator, name))));
            }
            for (Future<?> scan : scans) {
                scan.get();
            }
        }
    }

    @Test
    void printers_areReadAsPeopleReadThem() throws Exception {
        RecordingCells cells = new RecordingCells(Repository.recordings().resolve("snmp"));
        for (Map<String, String> row : expected) {
            boolean maybeSkipped = row.get("notes").contains("or skipped");
            if (isPrinter(row) && !(maybeSkipped && found(name(row)).isEmpty())) {
                cells.device(name(row), row, only(name(row)));
            }
        }
        for (Map<String, String> row : Csv.read(Repository.recordings().resolve("expected_supplies.csv"))) {
            cells.supply(row.get("file"), row, only(row.get("file")));
        }
        for (Map<String, String> row : Csv.read(Repository.recordings().resolve("expected_trays.csv"))) {
            cells.tray(row.get("file"), row, only(row.get("file")));
        }
        int filled = cells.filled().size();
        int right = filled - cells.wrong().size();
        String report = "recordings: %d of %d cells right (%.1f %%), %d invented"
                .formatted(
                        right, filled, 100.0 * right / filled, cells.invented().size());
        System.out.println(report);
        Files.writeString(
                Repository.target().resolve("recordings.txt"),
                report + "\n\n" + lines(cells.wrong()) + "\n" + lines(cells.invented()));

        assertSoftly(all -> {
            all.assertThat((double) right / filled)
                    .as("share of right cells; wrong:%n%s", lines(cells.wrong()))
                    .isGreaterThanOrEqualTo(RIGHT_AT_LEAST);
            all.assertThat(cells.invented())
                    .as("values that no recording holds")
                    .isEmpty();
        });
    }

    @Test
    void devicesThatAreNoPrinters_areNotReported() {
        assertThat(expected)
                .filteredOn(row -> !isPrinter(row))
                .hasSize(4)
                .allSatisfy(row -> assertThat(found(name(row))).as(name(row)).isEmpty());
    }

    private static List<JsonNode> scan(InetSocketAddress simulator, String community) {
        ProgramUnderTest scan = PROGRAMS.printmaster(
                "agent",
                "scan",
                simulator.getHostString(),
                "--snmp-port",
                Integer.toString(simulator.getPort()),
                "--community",
                community,
                "--methods",
                "snmp",
                "--json");
        int exit = scan.awaitExit(Duration.ofSeconds(60));
        assertThat(exit).as("exit code of %s%n%s", scan.name(), scan.tail(20)).isIn(0, 3);
        return scan.out().stream().map(JSON::readTree).toList();
    }

    private static JsonNode only(String recording) {
        List<JsonNode> printers = found(recording);
        return printers.size() == 1 ? printers.getFirst() : JSON.createObjectNode();
    }

    private static List<JsonNode> found(String recording) {
        return FOUND.getOrDefault(recording, List.of());
    }

    private static boolean isPrinter(Map<String, String> row) {
        return !row.get("file").startsWith("not-a-printer");
    }

    private static String name(Map<String, String> row) {
        return row.get("file").replace(".snmprec", "");
    }

    private static String lines(List<RecordingCells.Cell> cells) {
        return cells.stream().map(RecordingCells.Cell::toString).collect(Collectors.joining("\n"));
    }
}
