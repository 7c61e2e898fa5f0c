package com.engram.launcher;

import static com.engram.launcher.BrowserSession.PASSWORD;
import static com.engram.launcher.BrowserSession.checkPage;
import static com.engram.launcher.BrowserSession.code;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sets up a team in a real browser: invitation, authenticator app, passkey, revoked session and single sign-on. */
@ExtendWith(SharedInstallation.class)
class TeamSetupIT {
    private static final String OWNER = "tess@example.com";
    private static final String MEMBER = "ben@example.com";

    private final BrowserSession engram;
    private final IdentityProvider provider;

    TeamSetupIT(BrowserSession engram) throws IOException, InterruptedException {
        this.engram = engram;
        this.provider = IdentityProvider.start(engram.url("/sso/callback"));
    }

    @AfterEach
    void stop() {
        provider.stop();
    }

    @Test
    void an_invited_member_signs_in_with_a_code_a_passkey_and_single_sign_on_until_removed() throws Exception {
        Page owner = engram.newVisitor();
        signUp(owner);
        owner.navigate(engram.url("/settings/people"));
        owner.fill("#email", MEMBER);
        owner.locator("form:has(#email) button").click();
        assertThat(owner.getByRole(com.microsoft.playwright.options.AriaRole.STATUS))
                .containsText("An invitation is on its way");
        checkPage(owner, "people");

        Page ben = engram.newVisitor();
        ben.navigate(engram.linkInOutbox(MEMBER, "/invitations/"));
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
        viewAsOperator(engram.newVisitor());
    }

    /** The secret of an enrolled authenticator app, and two recovery codes. */
    private record Enrolled(byte[] secret, String recoveryCode, String secondRecoveryCode) {}

    /** The page does not reveal whether an address has an account; only the email does. */
    private void signUp(Page owner) throws IOException {
        requestAccount(owner);
        checkPage(owner, "signup-sent");
        String message = owner.locator("main").innerText();
        owner.navigate(engram.linkInOutbox(OWNER, "/signup/confirm/"));
        checkPage(owner, "signup-confirm");
        engram.confirmAccount(owner, OWNER);

        Page otherVisitor = engram.newVisitor();
        requestAccount(otherVisitor);
        assertThat(otherVisitor.locator("main").innerText()).isEqualTo(message);
        engram.linkInOutbox(OWNER, "/password/forgot");
        otherVisitor.context().close();
        for (String page :
                List.of("/settings/keys", "/settings/audit", "/settings/account", "/settings/sign-on", "/accounts")) {
            owner.navigate(engram.url(page));
            checkPage(owner, page.replace('/', '-').substring(1));
        }
        owner.navigate(engram.url("/billing"));
        assertThat(owner.locator("main")).containsText("Your plan is managed by your administrator");
        checkPage(owner, "billing");
    }

    private void requestAccount(Page page) {
        engram.requestAccount(page, "Initech", "Tess", OWNER);
    }

    private Enrolled enrol(Page page) throws InvalidKeyException {
        page.navigate(engram.url("/settings/security"));
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

    private void logOut(Page page) {
        page.locator("form[action='/logout'] button").click();
        page.waitForURL("**/login");
    }

    private void logInWith(Page page, String code) {
        page.navigate(engram.url("/login"));
        checkPage(page, "login");
        page.fill("#email", MEMBER);
        page.fill("#password", PASSWORD);
        page.locator("main form button[type=submit]").click();
        page.waitForURL("**/login/code**");
        checkPage(page, "code");
        page.fill("#code", code);
        page.locator("main form button[type=submit]").click();
    }

    private void addPasskeyAndLogIn(Page page) {
        CDPSession devtools = page.context().newCDPSession(page);
        devtools.send("WebAuthn.enable");
        JsonObject options = JsonParser.parseString("""
                {"options": {"protocol": "ctap2", "transport": "internal", "hasResidentKey": true,
                 "hasUserVerification": true, "isUserVerified": true, "automaticPresenceSimulation": true}}
                """).getAsJsonObject();
        devtools.send("WebAuthn.addVirtualAuthenticator", options);
        page.navigate(engram.url("/settings/security"));
        page.fill("#passkey-name", "Work laptop");
        page.locator("#new-passkey button").click();
        assertThat(page.locator("#passkeys table")).containsText("Work laptop");
        checkPage(page, "security");
        logOut(page);
        page.locator("#passkey").click();
        page.waitForURL("**/gallery");
    }

    /** Confirms the identity again, as sensitive changes require some time after the login. */
    private void reauthenticate(Page page) {
        page.navigate(engram.url("/settings/prove?next=/settings/people"));
        checkPage(page, "prove");
        page.locator("#passkey").click();
        page.waitForURL("**/settings/people");
    }

    /** Ben revokes the session of his second browser. */
    private void revoke(Page page, String recoveryCode) {
        Page other = engram.newVisitor();
        logInWith(other, recoveryCode);
        other.waitForURL("**/gallery");
        page.navigate(engram.url("/settings/security"));
        page.locator("#sessions form[action$='/revoke'] button").first().click();
        assertThat(page.locator("#sessions tbody tr")).hasCount(1);
        other.navigate(engram.url("/gallery"));
        assertThat(other).hasURL(Pattern.compile(".*/login\\?next=.*"));
        other.context().close();
    }

    private void requireSingleSignOn(Page owner) {
        owner.navigate(engram.url("/settings/sign-on"));
        owner.fill("[name=issuer]", provider.issuer());
        owner.fill("[name=clientId]", IdentityProvider.CLIENT);
        owner.fill("[name=clientSecret]", IdentityProvider.SECRET);
        owner.check("[name=required]");
        owner.locator("form[action='/settings/sign-on'] button").click();
        assertThat(owner.locator("#sso-link")).containsText("/sso/ten_");
        checkPage(owner, "sign-on-set");
    }

    /** A password login now redirects to the identity provider, which redirects back to the gallery. */
    private void logInWithSingleSignOn(Page page, String recoveryCode) {
        page.navigate(engram.url("/gallery"));
        assertThat(page).hasURL(Pattern.compile(".*/login\\?next=.*"));
        logInWith(page, recoveryCode);
        page.waitForURL(provider.issuer() + "/**");
        page.fill("[name=login]", MEMBER);
        page.fill("[name=password]", "any");
        page.locator("button:has-text('Sign-in')").click();
        page.locator("button:has-text('Continue')").click();
        page.waitForURL(engram.url("/gallery"));
        page.navigate(engram.url("/settings/security"));
        assertThat(page.locator("#sessions")).containsText("single sign-on");
        checkPage(page, "security-single-sign-on");
    }

    private void remove(Page owner, Page ben) {
        owner.navigate(engram.url("/settings/people"));
        owner.locator("details.edit summary").first().click();
        owner.locator("form[action$='/remove'] button").first().click();
        ben.navigate(engram.url("/gallery"));
        assertThat(ben).hasURL(Pattern.compile(".*/login\\?next=.*"));
    }

    /** The operator finds the invitation in the outbox and the access to it in the audit log. */
    private void viewAsOperator(Page page) throws Exception {
        engram.signInAsOperator(page);
        page.navigate(engram.url("/admin/emails?search=" + MEMBER));
        checkPage(page, "admin-emails");
        page.locator("main table a").first().click();
        checkPage(page, "admin-letter");
        page.fill(
                "#password",
                JsonParser.parseString(Files.readString(engram.home().resolve("operator.json")))
                        .getAsJsonObject()
                        .get("password")
                        .getAsString());
        page.locator("form[action$='/open'] button").click();
        assertThat(page.locator("pre")).containsText("/invitations/");
        checkPage(page, "admin-letter-opened");
        page.navigate(engram.url("/admin/audit"));
        assertThat(page.locator("main table")).containsText("email.read");
        checkPage(page, "admin-audit");
    }
}
