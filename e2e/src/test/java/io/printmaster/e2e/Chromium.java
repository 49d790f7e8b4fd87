package io.printmaster.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// Debian's Chromium, driven by Playwright: a fresh profile, nothing of its own on the network, and every complaint of
/// a page kept (errors of the console, violations of the content security policy among them, uncaught exceptions,
/// answers of 500 and above). Not thread-safe: Playwright belongs to the thread that made it.
final class Chromium implements AutoCloseable {
    private static final Path EXECUTABLE = Path.of("/usr/bin/chromium");
    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /// Starts it; the calling test is skipped where it is not installed.
    ///
    /// @param trustedKeys base64 SHA-256 of public keys whose certificates are taken without the system's consent
    static Chromium start(String... trustedKeys) {
        Skip.unless(Files.isExecutable(EXECUTABLE), "`" + EXECUTABLE + "` is not installed (bin/install-test-peers)");
        List<String> arguments = new ArrayList<>(QUIET);
        if (trustedKeys.length > 0) {
            arguments.add("--ignore-certificate-errors-spki-list=" + String.join(",", trustedKeys));
        }
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(EXECUTABLE)
                        .setArgs(arguments));
        return new Chromium(playwright, browser);
    }

    /// A page in a session of its own, as a new person on another machine would open it.
    Page newPage() {
        return newPage(
                new Browser.NewContextOptions().setViewportSize(1280, 900).setColorScheme(ColorScheme.LIGHT));
    }

    Page newPage(Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options);
        context.setDefaultTimeout(15_000);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(page.url() + ": " + message.type() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(page.url() + ": uncaught: " + error));
        page.onResponse(response -> {
            if (response.status() >= 500) {
                complaints.add(response.url() + ": status " + response.status());
            }
        });
        return page;
    }

    /// What pages complained of so far.
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /// Leaves a picture of the whole page for people.
    static void picture(Page page, String name) {
        Path folder = Repository.target().resolve("screenshots");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(folder.resolve(name + ".png")));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
