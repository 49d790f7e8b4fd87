package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.simulator.SimulatedPrinter;
import io.printmaster.wire.JoinString;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A real agent with its data on a small disk of its own and a clock that can be set, a real server, a line and a tap
/// between them, and printers that print and fail: what a [SoakTest] lives on.
final class SoakSite implements AutoCloseable {
    static final int PRINTERS = 6;
    private static final Duration START = Duration.ofMinutes(5);
    /// Of a status of the agent's page: it is asked while the agent is held or killed.
    private static final Duration LOOK = Duration.ofSeconds(5);

    final ServerUnderTest server;
    final AgentUnderTest agent;
    final Tap tap;
    final FaultyLine line;
    final SmallDisk disk;
    final FakeClock clock;
    private final List<SimulatedPrinter> printers;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(LOOK).build();
    private Optional<URI> page = Optional.empty();

    private SoakSite(Programs programs, Path directory) throws Exception {
        clock = FakeClock.in(programs, directory, "clock");
        disk = SmallDisk.mount(programs, directory.resolve("disk"), 8);
        PrinterFleet fleet = PrinterFleet.start(programs, PRINTERS);
        printers = fleet.printers();
        server = ServerUnderTest.in(programs, directory).start();
        JoinString join = server.joinString();
        tap = programs.closing(Tap.before(server, join));
        line = programs.closing(FaultyLine.before(tap.port()));
        agent = AgentUnderTest.in(programs, disk.folder(), "agent-soaked", fleet.range(), fleet.port())
                .overflowing(2 * PRINTERS)
                .withPage()
                .surroundedBy(clock.environment());
        assertThat(agent.join(line.through(join)).awaitExit(Duration.ofSeconds(1)))
                .isZero();
        startAgent();
    }

    static SoakSite start(Programs programs, Path directory) throws Exception {
        return programs.closing(new SoakSite(programs, directory));
    }

    void startAgent() {
        agent.launch();
        String said = agent.process().awaitLine(START, "INFO", "page is served");
        page = Optional.of(URI.create(said.replaceAll(".*page=\"?(http://[^\"\\s]+).*", "$1")));
    }

    /// Some of them print, one gets or loses a fault, one may be switched off or on.
    void live(Random chance) {
        SimulatedPrinter printing = printers.get(chance.nextInt(PRINTERS));
        printing.setPageCount(printing.pageCount().orElseThrow() + 1 + chance.nextInt(30));
        SimulatedPrinter failing = printers.get(chance.nextInt(PRINTERS));
        if (chance.nextBoolean()) {
            failing.setErrors();
        } else {
            failing.setErrors(chance.nextInt(15));
        }
        printers.get(chance.nextInt(PRINTERS)).setSilent(chance.nextInt(4) == 0);
    }

    /// The agent's status by its page; empty while it does not answer.
    Optional<JsonNode> status() {
        try {
            HttpRequest request = HttpRequest.newBuilder(page.orElseThrow().resolve("/api/v1/status"))
                    .timeout(LOOK)
                    .build();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? Optional.of(JsonMapper.shared().readTree(answer.body()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /// The agent's files of readings, the newest first.
    List<Path> spill() throws IOException {
        try (Stream<Path> files = Files.list(agent.data())) {
            return files.filter(file -> file.getFileName().toString().startsWith("devices.db"))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
