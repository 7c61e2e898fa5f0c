package com.engram.launcher;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator uses the console in a real browser. */
class OperatorConsoleIT {
    private static final Path SCREENSHOTS = Path.of("target", "screens");

    @TempDir
    static Path folder;

    private static LauncherProcess engram;
    private static String address;
    private static Playwright playwright;
    private static Browser browser;

    @BeforeAll
    static void start() throws IOException {
        int port;
        try (ServerSocket any = new ServerSocket(0)) {
            port = any.getLocalPort();
        }
        address = "http://localhost:" + port;
        engram = LauncherProcess.up(folder.resolve("home"), port);
        engram.awaitReady();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium())
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    }

    @AfterAll
    static void stop() {
        if (playwright != null) {
            playwright.close();
        }
        if (engram != null) {
            engram.kill();
            engram.awaitNoChildren(Duration.ofSeconds(15));
        }
    }

    private static Path chromium() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/google-chrome", "/usr/bin/chromium-browser")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("Install Chromium; ./engram test installs it if it has permission"));
    }

    @Test
    void an_operator_signs_in_pauses_a_backend_and_views_the_portal_of_a_tenant() throws Exception {
        Page page = browser.newPage();
        signUp(page);
        signIn(page);
        for (String path : List.of(
                "/admin",
                "/admin/tenants",
                "/admin/plans",
                "/admin/plans/pro",
                "/admin/plans/new",
                "/admin/billing",
                "/admin/queue",
                "/admin/costs",
                "/admin/models",
                "/admin/letters",
                "/admin/audit",
                "/admin/settings")) {
            page.navigate(address + path);
            checkPage(page, "console" + path.replace('/', '-'));
        }
        pauseAndResume(page);
        viewPortal(page);
    }

    private static void signUp(Page page) {
        page.navigate(address + "/signup");
        page.fill("[name=company]", "Acme");
        page.fill("[name=name]", "Ann");
        page.fill("[name=email]", "ann@example.com");
        page.fill("[name=password]", "a long enough passphrase");
        page.locator("main form button[type=submit]").click();
        page.waitForURL("**/gallery");
        page.navigate(address + "/settings/usage");
        checkPage(page, "usage");
        page.context().clearCookies();
    }

    private static void signIn(Page page) throws IOException, InvalidKeyException {
        JsonObject operator = JsonParser.parseString(Files.readString(folder.resolve("home/operator.json")))
                .getAsJsonObject();
        page.navigate(address + "/admin");
        page.fill("#email", operator.get("email").getAsString());
        page.fill("#password", operator.get("password").getAsString());
        page.locator("main form button[type=submit]").click();
        byte[] secret = new Base32().decode(page.locator("#secret").textContent());
        page.fill("#code", code(secret));
        page.locator("#code").press("Enter");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Overview")))
                .isVisible();
    }

    /** Uses the keyboard only. The page refreshes itself between the two actions, without a reload. */
    private static void pauseAndResume(Page page) {
        page.navigate(address + "/admin/queue");
        page.locator("#worker-paused").focus();
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("worker is paused on every server.");
        checkPage(page, "console-paused");
        page.locator("#worker-open").focus();
        page.waitForResponse("**/admin/queue/live", () -> {});
        assertThat(page.locator("#worker-open")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("worker is asked again.");
    }

    private static void viewPortal(Page page) {
        page.navigate(address + "/admin/tenants?search=acme");
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Acme").setExact(true))
                .click();
        checkPage(page, "console-tenant");
        page.fill("#watch-reason", "Ticket 4711");
        page.locator("#watch-reason").press("Enter");
        page.waitForURL("**/gallery");
        assertThat(page.locator(".watching")).containsText("You look at Acme as an operator, read-only");
        checkPage(page, "console-watching");
        page.locator(".watching button").click();
        assertThat(page).hasURL(Pattern.compile(".*/admin/tenants/ten_.*"));
    }

    private static String code(byte[] secret) throws InvalidKeyException {
        TimeBasedOneTimePasswordGenerator codes = new TimeBasedOneTimePasswordGenerator();
        return codes.generateOneTimePasswordString(new SecretKeySpec(secret, codes.getAlgorithm()), Instant.now());
    }

    /**
     * Checks accessibility in light and dark mode and that a phone shows the page without horizontal scrolling. Saves screenshots.
     */
    private static void checkPage(Page page, String name) {
        checkAccessibility(page, "in light mode");
        saveScreenshot(page, name + "-light");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        checkAccessibility(page, "in dark mode");
        saveScreenshot(page, name + "-dark");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(360, 780);
        saveScreenshot(page, name + "-phone");
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .as("width of " + page.url())
                .isLessThanOrEqualTo(360);
        page.setViewportSize(1280, 720);
    }

    private static void checkAccessibility(Page page, String mode) {
        assertThat(new AxeBuilder(page).analyze().getViolations())
                .as("axe %s on %s", mode, page.url())
                .isEmpty();
    }

    private static void saveScreenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(name + ".png")));
    }
}
