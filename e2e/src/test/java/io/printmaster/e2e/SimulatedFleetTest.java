package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The load tool against a real server: what it says was stored is what the server has.
final class SimulatedFleetTest {
    private static final int AGENTS = 20;
    private static final int PRINTERS = 10;

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    @Test
    void fleet_joinsBeatsUploads_andItsSumIsWhatTheServerHas() {
        ServerUnderTest server = ServerUnderTest.in(programs, directory).start();

        ProgramUnderTest fleet = fleet(server.joinString("--uses", "" + AGENTS).format(), "--duration", "6");

        assertThat(fleet.awaitExit(Duration.ofSeconds(60))).as(fleet.tail(20)).isZero();
        JsonNode sum = ServerUnderTest.json(fleet);
        Database database = server.database();
        assertThat(sum.path("joined").asInt()).isEqualTo(AGENTS);
        assertThat(database.number("SELECT count(*) FROM agents WHERE last_heartbeat IS NOT NULL"))
                .isEqualTo(AGENTS);
        assertThat(database.number("SELECT count(*) FROM devices")).isEqualTo((long) AGENTS * PRINTERS);
        // Every printer once, then those that printed; each as a device and a sample.
        assertThat(sum.path("records").asLong()).isGreaterThan(2L * AGENTS * PRINTERS);
        assertThat(sum.path("stored").asLong()).isEqualTo(sum.path("records").asLong());
        // A batch may be on its way when the time is over.
        assertThat(database.number("SELECT count(*) FROM metrics"))
                .isGreaterThanOrEqualTo(sum.path("stored").asLong() / 2);
        assertThat(sum.path("answers").propertyNames()).contains("200");
        assertThat(sum.path("median_ms").asDouble()).isPositive();
    }

    @Test
    void fleet_thatIsRefused_saysWhyAndEndsWithPartial() {
        ServerUnderTest server = ServerUnderTest.in(programs, directory).start();

        // One use for twenty agents.
        ProgramUnderTest fleet = fleet(server.joinString().format(), "--duration", "4");

        assertThat(fleet.awaitExit(Duration.ofSeconds(60))).as(fleet.tail(20)).isEqualTo(6);
        assertThat(ServerUnderTest.json(fleet).path("joined").asInt()).isEqualTo(1);
        assertThat(ServerUnderTest.json(fleet).path("refused").asInt()).isEqualTo(AGENTS - 1);
        assertThat(fleet.errText()).contains("first refusal", "401");
    }

    private ProgramUnderTest fleet(String join, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "simulate", "fleet", "--json", "--join", join, "--agents", "" + AGENTS, "--printers", "" + PRINTERS));
        words.addAll(List.of("--heartbeat", "1", "--upload", "1", "--connections", "8"));
        words.addAll(List.of(more));
        return programs.printmaster(words.toArray(String[]::new));
    }
}
