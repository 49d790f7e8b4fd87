package io.printmaster.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.printmaster.wire.JoinString;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How an agent says that it is well, or what ails it: its own address, `queue` and `doctor`, and its page on the
/// server.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class AgentHealthTest {
    private static final int PRINTERS = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final String AGENT = "agent-health";

    @RegisterExtension
    static final Programs PROGRAMS = Programs.perClass();

    @TempDir
    static Path directory;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static ServerUnderTest server;
    private static AgentUnderTest agent;
    private static Chromium chromium;
    private static URI page;

    @BeforeAll
    static void startAServerAndAnAgent() throws Exception {
        server = ServerUnderTest.in(PROGRAMS, directory).start();
        JoinString join = server.joinString();
        byte[] pin = Base64.getUrlDecoder().decode(join.caPin());
        chromium = Chromium.start(Base64.getEncoder().encodeToString(pin));
        PrinterFleet printers = PrinterFleet.start(PROGRAMS, PRINTERS);
        agent = AgentUnderTest.in(PROGRAMS, directory, AGENT, printers.range(), printers.port())
                .overflowing(1_000)
                .withPage();
        agent.join(join);
        agent.start();
        String line = agent.process().awaitLine(PATIENCE, "INFO", "page is served");
        page = URI.create(line.replaceAll(".*page=\"?(http://[^\"\\s]+).*", "$1"));
    }

    @AfterAll
    static void closeTheBrowser() {
        HTTP.close();
        if (chromium != null) {
            chromium.close();
        }
    }

    private static String get(String path) {
        try {
            HttpResponse<String> answer =
                    HTTP.send(HttpRequest.newBuilder(page.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            return answer.body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode status() {
        return JsonMapper.shared().readTree(get("/api/v1/status"));
    }

    @Test
    @Order(1)
    void ledger_balancesAtEveryMomentOfAnUpload() {
        int[] looks = {0};
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            JsonNode now = status();
            assertThat(now.at("/ledger/balanced").asBoolean(false))
                    .as(now.toString())
                    .isTrue();
            assertThat(now.at("/queue/devices").asInt()
                            + now.at("/queue/metrics").asInt())
                    .as("queue and ledger are of one moment")
                    .isEqualTo(now.at("/ledger/queued").asInt());
            looks[0]++;
            // On a slow machine a printer is found in the second cycle only.
            return now.path("printers").asInt() == PRINTERS
                    && now.at("/ledger/acknowledged").asInt() >= 2 * PRINTERS;
        });
        JsonNode now = status();

        assertThat(looks[0]).isGreaterThan(5);
        assertThat(now.path("schema_version").asInt()).isEqualTo(1);
        assertThat(now.path("state").asString()).isEqualTo("online");
        assertThat(now.at("/summary/tone").asString()).isEqualTo("ok");
        assertThat(now.at("/uploads/last").size()).isPositive();
        assertThat(now.at("/uploads/last/0/result").asString()).isEqualTo("stored");
        assertThat(now.at("/uploads/saved_by_gzip_bytes").asLong()).isPositive();
        assertThat(now.at("/storage/place").asString()).isEqualTo("memory");
        assertThat(now.at("/storage/spill_bytes").asLong(-1)).isZero();
        assertThat(now.path("printers").asInt()).isEqualTo(PRINTERS);
    }

    @Test
    @Order(2)
    void statusCommand_tellsWhatTheAddressTells() {
        ProgramUnderTest command = agent.command("status");

        assertThat(command.awaitExit(Duration.ofSeconds(1))).isZero();
        assertThat(command.outText())
                .startsWith(status().at("/summary/sentence").asString())
                .contains("acknowledged", "saved", page.toString());
    }

    @Test
    @Order(3)
    void metrics_areReadByPrometheusOwnParser() throws IOException {
        // The system's own: another one has not its packages.
        Path python = Path.of("/usr/bin/python3");
        Skip.unless(Files.isExecutable(python), "`" + python + "` is not installed");
        String parser = """
                import sys
                from prometheus_client.parser import text_string_to_metric_families as parse
                for family in parse(sys.stdin.read()):
                    for sample in family.samples:
                        print(family.type, sample.name, sample.labels, sample.value)
                """;
        Path script = Files.writeString(directory.resolve("parse.py"), parser);
        Path text = Files.writeString(directory.resolve("metrics.txt"), get("/metrics"));
        ProgramUnderTest can = PROGRAMS.start(
                "parser", directory, Map.of(), List.of(python.toString(), "-c", "import prometheus_client.parser"));
        Skip.unless(
                can.awaitExit(PATIENCE) == 0, "python3-prometheus-client is not installed (bin/install-test-peers)");

        ProgramUnderTest parsed =
                PROGRAMS.start("parse", directory, Map.of(), List.of("sh", "-c", python + " " + script + " < " + text));

        assertThat(parsed.awaitExit(PATIENCE)).as(parsed.tail(20)).isZero();
        assertThat(parsed.outText())
                .contains("gauge printmaster_agent_printers {} " + PRINTERS + ".0")
                .contains("gauge printmaster_agent_connection_state {'state': 'online'} 1.0")
                .contains("gauge printmaster_agent_ledger_balanced {} 1.0")
                .contains("counter printmaster_agent_records_acknowledged_total {}")
                .contains("counter printmaster_agent_upload_saved_bytes_total {'by': 'gzip'}");
    }

    @Test
    @Order(4)
    void page_showsEverything_wideAndNarrow_lightAndDark() {
        Page wide = chromium.newPage();
        wide.navigate(page.toString());
        assertThat(wide.locator("h1")).containsText("OK: connected to " + server.address());
        assertThat(wide.locator("#h-ledger")).hasText("Ledger");
        assertThat(wide.locator("section[aria-labelledby=h-ledger] .state")).hasText("It balances");
        assertThat(wide.locator("section[aria-labelledby=h-printers] tbody tr")).hasCount(PRINTERS);
        assertThat(wide.locator("section[aria-labelledby=h-uploads] tbody tr").first())
                .isVisible();
        Chromium.picture(wide, "agent-light");

        wide.locator("#upload-now").click();
        assertThat(wide.locator("#upload-said")).containsText("Asked for an upload");

        Page narrow = chromium.newPage(
                new Browser.NewContextOptions().setViewportSize(360, 740).setColorScheme(ColorScheme.DARK));
        narrow.navigate(page.toString());
        assertThat(narrow.locator(".verdict")).isVisible();
        assertThat((Boolean) narrow.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .as("no sideways scrolling")
                .isTrue();
        Chromium.picture(narrow, "agent-dark-360");
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    @Order(5)
    void serversAgentPage_hasHealthLedgerAndChart() {
        agent.command("queue", "flush");
        long acknowledged = status().at("/ledger/acknowledged").asLong();
        await().atMost(PATIENCE)
                .until(() -> server.database().number("SELECT sum(records) FROM agent_uploads") >= acknowledged);
        Page admin = PagesTest.signIn(server, "ward", chromium.newPage());
        // The next heartbeat tells the ledger.
        await().atMost(PATIENCE)
                .until(() -> server.database()
                                .number("SELECT json_extract(upload_health, '$.ledger.acknowledged') FROM agents")
                        >= acknowledged);

        admin.navigate(server.address() + "/agents");
        admin.locator("a[href='/agents/" + AGENT + "']").first().click();

        assertThat(admin).hasURL(Pattern.compile(".*/agents/" + AGENT));
        assertThat(admin.locator("section[aria-labelledby=h-ledger]")).containsText("It balances");
        assertThat(admin.locator("section[aria-labelledby=h-health]")).containsText("Saved by compression");
        assertThat(admin.locator("#chart canvas")).hasCount(2);
        admin.locator("summary").click();
        assertThat(admin.locator("section[aria-labelledby=h-history] tbody tr").first())
                .isVisible();
        Chromium.picture(admin, "server-agent");
        admin.setViewportSize(360, 740);
        admin.reload();
        assertThat(admin.locator("#chart canvas")).hasCount(2);
        assertThat((Boolean) admin.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .as("no sideways scrolling")
                .isTrue();
        Chromium.picture(admin, "server-agent-360");
        assertThat(chromium.complaints()).isEmpty();
    }

    private static String result(ProgramUnderTest doctor, String check) {
        JsonNode checks = JsonMapper.shared().readTree(doctor.outText()).path("checks");
        for (JsonNode one : checks) {
            if (one.path("check").asString().equals(check)) {
                return one.path("result").asString();
            }
        }
        return "missing in " + doctor.outText();
    }

    @Test
    @Order(6)
    void doctor_ofAHealthyAgent_findsNothing_andOnAWrongClockSaysSo() {
        ProgramUnderTest well = agent.command("doctor", "--json");
        assertThat(well.awaitExit(PATIENCE)).as(well.tail(30)).isZero();
        for (String check : List.of("TLS and pin", "clock", "authentication", "capabilities", "ledger", "SNMP")) {
            assertThat(result(well, check)).as(check).isEqualTo("ok");
        }
        FakeClock clock = FakeClock.in(PROGRAMS, directory, "doctor-clock");
        clock.set(Duration.ofHours(1));
        ProgramUnderTest astray = agent.command(clock.environment(), "doctor", "--json");
        assertThat(astray.awaitExit(PATIENCE)).as(astray.tail(30)).isEqualTo(7);
        assertThat(result(astray, "clock")).isEqualTo("failed");
    }

    @Test
    @Order(7)
    void doctor_ofARevokedAgent_andWithoutAServer_saysWhichStepFails() {
        ProgramUnderTest revoke = PROGRAMS.run(
                "server", "agent", "revoke", AGENT, "--data-dir", server.data().toString());
        assertThat(revoke.awaitExit(PATIENCE)).as(revoke.tail(20)).isZero();
        ProgramUnderTest revoked = agent.command("doctor", "--json");
        assertThat(revoked.awaitExit(PATIENCE)).as(revoked.tail(30)).isEqualTo(7);
        assertThat(result(revoked, "connection")).isEqualTo("ok");
        assertThat(result(revoked, "authentication")).isEqualTo("failed");

        server.process().stop(PATIENCE);
        ProgramUnderTest alone = agent.command("doctor", "--json");
        assertThat(alone.awaitExit(PATIENCE)).as(alone.tail(30)).isEqualTo(7);
        assertThat(result(alone, "connection")).isEqualTo("failed");
        assertThat(result(alone, "TLS and pin")).isEqualTo("skipped");
        await().atMost(PATIENCE)
                .until(() -> !status().at("/summary/tone").asString().equals("ok"));
    }
}
