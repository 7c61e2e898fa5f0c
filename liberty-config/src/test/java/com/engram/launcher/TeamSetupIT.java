package com.engram.launcher;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
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

/** Sets up a team in a real browser: invitation, authenticator app, passkey, revoked session and single sign-on. */
class TeamSetupIT {
    private static final String PASSWORD = "a long enough passphrase";
    private static final Path SCREENSHOTS = Path.of("target", "screens");

    @TempDir
    static Path folder;

    private static LauncherProcess engram;
    private static IdentityProvider provider;
    private static String address;
    private static Playwright playwright;
    private static Browser browser;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        int port;
        try (ServerSocket any = new ServerSocket(0)) {
            port = any.getLocalPort();
        }
        address = "http://localhost:" + port;
        engram = LauncherProcess.up(
                folder.resolve("home"),
                port,
                Map.of("ENGRAM_OUTBOUND_ALLOW", IdentityProvider.HOST, "ENGRAM_SIGNUP_CONFIRMEMAIL", "true"));
        provider = IdentityProvider.start(address + "/sso/callback");
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
        if (provider != null) {
            provider.stop();
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
    void an_invited_member_signs_in_with_a_code_a_passkey_and_single_sign_on_until_removed() throws Exception {
        Page owner = browser.newPage();
        signUp(owner);
        owner.navigate(address + "/settings/people");
        owner.fill("#email", "ben@example.com");
        owner.locator("form:has(#email) button").click();
        assertThat(owner.getByRole(com.microsoft.playwright.options.AriaRole.STATUS))
                .containsText("An invitation is on its way");
        checkPage(owner, "people");

        Page ben = browser.newContext().newPage();
        ben.navigate(linkInLog("/invitations/"));
        checkPage(ben, "invitation");
        ben.fill("#name", "Ben");
        ben.fill("#password", PASSWORD);
        ben.locator("main form button[type=submit]").click();
        ben.waitForURL("**/gallery");

        Enrolled enrolled = enrol(ben);
        logOut(ben);
        logInWith(ben, code(enrolled.secret(), Instant.now().plusSeconds(30)));
        addPasskeyAndLogIn(ben);
        reauthenticate(ben);
        revoke(ben, enrolled.recoveryCode());
        requireSingleSignOn(owner);
        logInWithSingleSignOn(ben, enrolled.secondRecoveryCode());
        remove(owner, ben);
        viewAsOperator(browser.newContext().newPage());
    }

    /** The secret of an enrolled authenticator app, and two recovery codes. */
    private record Enrolled(byte[] secret, String recoveryCode, String secondRecoveryCode) {}

    /** The page does not reveal whether an address has an account; only the email does. */
    private static void signUp(Page owner) throws IOException {
        requestAccount(owner);
        checkPage(owner, "signup-sent");
        String message = owner.locator("main").innerText();
        owner.navigate(linkInLog("/signup/confirm/"));
        checkPage(owner, "signup-confirm");
        owner.fill("#password", PASSWORD);
        owner.locator("main form button[type=submit]").click();
        owner.waitForURL("**/gallery");

        Page otherVisitor = browser.newContext().newPage();
        requestAccount(otherVisitor);
        assertThat(otherVisitor.locator("main").innerText()).isEqualTo(message);
        linkInLog("/password/forgot");
        otherVisitor.context().close();
        for (String page :
                List.of("/settings/keys", "/settings/audit", "/settings/account", "/settings/sign-on", "/accounts")) {
            owner.navigate(address + page);
            checkPage(owner, page.replace('/', '-').substring(1));
        }
        owner.navigate(address + "/billing");
        assertThat(owner.locator("main")).containsText("Plans of this installation are assigned by its operator");
        checkPage(owner, "billing");
    }

    private static void requestAccount(Page page) {
        page.navigate(address + "/signup");
        page.fill("[name=company]", "Acme");
        page.fill("[name=name]", "Ann");
        page.fill("[name=email]", "ann@example.com");
        page.fill("[name=password]", PASSWORD);
        page.locator("main form button[type=submit]").click();
        page.waitForSelector("main [role=status]");
    }

    private static Enrolled enrol(Page page) throws InvalidKeyException {
        page.navigate(address + "/settings/security");
        page.locator("#second-factor button").click();
        byte[] secret = new Base32().decode(page.locator("#totp-secret").textContent());
        checkPage(page, "enrolment");
        page.fill("#code", code(secret, Instant.now()));
        page.locator("#second-factor button").first().click();
        Locator codes = page.locator("#recovery-codes li");
        assertThat(codes).hasCount(10);
        checkPage(page, "recovery-codes");
        return new Enrolled(secret, codes.nth(0).textContent(), codes.nth(1).textContent());
    }

    private static void logOut(Page page) {
        page.locator("form[action='/logout'] button").click();
        page.waitForURL("**/login");
    }

    private static void logInWith(Page page, String code) {
        page.navigate(address + "/login");
        checkPage(page, "login");
        page.fill("#email", "ben@example.com");
        page.fill("#password", PASSWORD);
        page.locator("main form button[type=submit]").click();
        page.waitForURL("**/login/code**");
        checkPage(page, "code");
        page.fill("#code", code);
        page.locator("main form button[type=submit]").click();
    }

    private static void addPasskeyAndLogIn(Page page) {
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
        checkPage(page, "security");
        logOut(page);
        page.locator("#passkey").click();
        page.waitForURL("**/gallery");
    }

    /** Confirms the identity again, as sensitive changes require some time after the login. */
    private static void reauthenticate(Page page) {
        page.navigate(address + "/settings/prove?next=/settings/people");
        checkPage(page, "prove");
        page.locator("#passkey").click();
        page.waitForURL("**/settings/people");
    }

    /** Ben revokes the session of his second browser. */
    private static void revoke(Page page, String recoveryCode) {
        Page other = browser.newContext().newPage();
        logInWith(other, recoveryCode);
        other.waitForURL("**/gallery");
        page.navigate(address + "/settings/security");
        page.locator("#sessions form[action$='/revoke'] button").first().click();
        assertThat(page.locator("#sessions tbody tr")).hasCount(1);
        other.navigate(address + "/gallery");
        assertThat(other).hasURL(Pattern.compile(".*/login\\?next=.*"));
        other.context().close();
    }

    private static void requireSingleSignOn(Page owner) {
        owner.navigate(address + "/settings/sign-on");
        owner.fill("[name=issuer]", provider.issuer());
        owner.fill("[name=clientId]", IdentityProvider.CLIENT);
        owner.fill("[name=clientSecret]", IdentityProvider.SECRET);
        owner.check("[name=required]");
        owner.locator("form[action='/settings/sign-on'] button").click();
        assertThat(owner.locator("#sso-link")).containsText("/sso/ten_");
        checkPage(owner, "sign-on-set");
    }

    /** A password login now redirects to the identity provider, which redirects back to the gallery. */
    private static void logInWithSingleSignOn(Page page, String recoveryCode) {
        page.navigate(address + "/gallery");
        assertThat(page).hasURL(Pattern.compile(".*/login\\?next=.*"));
        logInWith(page, recoveryCode);
        page.waitForURL(provider.issuer() + "/**");
        page.fill("[name=login]", "ben@example.com");
        page.fill("[name=password]", "any");
        page.locator("button:has-text('Sign-in')").click();
        page.locator("button:has-text('Continue')").click();
        page.waitForURL(address + "/gallery");
        page.navigate(address + "/settings/security");
        assertThat(page.locator("#sessions")).containsText("single sign-on");
        checkPage(page, "security-single-sign-on");
    }

    private static void remove(Page owner, Page ben) {
        owner.navigate(address + "/settings/people");
        owner.locator("details.edit summary").first().click();
        owner.locator("form[action$='/remove'] button").first().click();
        ben.navigate(address + "/gallery");
        assertThat(ben).hasURL(Pattern.compile(".*/login\\?next=.*"));
    }

    /** The operator finds the invitation in the outbox and the access to it in the audit log. */
    private static void viewAsOperator(Page page) throws Exception {
        JsonObject operator = JsonParser.parseString(Files.readString(folder.resolve("home/operator.json")))
                .getAsJsonObject();
        page.navigate(address + "/admin/login");
        page.fill("[name=email]", operator.get("email").getAsString());
        page.fill("[name=password]", operator.get("password").getAsString());
        page.locator("main form button[type=submit]").click();
        byte[] secret = new Base32().decode(page.locator("#secret").textContent());
        page.fill("#code", code(secret, Instant.now()));
        page.locator("form:has(#code) button").click();
        page.waitForURL("**/admin");
        page.navigate(address + "/admin/letters?search=ben@example.com");
        checkPage(page, "admin-letters");
        page.locator("main table a").first().click();
        checkPage(page, "admin-letter");
        assertThat(page.locator("pre")).containsText("/invitations/");
        page.navigate(address + "/admin/audit");
        assertThat(page.locator("main table")).containsText("email.read");
        checkPage(page, "admin-audit");
    }

    private static String code(byte[] secret, Instant at) throws InvalidKeyException {
        TimeBasedOneTimePasswordGenerator codes = new TimeBasedOneTimePasswordGenerator();
        return codes.generateOneTimePasswordString(new SecretKeySpec(secret, codes.getAlgorithm()), at);
    }

    /** Without a mail server, emails are written to Liberty's log. */
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

    /**
     * Checks accessibility in light and dark mode and that a phone shows the page without horizontal scrolling. Saves screenshots.
     */
    private static void checkPage(Page page, String name) {
        assertThat(new AxeBuilder(page).analyze().getViolations())
                .as("axe on " + page.url())
                .isEmpty();
        saveScreenshot(page, name + "-light");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(new AxeBuilder(page).analyze().getViolations())
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
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(name + ".png")));
    }
}
