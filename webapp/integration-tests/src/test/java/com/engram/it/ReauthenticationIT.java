package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.people.factors.Totp;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.codec.binary.Base32;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** What a session that was opened a while ago may no longer do until its person has proved again who they are. */
@ArquillianTest
@RunAsClient
class ReauthenticationIT {

    private static final String KEYS = "/settings/keys";
    private static final String PROVE = "/settings/prove";
    private static final String SECURITY = "/settings/security";

    @Test
    void sensitive_changes_require_authentication_within_the_last_fifteen_minutes() throws Exception {
        TestAccount account = TestAccount.open();
        Set<String> names = Route.needingProof();
        List<Route> routes = TenancyMatrixIT.CATALOGUE.stream()
                .filter(route -> names.contains(route.name()))
                .toList();
        age(account.cookie(), 16);
        for (Route route : routes) {
            String id = account.fresh(route.id());
            String before = account.inventory();
            HttpResponse<String> answer = account.call(route, id);
            String there = answer.headers().firstValue("Location").orElse(answer.body());
            assertThat(answer.statusCode()).as(route.name()).isIn(303, 403);
            assertThat(there).as(route.name()).contains(PROVE + "?next=/settings/");
            assertThat(account.inventory()).as(route.name()).isEqualTo(before);
        }
        assertThat(routes).hasSizeGreaterThanOrEqualTo(11);
        age(account.cookie(), 14);
        assertThat(needsProof(account.call(Route.of("POST /settings/keys", Route.Credentials.SESSION), "none")))
                .isFalse();
    }

    @Test
    void the_right_password_reauthenticates_and_a_wrong_one_does_not() throws Exception {
        PortalBrowser owner = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        age(owner.cookie("engram_session"), 16);
        HttpResponse<String> sent = newKey(owner);
        assertThat(sent.headers().firstValue("Location").orElse("")).endsWith(PROVE + "?next=" + KEYS);

        HttpResponse<String> wrong = owner.send(PROVE, Map.of("password", "wrong", "next", KEYS));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(needsProof(newKey(owner))).isTrue();

        HttpResponse<String> right = owner.send(PROVE, Map.of("password", PortalBrowser.PASSWORD, "next", KEYS));
        assertThat(right.headers().firstValue("Location").orElse("")).endsWith(KEYS);
        assertThat(needsProof(newKey(owner))).isFalse();
    }

    @Test
    void with_an_authenticator_app_its_code_is_required_too() throws Exception {
        PortalBrowser owner = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        String page =
                owner.send(SECURITY, SECURITY + "/second-factor", Map.of()).body();
        byte[] secret = new Base32().decode(page.replaceAll("(?s).*id=\"totp-secret\">([A-Z2-7]+)<.*", "$1"));
        owner.send(SECURITY, SECURITY + "/second-factor/confirm", Map.of("code", Totp.code(secret, Instant.now())));
        age(owner.cookie("engram_session"), 16);

        assertThat(owner.send(PROVE, Map.of("password", PortalBrowser.PASSWORD)).statusCode())
                .isEqualTo(422);
        String next = Totp.code(secret, Instant.now().plusSeconds(30));
        assertThat(owner.send(PROVE, Map.of("password", PortalBrowser.PASSWORD, "code", next))
                        .statusCode())
                .isEqualTo(303);
        assertThat(needsProof(newKey(owner))).isFalse();
    }

    @Test
    void after_too_many_failed_attempts_reauthentication_is_throttled() throws Exception {
        String email = PortalBrowser.freshEmail();
        PortalBrowser owner = PortalBrowser.signedUp(email);
        ExhaustedLimits.limit(
                "proof", PayingCustomer.query("select id from person where email = '%s'".formatted(email)));
        assertThat(owner.send(PROVE, Map.of("password", PortalBrowser.PASSWORD)).statusCode())
                .isEqualTo(429);
    }

    @Test
    void switching_accounts_neither_reauthenticates_nor_extends_the_session() throws Exception {
        String email = PortalBrowser.freshEmail();
        PortalBrowser visitor = PortalBrowser.signedUp(email);
        PortalBrowser host = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        host.send("/settings/people", Map.of("email", email, "role", "admin"));
        age(visitor.cookie("engram_session"), 16);
        visitor.send(TestOutbox.linkTo(email), Map.of());
        assertThat(needsProof(newKey(visitor))).as("by an invitation").isTrue();
        String back = visitor.find("/accounts", "action=\"(/accounts/ten_[^\"]+)\"");
        visitor.send("/accounts", back, Map.of());
        assertThat(needsProof(newKey(visitor))).as("by switching").isTrue();
        assertThat(ends(visitor.cookie("engram_session"))).isTrue();
    }

    /** Both answers are redirects: to the form that asks for the password, or to the page with the result. */
    private static boolean needsProof(HttpResponse<String> sent) {
        assertThat(sent.statusCode()).isEqualTo(303);
        return sent.headers().firstValue("Location").orElse("").contains(PROVE);
    }

    private static HttpResponse<String> newKey(PortalBrowser visitor) throws Exception {
        return visitor.send(KEYS, Map.of("name", "k", "scope", "read"));
    }

    /** Makes a session as if it had been opened so many minutes earlier. */
    private static void age(String cookie, int minutes) throws Exception {
        try (Connection owner = TestEnvironment.asOwner();
                Statement statement = owner.createStatement()) {
            statement.execute("""
                    update session set authenticated_at = now() - interval '%d minutes',
                      expires_at = now() + interval '14 days' - interval '1 hour' where token_hash = sha256('%s')
                    """.formatted(minutes, cookie));
        }
    }

    /** Whether the session ends before a new one would. */
    private static boolean ends(String cookie) throws Exception {
        try (Connection owner = TestEnvironment.asOwner();
                Statement statement = owner.createStatement();
                var found = statement.executeQuery("""
                        select expires_at < now() + interval '14 days' - interval '59 minutes' from session
                        where token_hash = sha256('%s')
                        """.formatted(cookie))) {
            found.next();
            return found.getBoolean(1);
        }
    }
}
