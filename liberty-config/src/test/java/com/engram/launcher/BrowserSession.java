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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * An installation of Engram that runs for a test, and a real browser. Screenshots of the checked pages are saved to {@code
 * target/screens} with {@code -Dscreenshots}.
 */
final class BrowserSession implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screens");
    private static final String COLOR_CONTRAST = "color-contrast";
    /** The second check of a page by axe takes seconds, so the short test run checks one mode. */
    private static final boolean WITH_DARK_MODE = System.getProperty("all") != null;

    /** The password of all accounts. */
    static final String PASSWORD = "a long enough passphrase";

    private final Path home;
    private final LauncherProcess engram;
    private final int port;
    private final String address;
    private final Playwright playwright;
    private final Browser browser;
    private byte @Nullable [] operatorSecret;

    private BrowserSession(Path home, LauncherProcess engram, int port) {
        this.home = home;
        this.engram = engram;
        this.port = port;
        this.address = "http://localhost:" + port;
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
            return new BrowserSession(home, engram, port);
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

    int port() {
        return port;
    }

    LauncherProcess engram() {
        return engram;
    }

    /** A page of a new browser: it shares no cookies with the other pages. */
    Page newVisitor() {
        return browser.newContext().newPage();
    }

    /** Signs in the operator of the installation. The first time, this enrols their authenticator app. */
    void signInAsOperator(Page page) throws IOException, InvalidKeyException {
        JsonObject operator = JsonParser.parseString(Files.readString(home.resolve("operator.json")))
                .getAsJsonObject();
        page.navigate(url("/admin"));
        page.fill("#email", operator.get("email").getAsString());
        page.fill("#password", operator.get("password").getAsString());
        page.locator("main form button[type=submit]").click();
        Instant codeTime = Instant.now();
        if (operatorSecret == null) {
            operatorSecret = new Base32().decode(page.locator("#secret").textContent());
        } else {
            // A code is accepted once; the code of the next half minute is accepted too.
            codeTime = codeTime.plusSeconds(30);
        }
        page.fill("#code", code(operatorSecret, codeTime));
        page.locator("#code").press("Enter");
        page.waitForURL("**/admin");
    }

    /** Opens an account, confirms its email address, and ends in its gallery. The password is {@link #PASSWORD}. */
    void signUp(Page page, String company, String name, String email) throws IOException {
        requestAccount(page, company, name, email);
        confirmAccount(page, email);
    }

    /** Sends the sign-up form, which answers that an email is on its way. */
    void requestAccount(Page page, String company, String name, String email) {
        page.navigate(url("/signup"));
        page.fill("[name=company]", company);
        page.fill("[name=name]", name);
        page.fill("[name=email]", email);
        page.fill("[name=password]", PASSWORD);
        page.locator("main form button[type=submit]").click();
        page.waitForSelector("main [role=status]");
    }

    /** Opens the link that confirms a new account, and ends in its gallery. */
    void confirmAccount(Page page, String email) throws IOException {
        page.navigate(linkInOutbox(email, "/signup/confirm/"));
        page.fill("#password", PASSWORD);
        page.locator("main form button[type=submit]").click();
        page.waitForURL("**/gallery");
    }

    /** The link to a path in an email that was sent to an address. Without a mail server, emails stay in the outbox. */
    String linkInOutbox(String email, String path) {
        Pattern link = Pattern.compile("http://localhost:\\d+" + path + "\\S+");
        String sent = "select body from outbox_email where recipient = '" + email + "' order by created_at desc";
        return Awaitility.await("a link to " + path)
                .atMost(Duration.ofSeconds(30))
                .until(() -> link.matcher(String.join("\n", new HomeDatabase(home).texts(sent))), Matcher::find)
                .group();
    }

    /** The code that an authenticator app shows. */
    static String code(byte[] secret, Instant at) throws InvalidKeyException {
        TimeBasedOneTimePasswordGenerator codes = new TimeBasedOneTimePasswordGenerator();
        return codes.generateOneTimePasswordString(new SecretKeySpec(secret, codes.getAlgorithm()), at);
    }

    /** The pages have no frames of other sites, for which axe would open another page each time. */
    private static AxeBuilder axe(Page page) {
        return new AxeBuilder(page).setLegacyMode(true);
    }

    /** Checks that a page is accessible. */
    static void checkAccessibility(Page page) {
        assertThat(axe(page).analyze().getViolations())
                .as("axe on " + page.url())
                .isEmpty();
    }

    /**
     * Checks accessibility, and that a phone shows the page without horizontal scrolling. With {@code -Dall} it also checks
     * dark mode, which differs in its colours only, for its contrast.
     */
    static void checkPage(Page page, String name) {
        checkAccessibility(page);
        saveScreenshot(page, name + "-light");
        if (WITH_DARK_MODE) {
            checkDarkMode(page, name);
        }
        page.setViewportSize(360, 780);
        saveScreenshot(page, name + "-phone");
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .as("width of " + page.url())
                .isLessThanOrEqualTo(360);
        page.setViewportSize(1280, 720);
    }

    private static void checkDarkMode(Page page, String name) {
        // Without motion, because a colour in the middle of its transition has neither mode's contrast.
        page.emulateMedia(
                new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK).setReducedMotion(ReducedMotion.REDUCE));
        assertThat(axe(page).withRules(List.of(COLOR_CONTRAST)).analyze().getViolations())
                .as("axe in dark mode on " + page.url())
                .isEmpty();
        saveScreenshot(page, name + "-dark");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
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
