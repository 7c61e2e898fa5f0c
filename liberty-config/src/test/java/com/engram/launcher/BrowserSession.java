package com.engram.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/**
 * An installation of Engram that runs for a test, and a real browser. Screenshots of the checked pages are saved to {@code
 * target/screens} with {@code -Dscreenshots}.
 */
final class BrowserSession implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screens");
    private static final String COLOR_CONTRAST = "color-contrast";

    private final Path home;
    private final LauncherProcess engram;
    private final String address;
    private final Playwright playwright;
    private final Browser browser;

    private BrowserSession(Path home, LauncherProcess engram, String address) {
        this.home = home;
        this.engram = engram;
        this.address = address;
        this.playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium())
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    }

    /** A free port for Engram. */
    static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    /** Starts Engram and the browser; returns when Engram is ready. */
    static BrowserSession start(Path home, int port, Map<String, String> environment) throws IOException {
        LauncherProcess engram = LauncherProcess.up(home, port, environment);
        try {
            engram.awaitReady();
            return new BrowserSession(home, engram, "http://localhost:" + port);
        } catch (RuntimeException | AssertionError e) {
            engram.kill();
            throw e;
        }
    }

    @Override
    public void close() {
        playwright.close();
        engram.kill();
        engram.awaitNoChildren(Duration.ofSeconds(15));
    }

    /** The URL of a path. */
    String url(String path) {
        return address + path;
    }

    Path home() {
        return home;
    }

    LauncherProcess engram() {
        return engram;
    }

    /** A page of a new browser: it shares no cookies with the other pages. */
    Page newVisitor() {
        return browser.newContext().newPage();
    }

    /** Signs in an operator for the first time, which enrols their authenticator app. */
    void signInAsOperator(Page page) throws IOException, InvalidKeyException {
        JsonObject operator = JsonParser.parseString(Files.readString(home.resolve("operator.json")))
                .getAsJsonObject();
        page.navigate(url("/admin"));
        page.fill("#email", operator.get("email").getAsString());
        page.fill("#password", operator.get("password").getAsString());
        page.locator("main form button[type=submit]").click();
        byte[] secret = new Base32().decode(page.locator("#secret").textContent());
        page.fill("#code", code(secret, Instant.now()));
        page.locator("#code").press("Enter");
        page.waitForURL("**/admin");
    }

    /** The code that an authenticator app shows. */
    static String code(byte[] secret, Instant at) throws InvalidKeyException {
        TimeBasedOneTimePasswordGenerator codes = new TimeBasedOneTimePasswordGenerator();
        return codes.generateOneTimePasswordString(new SecretKeySpec(secret, codes.getAlgorithm()), at);
    }

    /** Checks that a page is accessible. */
    static void checkAccessibility(Page page) {
        assertThat(new AxeBuilder(page).analyze().getViolations())
                .as("axe on " + page.url())
                .isEmpty();
    }

    /**
     * Checks accessibility in light and dark mode, and that a phone shows the page without horizontal scrolling. The two
     * modes differ in their colours only, so dark mode is checked for its contrast.
     */
    static void checkPage(Page page, String name) {
        checkAccessibility(page);
        saveScreenshot(page, name + "-light");
        // Without motion, because a colour in the middle of its transition has neither mode's contrast.
        page.emulateMedia(
                new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK).setReducedMotion(ReducedMotion.REDUCE));
        assertThat(new AxeBuilder(page)
                        .withRules(List.of(COLOR_CONTRAST))
                        .analyze()
                        .getViolations())
                .as("axe in dark mode on " + page.url())
                .isEmpty();
        saveScreenshot(page, name + "-dark");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(360, 780);
        saveScreenshot(page, name + "-phone");
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .as("width of " + page.url())
                .isLessThanOrEqualTo(360);
        page.setViewportSize(1280, 720);
    }

    private static void saveScreenshot(Page page, String name) {
        if (System.getProperty("screenshots") != null) {
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(name + ".png")));
        }
    }

    /** The browser that the tests use. */
    static Path chromium() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/google-chrome", "/usr/bin/chromium-browser")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("Install Chromium; ./engram test installs it if it has permission"));
    }
}
