package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.people.credentials.EncryptedTokens;
import com.engram.people.credentials.SecretCipher;
import com.engram.people.factors.Totp;
import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.binary.Base32;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** Signing in: passwords, codes, sessions, and what somebody meets who tries too often. */
@ArquillianTest
@RunAsClient
class SignInIT {

    private static final String SECURITY = "/settings/security";
    private static final String OTHER_PASSWORD = "quite another passphrase";

    @Test
    void a_common_password_is_refused_at_sign_up() throws Exception {
        HttpResponse<String> answer = new PortalBrowser()
                .send(
                        "/signup",
                        Map.of(
                                "company",
                                "C",
                                "name",
                                "N",
                                "email",
                                PortalBrowser.freshEmail(),
                                "password",
                                "password123"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("That password is too common");
    }

    @Test
    void a_visitor_from_another_machine_gets_the_same_answer_for_a_known_address() throws Exception {
        String known = PortalBrowser.freshEmail();
        PortalBrowser.signedUp(known);
        PortalBrowser visitor = PortalBrowser.from("203.0.113.9");
        String unknown = PortalBrowser.freshEmail();

        HttpResponse<String> ofKnown = visitor.send("/signup", application(known));
        HttpResponse<String> ofUnknown = visitor.send("/signup", application(unknown));

        assertThat(ofKnown.statusCode()).isEqualTo(200);
        assertThat(ofUnknown.statusCode()).isEqualTo(200);
        assertThat(withoutTokens(ofKnown.body().replace(known, unknown))).isEqualTo(withoutTokens(ofUnknown.body()));
    }

    private static Map<String, String> application(String email) {
        return Map.of("company", "C", "name", "N", "email", email, "password", PortalBrowser.PASSWORD);
    }

    @Test
    void whoever_reads_the_letter_opens_no_account_that_somebody_else_has_the_password_of() throws Exception {
        String victim = PortalBrowser.freshEmail();
        String link = "/signup/confirm/" + confirmation(victim, "the password of a stranger");
        PortalBrowser reader = new PortalBrowser();
        assertThat(reader.send(link, Map.of()).statusCode()).isEqualTo(422);
        assertThat(reader.send(link, Map.of("password", PortalBrowser.PASSWORD)).body())
                .contains("the password you chose when you signed up");
        assertThat(new PortalBrowser()
                        .logIn(victim, "the password of a stranger")
                        .statusCode())
                .isEqualTo(401);

        assertThat(reader.send(link, Map.of("password", "the password of a stranger"))
                        .statusCode())
                .as("whoever signed up knows it")
                .isEqualTo(303);
        assertThat(reader.isIn()).isTrue();
    }

    @Test
    void logging_in_again_ends_the_session_before_and_makes_a_new_one() throws Exception {
        String email = PortalBrowser.freshEmail();
        PortalBrowser visitor = PortalBrowser.signedUp(email);
        String before = visitor.cookie("engram_session");
        visitor.logIn(email, PortalBrowser.PASSWORD);
        assertThat(visitor.cookie("engram_session")).isNotEqualTo(before);
        assertThat(visitor.isIn()).isTrue();
        assertThat(with(before).isIn()).isFalse();
    }

    @Test
    void after_ten_wrong_passwords_a_stranger_has_to_wait_but_the_owners_browser_does_not() throws Exception {
        String email = PortalBrowser.freshEmail();
        PortalBrowser owner = PortalBrowser.signedUp(email);
        String refused = exhaust(email);
        assertThat(refused).contains("Too many attempts. Try again in");
        assertThat(new PortalBrowser().logIn(email, PortalBrowser.PASSWORD).statusCode())
                .isEqualTo(429);
        assertThat(owner.logIn(email, PortalBrowser.PASSWORD).statusCode()).isEqualTo(303);
    }

    @Test
    void a_browser_that_came_by_a_code_or_an_invitation_is_not_kept_waiting_by_strangers_either() throws Exception {
        String email = PortalBrowser.freshEmail();
        byte[] secret = enrol(PortalBrowser.signedUp(email));
        PortalBrowser byCode = new PortalBrowser();
        byCode.logIn(email, PortalBrowser.PASSWORD);
        byCode.send(
                "/login/code", Map.of("code", Totp.code(secret, Instant.now().plusSeconds(30))));
        assertThat(byCode.isIn()).isTrue();
        ExhaustedLimits.limit("sign-in", email);
        assertThat(byCode.logIn(email, PortalBrowser.PASSWORD).statusCode()).isEqualTo(303);

        String guest = PortalBrowser.freshEmail();
        PortalBrowser.signedUp(PortalBrowser.freshEmail())
                .send("/settings/people", Map.of("email", guest, "role", "viewer"));
        PortalBrowser byInvitation = new PortalBrowser();
        byInvitation.send(TestOutbox.linkTo(guest), Map.of("name", "Ben", "password", PortalBrowser.PASSWORD));
        ExhaustedLimits.limit("sign-in", guest);
        assertThat(byInvitation.logIn(guest, PortalBrowser.PASSWORD).statusCode())
                .isEqualTo(303);
    }

    @Test
    void an_address_without_an_account_is_answered_like_one_with() throws Exception {
        String known = PortalBrowser.freshEmail();
        PortalBrowser.signedUp(known);
        String unknown = PortalBrowser.freshEmail();
        HttpResponse<String> toKnown = new PortalBrowser().logIn(known, "a wrong password");
        HttpResponse<String> toUnknown = new PortalBrowser().logIn(unknown, "a wrong password");
        assertThat(toKnown.statusCode()).isEqualTo(toUnknown.statusCode()).isEqualTo(401);
        assertThat(neutral(toKnown, known)).isEqualTo(neutral(toUnknown, unknown));
        assertThat(exhaust(unknown)).contains("Too many attempts. Try again in");
    }

    @Test
    void a_forgotten_password_is_replaced_by_the_link_once_and_all_browsers_are_signed_out() throws Exception {
        String email = PortalBrowser.freshEmail();
        PortalBrowser before = PortalBrowser.signedUp(email);
        PortalBrowser forgetful = new PortalBrowser();
        forgetful.send("/password/forgotten", Map.of("email", email));
        String link = TestOutbox.linkTo(email);

        assertThat(forgetful.send(link, Map.of("password", "1234567890")).statusCode())
                .isEqualTo(422);
        assertThat(forgetful.send(link, Map.of("password", OTHER_PASSWORD)).body())
                .contains("Your password was changed");

        assertThat(before.isIn()).isFalse();
        assertThat(new PortalBrowser().get(link).statusCode()).isEqualTo(404);
        assertThat(new PortalBrowser().logIn(email, PortalBrowser.PASSWORD).statusCode())
                .isEqualTo(401);
        assertThat(new PortalBrowser().logIn(email, OTHER_PASSWORD).statusCode())
                .isEqualTo(303);
    }

    @Test
    void asking_for_a_link_tells_nothing_and_cannot_flood_a_mailbox() throws Exception {
        String known = PortalBrowser.freshEmail();
        PortalBrowser.signedUp(known);
        PortalBrowser visitor = new PortalBrowser();
        HttpResponse<String> toKnown = visitor.send("/password/forgotten", Map.of("email", known));
        HttpResponse<String> toUnknown =
                visitor.send("/password/forgotten", Map.of("email", PortalBrowser.freshEmail()));
        assertThat(toKnown.body()).isEqualTo(toUnknown.body());
        for (int i = 0; i < 6; i++) {
            visitor.send("/password/forgotten", Map.of("email", known));
        }
        TestOutbox.await(known, 4);
    }

    @Test
    void changing_the_password_signs_other_browsers_out() throws Exception {
        String email = PortalBrowser.freshEmail();
        PortalBrowser here = PortalBrowser.signedUp(email);
        PortalBrowser there = new PortalBrowser();
        there.logIn(email, PortalBrowser.PASSWORD);
        assertThat(here.send(SECURITY, SECURITY + "/password", Map.of("current", "wrong", "password", OTHER_PASSWORD))
                        .statusCode())
                .isEqualTo(422);
        here.send(
                SECURITY,
                SECURITY + "/password",
                Map.of("current", PortalBrowser.PASSWORD, "password", OTHER_PASSWORD));
        assertThat(here.isIn()).isTrue();
        assertThat(there.isIn()).isFalse();
    }

    @Test
    void what_was_known_of_people_for_a_while_only_is_forgotten() throws Exception {
        String email = PortalBrowser.freshEmail();
        PortalBrowser owner = PortalBrowser.signedUp(email);
        PortalBrowser idle = new PortalBrowser();
        idle.logIn(email, PortalBrowser.PASSWORD);
        age(idle, "last_seen_at = now() - interval '73 hours'");
        owner.send("/password/forgotten", Map.of("email", email));
        String guest = PortalBrowser.freshEmail();
        owner.send("/settings/people", Map.of("email", guest, "role", "viewer"));
        TestOutbox.await(email, 1);
        String person = "(select id from person where email = '%s')".formatted(email);
        PayingCustomer.execute(
                "update password_reset set expires_at = now() - interval '1 second' where person_id = " + person);
        PayingCustomer.execute(
                "update invitation set expires_at = now() - interval '31 days' where email = '%s'".formatted(guest));

        ScheduledTaskRuns.now("forget-expired");

        assertThat(PayingCustomer.query("select count(*) from session where person_id = " + person))
                .as("the one that is in use stays")
                .isEqualTo("1");
        assertThat(PayingCustomer.query("select count(*) from password_reset where person_id = " + person))
                .isEqualTo("0");
        assertThat(PayingCustomer.query("select count(*) from invitation where email = '%s'".formatted(guest)))
                .isEqualTo("0");
        assertThat(owner.isIn()).isTrue();
    }

    @Test
    void with_an_authenticator_app_the_password_is_not_enough() throws Exception {
        String email = PortalBrowser.freshEmail();
        PortalBrowser owner = PortalBrowser.signedUp(email);
        byte[] secret = enrol(owner);

        PortalBrowser visitor = new PortalBrowser();
        HttpResponse<String> half = visitor.logIn(email, PortalBrowser.PASSWORD);
        assertThat(half.headers().firstValue("Location").orElse("")).contains("/login/code");
        assertThat(visitor.isIn()).isFalse();
        assertThat(visitor.send("/login/code", Map.of("code", "000000")).statusCode())
                .isEqualTo(401);
        String code = Totp.code(secret, Instant.now().plusSeconds(30));
        assertThat(visitor.send("/login/code", Map.of("code", code)).statusCode())
                .isEqualTo(303);
        assertThat(visitor.isIn()).isTrue();

        PortalBrowser replay = new PortalBrowser();
        replay.logIn(email, PortalBrowser.PASSWORD);
        assertThat(replay.send("/login/code", Map.of("code", code)).statusCode())
                .isEqualTo(401);
    }

    @Test
    void somebody_in_two_accounts_switches_between_them_with_a_new_session() throws Exception {
        String email = PortalBrowser.freshEmail();
        PortalBrowser visitor = PortalBrowser.signedUp(email);
        PortalBrowser host = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        host.send("/settings/people", Map.of("email", email, "role", "viewer"));
        visitor.send(TestOutbox.linkTo(email), Map.of());
        String before = visitor.cookie("engram_session");
        String open = visitor.find("/accounts", "action=\"(/accounts/ten_[^\"]+)\"");
        assertThat(visitor.send("/accounts", open, Map.of()).statusCode()).isEqualTo(303);
        assertThat(visitor.get("/gallery").body()).contains("Company of " + email);
        assertThat(with(before).isIn()).isFalse();
    }

    /** The token in the link of a confirmation email, as {@code ConfirmEmailAddress} issues it. */
    private static String confirmation(String email, String password) {
        String hash = Password.hash(password)
                .addRandomSalt(16)
                .with(Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID))
                .getResult();
        String json = """
                {"company": "Your employer", "name": "Eve", "email": "%s", "hash": "%s"}
                """.formatted(email, hash);
        return new EncryptedTokens(new SecretCipher(TestEnvironment.SECRET, Optional.empty()), Clock.systemUTC())
                .issue("sign-up", json, Duration.ofMinutes(1));
    }

    private static byte[] enrol(PortalBrowser owner) throws Exception {
        byte[] secret = secret(owner);
        assertThat(confirm(owner, secret).body()).contains("Your recovery codes.");
        return secret;
    }

    private static byte[] secret(PortalBrowser owner) throws Exception {
        String page =
                owner.send(SECURITY, SECURITY + "/second-factor", Map.of()).body();
        return new Base32().decode(page.replaceAll("(?s).*id=\"totp-secret\">([A-Z2-7]+)<.*", "$1"));
    }

    private static HttpResponse<String> confirm(PortalBrowser owner, byte[] secret) throws Exception {
        return owner.send(
                SECURITY, SECURITY + "/second-factor/confirm", Map.of("code", Totp.code(secret, Instant.now())));
    }

    private static String exhaust(String email) throws Exception {
        PortalBrowser stranger = new PortalBrowser();
        HttpResponse<String> answer = stranger.logIn(email, "wrong");
        for (int attempt = 0; attempt < 12 && answer.statusCode() == 401; attempt++) {
            answer = stranger.logIn(email, "wrong");
        }
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        return answer.body();
    }

    private static String neutral(HttpResponse<String> page, String email) {
        return page.body().replace(email, "").replaceAll("(content|value)=\"[A-Za-z0-9_-]{86}\"", "");
    }

    private static PortalBrowser with(String session) {
        PortalBrowser visitor = new PortalBrowser();
        visitor.setCookie("engram_session", session);
        return visitor;
    }

    private static void age(PortalBrowser visitor, String change) throws Exception {
        try (Connection owner = TestEnvironment.asOwner();
                Statement statement = owner.createStatement()) {
            statement.execute("update session set %s where token_hash = sha256('%s')"
                    .formatted(change, visitor.cookie("engram_session")));
        }
    }

    /** A page without its form tokens, which differ in each response. */
    private static String withoutTokens(String page) {
        return page.replaceAll("content=\"[^\"]*\"|name=\"_csrf\" value=\"[^\"]*\"", "");
    }
}
