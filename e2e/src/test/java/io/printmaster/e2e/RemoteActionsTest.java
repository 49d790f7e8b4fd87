package io.printmaster.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.printmaster.wire.JoinString;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What people ask of an agent on the server's pages, in a real Chromium; and the live channel of the Go program's
/// agent.
final class RemoteActionsTest {
    private static final int PRINTERS = 5;

    @RegisterExtension
    final Programs programs = Programs.perTest();

    @TempDir
    Path directory;

    /// The page is another process's than the one that holds the agent's channel.
    @Test
    void scanAndUploadNow_fromThePage_showProgressAndResult() throws Exception {
        ServerUnderTest agents = ServerUnderTest.in(programs, directory).start();
        ServerUnderTest pages = agents.sibling().start();
        JoinString join = agents.joinString();
        PrinterFleet printers = PrinterFleet.start(programs, PRINTERS);
        AgentUnderTest agent = AgentUnderTest.in(
                programs, directory, "agent-far", printers.range() + ", 127.21.0.0/20", printers.port());
        // Only the scan that is asked for is under way; one that is joined at its end has no progress to show.
        agent.configure(Files.readString(agent.config()).replace("\ninterval = 10\n", "\ninterval = 3600\n"));
        agent.join(join);
        agent.start().process().awaitLine(Duration.ofSeconds(60), "Live channel open");
        agent.process().awaitLine(Duration.ofMinutes(3), "Scan finished");
        byte[] pin = Base64.getUrlDecoder().decode(join.caPin());
        try (Chromium chromium = Chromium.start(Base64.getEncoder().encodeToString(pin))) {
            Page page = signIn(pages, chromium.newPage());
            page.navigate(pages.address() + "/agents");
            page.locator("tbody th a").click();
            page.locator("#scan-now").click();

            Locator scan = page.locator("tr[data-job]").first();
            assertThat(scan).containsText("Running", within(5));
            assertThat(scan).containsText(Pattern.compile("[0-9]+ of [0-9]+ addresses asked"), within(60));
            assertThat(scan.locator("progress")).isVisible();
            Chromium.picture(page, "scan-now");
            assertThat(scan)
                    .containsText(Pattern.compile("Done.*" + PRINTERS + " printers read", Pattern.DOTALL), within(120));

            page.locator("#upload-now").click();
            Locator upload = page.locator("tr[data-job]").first();
            assertThat(upload)
                    .containsText(Pattern.compile("Upload now.*Done.*nothing waits", Pattern.DOTALL), within(60));
            assertThat(chromium.complaints()).isEmpty();
        }
        assertThat(pages.database().run("-list", "SELECT actor, action, details FROM audit_log"))
                .contains("ward|command|Asked for scan_now", "|command_result|scan_now asked by ward done");
    }

    private static LocatorAssertions.ContainsTextOptions within(int seconds) {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(seconds * 1_000.0);
    }

    private static Page signIn(ServerUnderTest server, Page fresh) {
        String oneTime = server.createAdmin("ward");
        fresh.navigate(server.address() + "/");
        fresh.fill("#user", "ward");
        fresh.fill("#password", oneTime);
        fresh.click("main button[type=submit]");
        fresh.fill("#current", oneTime);
        fresh.fill("#new", "four words make one good password");
        fresh.fill("#again", "four words make one good password");
        fresh.click("main button[type=submit]");
        assertThat(fresh.locator("h1")).hasText("Overview");
        return fresh;
    }

    @Test
    void goAgent_opensItsChannelWithTheTokenInTheQuery_whichIsWrittenNowhere() {
        ServerUnderTest server = ServerUnderTest.in(programs, directory)
                .start(Map.of("PRINTMASTER_SERVER_LOG_LEVEL", "trace", "PRINTMASTER_SERVER_ACCESS_LOG", "true"));
        JoinString join = server.joinString();
        String token;
        try (WireClient client = new WireClient(join)) {
            token = client.register(join.token(), "go-agent");
        }
        try (GoAgentClient agent = GoAgentClient.connect(server, join, token)) {
            agent.heartbeat("go-agent");
            assertThat(agent.next()).contains("\"type\":\"pong\"");
            agent.send("{\"type\":\"nobody_knows\",\"timestamp\":\"2026-01-01T00:00:00Z\"}");
            agent.heartbeat("another-agent");
            assertThat(agent.next()).contains("\"type\":\"error\"");
        }
        await().until(() -> !server.process().lines("/api/v1/agents/ws").isEmpty());
        assertThat(GoAgentClient.status(server, join, token + "x")).isEqualTo(401);
        server.process().stop(Duration.ofSeconds(20));

        assertThat(server.process().lines(token)).isEmpty();
        assertThat(server.database().run("-list", "SELECT * FROM audit_log"))
                .contains("heartbeat")
                .doesNotContain(token);
    }
}
