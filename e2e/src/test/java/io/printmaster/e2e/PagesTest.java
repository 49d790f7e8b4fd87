package io.printmaster.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.printmaster.wire.JoinString;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The server's pages as people see them, in a real Chromium, over what a real agent brought.
final class PagesTest {
    private static final int PRINTERS = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final Pattern NUMBER = Pattern.compile("[0-9][0-9,.\u00a0\u202f ]*");

    @RegisterExtension
    static final Programs PROGRAMS = Programs.perClass();

    @TempDir
    static Path directory;

    private static ServerUnderTest server;
    private static Chromium chromium;
    private static Page page;

    @BeforeAll
    static void signInToAServerWithPrinters() {
        server = ServerUnderTest.in(PROGRAMS, directory).start();
        JoinString join = server.joinString();
        byte[] pin = Base64.getUrlDecoder().decode(join.caPin());
        chromium = Chromium.start(Base64.getEncoder().encodeToString(pin));
        PrinterFleet printers = PrinterFleet.start(PROGRAMS, PRINTERS);
        AgentUnderTest agent = AgentUnderTest.in(PROGRAMS, directory, "agent-pages", printers.range(), printers.port());
        agent.join(join);
        agent.start();
        await().atMost(PATIENCE)
                .until(() -> server.database().number("SELECT count(DISTINCT device_key) FROM metrics") == PRINTERS);
        page = signIn("ward", chromium.newPage());
    }

    @AfterEach
    void pagesComplainOfNothing() {
        // The browser itself notes the answer to a wrong password.
        assertThat(chromium.complaints())
                .filteredOn(complaint -> !complaint.contains("/login: error: Failed to load resource"))
                .isEmpty();
    }

    @AfterAll
    static void closeTheBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void oneTimePassword_mustBeChangedAtTheFirstSignIn() {
        String oneTime = server.createAdmin("novice");
        Page own = chromium.newPage();
        own.navigate(server.address() + "/");
        Chromium.picture(own, "login");
        fillIn(own, "novice", oneTime);
        assertThat(own).hasURL(Pattern.compile(".*/password.*"));
        own.navigate(server.address() + "/devices");
        assertThat(own).hasURL(Pattern.compile(".*/password.*"));

        changePassword(own, oneTime);

        assertThat(own.locator("h1")).hasText("Overview");
        Page later = chromium.newPage();
        later.navigate(server.address() + "/");
        fillIn(later, "novice", oneTime);
        assertThat(later.locator("[role=alert]")).isVisible();
    }

    @Test
    void overview_numbersEqualTheListsTheyLeadTo() {
        page.navigate(server.address() + "/");
        Chromium.picture(page, "overview");
        List<String> links = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        for (Locator tile : page.locator("a.tile").all()) {
            links.add(tile.getAttribute("href"));
            numbers.add(number(tile.locator(".number").innerText()));
        }

        assertThat(links).hasSize(4);
        for (int i = 0; i < links.size(); i++) {
            page.navigate(server.address() + links.get(i));
            assertThat(number(page.locator("#count").innerText()))
                    .as(links.get(i))
                    .isEqualTo(numbers.get(i));
        }
    }

    @Test
    void devices_areSortedAndFilteredByTheirAddress() {
        page.navigate(server.address() + "/devices");
        assertThat(number(page.locator("#count").innerText())).isEqualTo(PRINTERS);
        Chromium.picture(page, "devices");
        page.locator("#sort-pages").click();
        assertThat(page.locator("th[aria-sort=ascending], th[aria-sort=descending]"))
                .containsText("Pages");
        String sorted = page.url();
        List<String> cells = page.locator("td[data-label=Pages]").allInnerTexts();
        List<Long> pages = cells.stream()
                .takeWhile(cell -> !cell.contains("not told"))
                .map(PagesTest::number)
                .toList();

        assertThat(pages)
                .hasSizeGreaterThan(PRINTERS / 2)
                .satisfiesAnyOf(
                        rows -> assertThat(rows).isSortedAccordingTo(Comparator.naturalOrder()),
                        rows -> assertThat(rows).isSortedAccordingTo(Comparator.reverseOrder()));
        Page other = page.context().newPage();
        other.navigate(sorted);
        assertThat(other.locator("tbody tr").allInnerTexts().size()).isEqualTo(PRINTERS);
        other.close();

        String serial = page.locator("tbody th .mono").first().innerText();
        page.locator("#q").fill(serial);
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page).hasURL(Pattern.compile(".*q=.*"));
        page.reload();
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page.locator("#q")).hasValue(serial);
    }

    @Test
    void device_showsSuppliesMetersAndHistory() {
        page.navigate(server.address() + "/devices");
        page.locator("tbody th a").first().click();

        assertThat(page.locator("#h-supplies")).isVisible();
        assertThat(page.locator("table[aria-labelledby=h-supplies] tbody tr").count())
                .isPositive();
        assertThat(page.locator("table[aria-labelledby=h-meters] tbody tr").count())
                .isPositive();
        assertThat(page.locator("#chart canvas").first()).isVisible();
        Chromium.picture(page, "device");
    }

    @Test
    void someLeft_isAWordAndNeverAPercentage() {
        String key = server.database()
                .rows("SELECT d.serial FROM devices d JOIN device_details w ON w.device_key = d.device_key"
                        + " WHERE w.detail LIKE '%\"some_left\":true%' LIMIT 1")
                .getFirst()
                .path("serial")
                .asString();
        page.navigate(server.address() + "/devices?q=" + key);
        page.locator("tbody th a").first().click();
        assertThat(page.locator("#h-supplies")).isVisible();
        List<String> levels = page.locator(".level")
                .filter(new Locator.FilterOptions()
                        .setHasText(Pattern.compile("some (space )?left", Pattern.CASE_INSENSITIVE)))
                .allInnerTexts();

        assertThat(levels).isNotEmpty().allSatisfy(level -> assertThat(level).doesNotContain("%"));
        assertThat(page.locator("main").innerText()).doesNotContain("-3", "-2 ");
    }

    @Test
    void audit_showsWhatTheAgentDid() {
        page.navigate(server.address() + "/audit");
        Chromium.picture(page, "audit");

        assertThat(number(page.locator("#count").innerText())).isPositive();
        assertThat(page.locator("main")).containsText("agent-pages");
        assertThat(page.locator("main")).containsText(Pattern.compile("Uploaded [0-9]+ devices"));
    }

    @Test
    void pages_fitAPhoneInTheDark() {
        Page phone = signIn(
                "phone",
                chromium.newPage(new Browser.NewContextOptions()
                        .setViewportSize(360, 740)
                        .setColorScheme(ColorScheme.DARK)));
        for (String path : List.of("/", "/devices", "/supplies", "/agents", "/audit", "/join")) {
            phone.navigate(server.address() + path);
            Chromium.picture(phone, "phone" + path.replace('/', '-'));
            assertThat(((Number) phone.evaluate("document.documentElement.scrollWidth")).intValue())
                    .as("width of %s", path)
                    .isLessThanOrEqualTo(360);
        }
    }

    private static Page signIn(String user, Page fresh) {
        return signIn(server, user, fresh);
    }

    /// Signs a new admin in.
    static Page signIn(ServerUnderTest server, String user, Page fresh) {
        String oneTime = server.createAdmin(user);
        fresh.navigate(server.address() + "/");
        fillIn(fresh, user, oneTime);
        changePassword(fresh, oneTime);
        assertThat(fresh.locator("h1")).hasText("Overview");
        return fresh;
    }

    private static void fillIn(Page own, String user, String password) {
        own.fill("#user", user);
        own.fill("#password", password);
        own.click("main button[type=submit]");
    }

    private static void changePassword(Page own, String oneTime) {
        own.fill("#current", oneTime);
        own.fill("#new", "four words make one good password");
        own.fill("#again", "four words make one good password");
        own.click("main button[type=submit]");
    }

    private static long number(String text) {
        Matcher found = NUMBER.matcher(text);
        return found.find() ? Long.parseLong(found.group().replaceAll("[^0-9]", "")) : 0;
    }
}
