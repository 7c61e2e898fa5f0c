package com.engram.launcher;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manager's first day, in a real browser on the real product: invite, authenticator app, passkey, sign out. */
class PeopleWalkIT {
    private static final String PASSWORD = "a long enough passphrase";
    private static final Path SCREENS = Path.of("target", "screens");

    @TempDir
    static Path folder;

    private static Launched engram;
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
        engram = Launched.up(folder.resolve("home"), port);
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
                .orElseThrow(() -> new IllegalStateException("Install Chromium; ./engram test does where it may"));
    }

    @Test
    void people_are_invited_and_sign_in_with_a_code_and_with_a_passkey_until_they_are_signed_out() throws Exception {
        Page owner = browser.newPage();
        signUp(owner);
        owner.navigate(address + "/settings/people");
        owner.fill("#email", "ben@example.com");
        owner.locator("form:has(#email) button").click();
        assertThat(owner.getByRole(com.microsoft.playwright.options.AriaRole.STATUS))
                .containsText("An invitation is on its way");
        see(owner, "people");

        Page ben = browser.newContext().newPage();
        ben.navigate(linkInLog("/invitations/"));
        see(ben, "invitation");
        ben.fill("#name", "Ben");
        ben.fill("#password", PASSWORD);
        ben.locator("main form button[type=submit]").click();
        ben.waitForURL("**/gallery");

        byte[] secret = enrol(ben);
        logOut(ben);
        logInWithCode(ben, secret);
        addPasskeyAndUseIt(ben);
        revoke(ben);
    }

    private static void signUp(Page owner) {
        owner.navigate(address + "/signup");
        owner.fill("[name=company]", "Acme");
        owner.fill("[name=name]", "Ann");
        owner.fill("[name=email]", "ann@example.com");
        owner.fill("[name=password]", PASSWORD);
        owner.locator("main form button[type=submit]").click();
        owner.waitForURL("**/gallery");
        for (String page :
                List.of("/settings/keys", "/settings/audit", "/settings/account", "/settings/sign-on", "/accounts")) {
            owner.navigate(address + page);
            see(owner, page.replace('/', '-').substring(1));
        }
        owner.navigate(address + "/billing");
        assertThat(owner.locator("main")).containsText("Plans of this installation are assigned by its operator");
        see(owner, "billing");
    }

    private static byte[] enrol(Page page) throws InvalidKeyException {
        page.navigate(address + "/settings/security");
        page.locator("#second-factor button").click();
        byte[] secret = new Base32().decode(page.locator("#totp-secret").textContent());
        see(page, "enrolment");
        page.fill("#code", code(secret, Instant.now()));
        page.locator("#second-factor button").first().click();
        assertThat(page.locator("#recovery-codes li")).hasCount(10);
        see(page, "recovery-codes");
        return secret;
    }

    private static void logOut(Page page) {
        page.locator("form[action='/logout'] button").click();
        page.waitForURL("**/login");
    }

    private static void logInWithCode(Page page, byte[] secret) throws InvalidKeyException {
        see(page, "login");
        page.fill("#email", "ben@example.com");
        page.fill("#password", PASSWORD);
        page.locator("main form button[type=submit]").click();
        page.waitForURL("**/login/code**");
        see(page, "code");
        page.fill("#code", code(secret, Instant.now().plusSeconds(30)));
        page.locator("main form button[type=submit]").click();
        page.waitForURL("**/gallery");
    }

    private static void addPasskeyAndUseIt(Page page) {
        CDPSession devtools = page.context().newCDPSession(page);
        devtools.send("WebAuthn.enable");
        JsonObject options = JsonParser.parseString("""
                {"options": {"protocol": "ctap2", "transport": "internal", "hasResidentKey": true,
                 "hasUserVerification": true, "isUserVerified": true, "automaticPresenceSimulation": true}}
                """).getAsJsonObject();
        devtools.send("WebAuthn.addVirtualAuthenticator", options);
        page.navigate(address + "/settings/security");
        page.fill("#passkey-name", "Work laptop");
        page.locator("#new-passkey button").click();
        assertThat(page.locator("#passkeys table")).containsText("Work laptop");
        see(page, "security");
        logOut(page);
        page.locator("#passkey").click();
        page.waitForURL("**/gallery");
    }

    /** Another browser of Ben's is signed out from this one. */
    private static void revoke(Page page) {
        BrowserContext elsewhere = browser.newContext();
        elsewhere.addCookies(List.of(page.context().cookies().stream()
                .filter(cookie -> cookie.name.equals("engram_session"))
                .findFirst()
                .orElseThrow()));
        Page other = elsewhere.newPage();
        other.navigate(address + "/gallery");
        assertThat(other).hasURL(address + "/gallery");
        logOut(page);
        other.navigate(address + "/gallery");
        assertThat(other).hasURL(Pattern.compile(".*/login\\?next=.*"));
    }

    private static String code(byte[] secret, Instant at) throws InvalidKeyException {
        TimeBasedOneTimePasswordGenerator codes = new TimeBasedOneTimePasswordGenerator();
        return codes.generateOneTimePasswordString(new SecretKeySpec(secret, codes.getAlgorithm()), at);
    }

    /** Without a mail server letters are in Liberty's log. */
    private static String linkInLog(String path) throws IOException {
        Pattern link = Pattern.compile("http://localhost:\\d+" + path + "\\S+");
        String[] found = new String[1];
        engram.await(Duration.ofSeconds(30), () -> {
            Matcher matcher = link.matcher(log());
            found[0] = matcher.find() ? matcher.group() : null;
            return found[0] != null;
        });
        return found[0];
    }

    private static String log() {
        try (Stream<Path> logs = Files.walk(folder.resolve("home/logs"))) {
            StringBuilder all = new StringBuilder();
            for (Path log : logs.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(log));
            }
            return all.toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Accessible, and a picture of it for people: light, dark, and on a phone, where nothing may stick out. */
    private static void see(Page page, String name) {
        assertThat(new AxeBuilder(page).analyze().getViolations())
                .as("axe on " + page.url())
                .isEmpty();
        shoot(page, name + "-light");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(new AxeBuilder(page).analyze().getViolations())
                .as("axe in the dark on " + page.url())
                .isEmpty();
        shoot(page, name + "-dark");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(360, 780);
        shoot(page, name + "-phone");
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .as("width of " + page.url())
                .isLessThanOrEqualTo(360);
        page.setViewportSize(1280, 720);
    }

    private static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENS.resolve(name + ".png")));
    }
}
