package io.printmaster.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.model.AgentFacts;
import io.printmaster.model.AgentId;
import io.printmaster.model.Condition;
import io.printmaster.model.Identity;
import io.printmaster.model.Inventory;
import io.printmaster.model.Network;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Provenance;
import io.printmaster.model.TenantId;
import io.printmaster.model.UploadHealth;
import io.printmaster.server.auth.SignIn;
import io.printmaster.server.fleet.FleetSeed;
import io.printmaster.server.html.Links;
import io.printmaster.server.http.Access;
import io.printmaster.server.http.Route;
import io.printmaster.server.store.Agents;
import io.printmaster.server.store.Role;
import io.printmaster.wire.Heartbeat;
import io.printmaster.wire.JoinString;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// The pages over HTTPS, as a browser without scripts sees them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebPagesTest {
    private static final Instant NOW = Instant.parse("2026-11-03T14:32:15Z");
    private static final TenantId OTHERS = new TenantId("others");

    @TempDir
    private static Path folder;

    private PageServer server;
    private PageBrowser admin;
    private PageBrowser viewer;
    private PageBrowser stranger;
    private List<Printer> printers;
    private AgentId agent;
    private AgentId theirAgent;
    private PrinterKey theirs;

    @BeforeAll
    void start() throws Exception {
        server = new PageServer(folder, Clock.fixed(NOW, ZoneOffset.UTC), 0);
        stranger = new PageBrowser(server);
        assertThat(stranger.get("/login").body()).contains("No user exists yet", "printmaster server admin create");
        FleetSeed seed = new FleetSeed(server.store(), NOW, new SplittableRandom(3));
        List<AgentId> agents = seed.agents(TenantId.DEFAULT, "site", 6);
        printers = seed.devices(TenantId.DEFAULT, agents, 230);
        List<AgentId> others = seed.agents(OTHERS, "other", 1);
        agent = agents.getFirst();
        theirAgent = others.getFirst();
        Printer foreign = hostile("FOREIGN123", "Foreign");
        theirs = foreign.key();
        server.store().write(tx -> {
            seed.add(tx, OTHERS, others.getFirst(), foreign, 1);
            seed.add(tx, TenantId.DEFAULT, agents.getFirst(), hostile("HOSTILE123", "<script>alert(1)</script>"), 1);
            seed.add(tx, TenantId.DEFAULT, agents.getFirst(), hostile("FORMULA123", "=cmd|' /C calc'!A0"), 1);
            return null;
        });
        admin = signedIn("ann", Role.ADMIN);
        viewer = signedIn("vic", Role.VIEWER);
    }

    private PageBrowser signedIn(String name, Role role) throws Exception {
        PageBrowser browser = new PageBrowser(server);
        browser.signIn(
                name, server.invite(name, role, Optional.of(TenantId.DEFAULT)).password());
        return browser;
    }

    private static Printer hostile(String serial, String model) {
        return new Printer(
                PrinterKey.ofSerial("Evil", serial).orElseThrow(),
                new Identity("Evil", model, serial, "\"><img src=x onerror=alert(1)>", "", "' onclick='x"),
                new Network("10.9.9.9", "\" autofocus onfocus=\"x", "", "", "", "javascript:alert(document.cookie)"),
                Condition.UNKNOWN,
                Inventory.NONE,
                new Provenance("network", "snmp", "snmp", NOW, NOW, "</td><script>x</script>", "<b>bold</b>"));
    }

    @AfterAll
    void stop() {
        stranger.close();
        admin.close();
        viewer.close();
        server.close();
    }

    @Test
    void everyRoute_butSignInAndFilesNeedsASession() throws Exception {
        for (Route route : server.routes()) {
            if (route.access().equals(Access.ANYONE)) {
                assertThat(route.pattern()).isIn("/login", "/static/{file}");
                continue;
            }
            String path = path(route);
            HttpResponse<String> answer =
                    route.method().equals("GET") ? stranger.get(path) : stranger.post(path, Map.of());
            if (route.kind() == Route.Kind.API) {
                assertThat(answer.statusCode()).as(route.toString()).isEqualTo(401);
            } else {
                assertThat(answer.statusCode()).as(route.toString()).isEqualTo(303);
                assertThat(answer.headers().firstValue("Location").orElse("")).startsWith("/login");
            }
            assertThat(answer.body())
                    .doesNotContain(printers.getFirst().identity().serial());
        }
    }

    private String path(Route route) {
        return route.pattern()
                .replace("{key}", Links.segment(printers.getFirst().key().toString()))
                .replace("{id}", agent.value());
    }

    @Test
    void everyPost_withoutItsTokenIsRefused() throws Exception {
        for (Route route : server.routes()) {
            if (route.method().equals("POST") && !route.access().equals(Access.ANYONE)) {
                assertThat(admin.post(path(route), Map.of()).statusCode())
                        .as(route.toString())
                        .isEqualTo(403);
                assertThat(admin.post(path(route), Map.of("csrf_token", viewer.token("/password")))
                                .statusCode())
                        .as(route.toString())
                        .isEqualTo(403);
            }
        }
    }

    @Test
    void everyPage_holdsToThePolicy() throws Exception {
        String device = "/devices/" + Links.segment(printers.getFirst().key().toString());
        for (String path : List.of(
                "/",
                "/devices",
                "/supplies",
                "/agents",
                "/audit",
                "/join",
                "/password",
                device,
                "/agents/site-1",
                "/agents/" + agent)) {
            HttpResponse<String> page = admin.get(path);
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                    .doesNotContain("unsafe");
            assertThat(page.body())
                    .as(path)
                    .startsWith("<!DOCTYPE html>")
                    .contains("<html lang=\"en\">", "href=\"#main\"", "<h1")
                    .doesNotContain("<script>");
            assertThat(Markup.skeleton(page.body()))
                    .as(path)
                    .allSatisfy(tag -> assertThat(tag).doesNotContainPattern(" (style|on[a-z]+)( |$)"));
            assertThat(page.body().length()).as(path).isLessThan(300_000);
        }
    }

    @Test
    void agentsPage_showsHealthLedgerAndUploads() throws Exception {
        AgentId agent = new AgentId("site-2");
        Instant hour = Instant.parse("2026-11-03T12:10:00Z");
        UploadHealth health = new UploadHealth(
                3,
                4,
                90,
                "closed",
                "disk",
                "",
                Map.of("collected", 1_234L, "acknowledged", 1_220L, "queued", 7L, "dropped", 7L, "dropped_full", 7L),
                new UploadHealth.Sent(11, 1, 1_220, 40_000, 900_000, 5_000_000),
                new UploadHealth.Spill(8_192, Optional.of(hour), "the server has been away for 11 min", ""));
        server.store().write(tx -> {
            tx.agentUploads().add(agent, hour, 42, 4_000, 90_000);
            tx.agents()
                    .heartbeat(
                            agent,
                            new Agents.Beat(
                                    AgentFacts.NONE,
                                    "active",
                                    OptionalInt.of(9),
                                    Optional.of(uploadJson(health)),
                                    OptionalInt.of(0),
                                    "192.0.2.9",
                                    NOW));
            return null;
        });

        String page = viewer.get("/agents/site-2").body();
        assertThat(page)
                .contains("It balances", "1,234", "of these: full", "5.0 MB", "860.0 kB", "8.2 kB")
                .contains("the server has been away for 11 min", "data-history=\"/api/v1/agents/site-2/uploads\"")
                .contains("<td class=\"num\">42</td><td class=\"num\">4.0 kB</td>");
        assertThat(viewer.get("/agents").body())
                .contains("href=\"/agents/site-2\"", "ledger balanced", "storage disk, 8.2 kB");
        String uploads = viewer.get("/api/v1/agents/site-2/uploads?days=1").body();
        assertThat(uploads)
                .contains(",0,42,0,0]", ",0,4000,0,0]", ",0,90000,0,0]")
                .contains("\"values\":[" + "0,".repeat(21) + "42,0,0]");
        assertThat(viewer.get("/api/v1/agents/site-2/uploads?days=31").statusCode())
                .isEqualTo(400);
        for (String unseen : List.of("/agents/other-1", "/agents/nobody", "/api/v1/agents/other-1/uploads")) {
            assertThat(viewer.get(unseen).statusCode()).as(unseen).isEqualTo(404);
        }
    }

    private static String uploadJson(UploadHealth health) {
        Heartbeat beat = new Heartbeat(
                Optional.empty(),
                Optional.empty(),
                "active",
                "",
                AgentFacts.NONE,
                OptionalInt.empty(),
                Optional.of(health));
        return JsonMapper.shared().readTree(beat.toJson()).path("upload").toString();
    }

    @Test
    void tiles_leadToListsOfExactlyThatCount() throws Exception {
        Matcher tile = Pattern.compile("href=\"([^\"]+)\" id=\"tile-[^\"]*\"><span class=\"number\">([0-9,]+)<")
                .matcher(admin.get("/").body());
        int tiles = 0;
        while (tile.find()) {
            String list = admin.get(tile.group(1).replace("&amp;", "&")).body();
            assertThat(list).as(tile.group(1)).containsPattern("aria-live=\"polite\">" + tile.group(2) + " ");
            tiles++;
        }
        assertThat(tiles).isEqualTo(4);
    }

    @Test
    void list_turnsItsPagesByLinksAlone() throws Exception {
        Pattern next = Pattern.compile("href=\"([^\"]+)\" id=\"page-next\"");
        Pattern row = Pattern.compile("<a href=\"(/devices/[^\"]+)\" id=\"d-");
        String path = "/devices?sort=-pages";
        Map<String, Integer> seen = new HashMap<>();
        while (!path.isEmpty()) {
            String page = admin.get(path).body();
            row.matcher(page).results().forEach(match -> seen.merge(match.group(1), 1, Integer::sum));
            assertThat(page).contains("aria-sort=\"descending\"");
            Matcher link = next.matcher(page);
            path = link.find() ? link.group(1).replace("&amp;", "&") : "";
        }
        assertThat(seen)
                .hasSize(232)
                .allSatisfy((href, times) -> assertThat(times).isEqualTo(1));
    }

    @Test
    void list_answersHtmxWithThePartThatChanges() throws Exception {
        String part = admin.get("/devices?state=error", "HX-Request", "true").body();

        assertThat(part.strip()).startsWith("<div id=\"live\"").doesNotContain("<html");
        assertThat(admin.get("/devices", "HX-Request", "true", "HX-History-Restore-Request", "true")
                        .body())
                .contains("<html");
        HttpResponse<String> signedOut = stranger.get("/devices", "HX-Request", "true");
        assertThat(signedOut.headers().firstValue("HX-Redirect")).contains("/login?next=%2Fdevices");
    }

    @Test
    void list_refusesAnAddressThatMeansNothing() throws Exception {
        assertThat(admin.get("/devices?state=broken").statusCode()).isEqualTo(400);
        assertThat(admin.get("/devices?after=garbage").statusCode()).isEqualTo(400);
        assertThat(admin.get("/devices?agent=a%20b").statusCode()).isEqualTo(400);
    }

    @Test
    void device_showsHostileTextAsText() throws Exception {
        String page =
                admin.get("/devices/" + Links.segment("serial:EVIL/HOSTILE123")).body();

        assertThat(page)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;b&gt;bold", "javascript:alert")
                .doesNotContain("<script>", "href=\"javascript", "<img", "<b>");
    }

    @Test
    void device_ofAnotherCustomerIsNotFoundLikeNone() throws Exception {
        String key = Links.segment(theirs.toString());
        for (String path : List.of(
                "/devices/" + key,
                "/devices/" + key + "?tenant=others",
                "/devices/serial:HP%2FNOSUCH99",
                "/devices/garbage",
                "/api/v1/devices/" + key + "/history?tenant=others")) {
            assertThat(viewer.get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(viewer.get("/devices?q=FOREIGN123").body()).contains("0 devices");
        assertThat(viewer.get("/devices.csv").body()).doesNotContain("FOREIGN123");
        assertThat(viewer.get("/audit?agent=other-1").body()).contains("0 entries");
    }

    @Test
    void history_comesAsColumns() throws Exception {
        String key = Links.segment(printers.getFirst().key().toString());
        HttpResponse<String> answer = admin.get("/api/v1/devices/" + key + "/history");

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body()).contains("\"unit\":\"impressions\"", "\"name\":\"total\"", "\"name\":\"black\"");
        assertThat(admin.get("/api/v1/devices/" + key + "/history?days=0").statusCode())
                .isEqualTo(400);
    }

    @Test
    void export_hasTheListsRowsAndRunsNothing() throws Exception {
        String csv = admin.get("/devices.csv?sort=serial").body();

        assertThat(csv.lines()).hasSize(233);
        assertThat(csv).contains(",\"'=cmd|' /C calc'!A0\",").doesNotContain(",=cmd");
        assertThat(csv.lines()
                        .skip(1)
                        .map(line -> line.substring(0, line.indexOf(',')))
                        .toList())
                .isSorted();
    }

    @Test
    void actions_areForOperatorsOfTheTenant_andShowWhatCameOfThem() throws Exception {
        String path = "/agents/" + agent + "/actions";
        String theirs = "/agents/" + theirAgent + "/actions";
        String about = "/agents/" + agent;
        assertThat(viewer.get(about).body()).contains("id=\"actions\"").doesNotContain("Scan now");
        assertThat(viewer.post(path, Map.of("csrf_token", viewer.token("/password"), "command", "scan_now"))
                        .statusCode())
                .isEqualTo(403);
        try (PageBrowser operator = signedIn("olga", Role.OPERATOR)) {
            Map<String, String> scan = Map.of("csrf_token", operator.token(about), "command", "scan_now");
            assertThat(operator.get(theirs).statusCode()).isEqualTo(404);
            assertThat(operator.post(theirs, scan).statusCode()).isEqualTo(404);
            assertThat(operator.get("/agents/no%20such%20agent/actions").statusCode())
                    .isEqualTo(404);

            HttpResponse<String> asked = operator.post(path, scan);
            assertThat(asked.statusCode()).isEqualTo(303);
            assertThat(asked.headers().firstValue("Location")).contains(about);
            assertThat(operator.get(about).body()).contains("every 1s", "Waiting for the agent", "<h1>");
            assertThat(operator.get(path, "HX-Request", "true").body())
                    .startsWith("<div id=\"actions\"")
                    .contains("Scan now");
        }
    }

    @Test
    void join_makesALineForAdminsOnly() throws Exception {
        Map<String, String> form = new HashMap<>(Map.of("hours", "24", "uses", "3", "site", "Main \"office\""));
        form.put("csrf_token", admin.token("/join"));
        String page = admin.post("/join", form).body();

        Matcher line = Pattern.compile("pm1\\.[A-Za-z0-9_-]+").matcher(page);
        assertThat(line.find()).isTrue();
        assertThat(JoinString.parse(line.group()).server()).hasToString("https://localhost:9090");
        assertThat(page).contains("3 agents within 24 hours", "value=\"Main &#34;office&#34;\"");

        form.put("uses", "0");
        assertThat(admin.post("/join", form).statusCode()).isEqualTo(422);
        form.put("csrf_token", viewer.token("/password"));
        assertThat(viewer.post("/join", form).statusCode()).isEqualTo(403);
        assertThat(viewer.get("/join").statusCode()).isEqualTo(403);
        assertThat(viewer.get("/").body()).doesNotContain("href=\"/join\"");
    }

    @Test
    void signIn_forcesTheChangeOfTheOneTimePassword() throws Exception {
        SignIn.Invited invited = server.invite("new", Role.VIEWER, Optional.empty());
        try (PageBrowser browser = new PageBrowser(server)) {
            assertThat(browser.post("/login", Map.of("user", "new", "password", "wrong"))
                            .statusCode())
                    .isEqualTo(401);
            HttpResponse<String> first =
                    browser.post("/login", Map.of("user", "new", "password", invited.password(), "next", "/audit"));
            assertThat(first.headers().firstValue("Location")).contains("/password");
            assertThat(browser.get("/devices").headers().firstValue("Location")).contains("/password");
            String token = browser.token("/password");
            Map<String, String> form = new HashMap<>(
                    Map.of("csrf_token", token, "current", invited.password(), "new", "long enough words"));
            form.put("again", "other words here");
            assertThat(browser.post("/password", form).body()).contains("differ");
            form.put("again", "long enough words");
            assertThat(browser.post("/password", form).statusCode()).isEqualTo(303);
            assertThat(browser.get("/devices").statusCode()).isEqualTo(200);
            assertThat(browser.post("/logout", Map.of("csrf_token", browser.token("/")))
                            .statusCode())
                    .isEqualTo(303);
            assertThat(browser.get("/devices").statusCode()).isEqualTo(303);
        }
    }

    @Test
    void signIn_goesOnlyToPathsOfThisServer() {
        assertThat(SignInPages.local("/devices?state=error")).isEqualTo("/devices?state=error");
        for (String elsewhere : List.of("//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nb", "x")) {
            assertThat(SignInPages.local(elsewhere)).as(elsewhere).isEmpty();
        }
    }
}
