package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Signing in by a tenant's own provider, which is a real one. */
@ArquillianTest
@RunAsClient
class SingleSignOnIT {

    private static final String SETTINGS = "/settings/sign-on";

    private static OidcProviderProcess provider;

    @BeforeAll
    static void start() throws Exception {
        provider = OidcProviderProcess.start();
    }

    @AfterAll
    static void stop() {
        provider.stop();
    }

    @Test
    void somebody_new_becomes_a_member_with_the_role_for_newcomers() throws Exception {
        PortalBrowser owner = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        String link = setUp(owner, false);
        String email = PortalBrowser.freshEmail();
        PortalBrowser newcomer = new PortalBrowser();
        assertThat(come(newcomer, link, email).headers().firstValue("Location").orElse(""))
                .endsWith("/gallery");
        assertThat(newcomer.isIn()).isTrue();
        assertThat(owner.get("/settings/people").body()).contains(email);
        assertThat(newcomer.get("/settings/people").body()).doesNotContain("Send invitation");
    }

    @Test
    void a_provider_cannot_vouch_for_people_of_other_accounts() throws Exception {
        String victim = PortalBrowser.freshEmail();
        PortalBrowser.signedUp(victim);
        String link = setUp(PortalBrowser.signedUp(PortalBrowser.freshEmail()), false);
        PortalBrowser visitor = new PortalBrowser();
        HttpResponse<String> answer = come(visitor, link, victim);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("We sent an email to your address that says why")
                .doesNotContain(victim, "account already");
        TestOutbox.await(victim, 1);
        assertThat(visitor.isIn()).isFalse();
    }

    @Test
    void knocking_again_and_again_does_not_make_us_call_the_provider_each_time() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        HttpServer telling = providerThatTells(calls);
        PortalBrowser owner = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        Map<String, String> form = form("");
        form.put("issuer", issuer(telling));
        owner.send(SETTINGS, form);
        String link = owner.find(SETTINGS, "id=\"sso-link\">https?://[^/]+(/sso/ten_[0-9a-f]+)<");
        for (int i = 0; i < 3; i++) {
            question(new PortalBrowser(), link);
        }
        telling.stop(0);
        assertThat(calls).hasValue(1);
        assertThat(PortalBrowser.from(ExhaustedLimits.address()).get(link).statusCode())
                .isEqualTo(429);
    }

    @Test
    void an_unconfirmed_address_is_not_let_in() throws Exception {
        String link = setUp(PortalBrowser.signedUp(PortalBrowser.freshEmail()), false);
        HttpResponse<String> answer = come(new PortalBrowser(), link, "unconfirmed-" + PortalBrowser.freshEmail());
        assertThat(answer.body()).contains("no confirmed e-mail address");
    }

    @Test
    void an_address_of_which_nothing_is_said_opens_the_seat_of_nobody_unless_the_owner_trusts_the_provider()
            throws Exception {
        String email = "unsaid-" + PortalBrowser.freshEmail();
        PortalBrowser owner = PortalBrowser.signedUp(email);
        String link = setUp(owner, false);
        PortalBrowser stranger = new PortalBrowser();
        assertThat(come(stranger, link, email).body()).contains("no confirmed e-mail address");
        assertThat(stranger.isIn()).isFalse();

        owner.send(SETTINGS, form("vouches"));
        come(stranger, link, email);
        assertThat(stranger.isIn()).isTrue();
        assertThat(come(new PortalBrowser(), link, "unconfirmed-" + PortalBrowser.freshEmail())
                        .body())
                .as("not even a trusted one, where it says no")
                .contains("no confirmed e-mail address");
    }

    @Test
    void an_answer_that_belongs_to_another_browser_is_refused() throws Exception {
        String link = setUp(PortalBrowser.signedUp(PortalBrowser.freshEmail()), false);
        URI back = provider.logIn(question(new PortalBrowser(), link), PortalBrowser.freshEmail());
        PortalBrowser other = new PortalBrowser();
        question(other, link);
        assertThat(other.get(back.getPath() + "?" + back.getRawQuery()).statusCode())
                .isEqualTo(422);
        assertThat(other.isIn()).isFalse();
    }

    @Test
    void where_it_is_required_a_password_leads_to_the_provider_but_the_owner_stays_able_to_log_in() throws Exception {
        String ownerEmail = PortalBrowser.freshEmail();
        PortalBrowser owner = PortalBrowser.signedUp(ownerEmail);
        String email = PortalBrowser.freshEmail();
        owner.send("/settings/people", Map.of("email", email, "role", "member"));
        PortalBrowser member = new PortalBrowser();
        member.send(TestOutbox.linkTo(email), Map.of("name", "Ben", "password", PortalBrowser.PASSWORD));
        assertThat(member.isIn()).isTrue();

        String link = setUp(owner, true);

        assertThat(member.isIn())
                .as("the session that came by a password ended")
                .isFalse();
        HttpResponse<String> byPassword = member.logIn(email, PortalBrowser.PASSWORD);
        assertThat(byPassword.headers().firstValue("Location").orElse("")).endsWith(link + "/on");
        assertThat(member.get(link + "/on").headers().firstValue("Refresh")).contains("0;url=" + link);
        assertThat(member.isIn()).isFalse();
        come(member, link, email);
        assertThat(member.isIn()).isTrue();
        PortalBrowser ownerAgain = new PortalBrowser();
        ownerAgain.logIn(ownerEmail, PortalBrowser.PASSWORD);
        assertThat(ownerAgain.isIn()).isTrue();
    }

    @Test
    void whoever_came_by_the_provider_cannot_change_how_the_person_signs_in_elsewhere() throws Exception {
        String link = setUp(PortalBrowser.signedUp(PortalBrowser.freshEmail()), false);
        PortalBrowser newcomer = new PortalBrowser();
        come(newcomer, link, PortalBrowser.freshEmail());
        String page = "/settings/security";
        assertThat(newcomer.send(page, page + "/second-factor", Map.of()).statusCode())
                .isEqualTo(403);
        assertThat(newcomer.send(page, page + "/second-factor/confirm", Map.of("code", "1"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(newcomer.get(page).body())
                .contains("You logged in with your company")
                .doesNotContain("Change password");
    }

    @Test
    void whoever_came_by_the_provider_cannot_reach_into_the_persons_other_accounts() throws Exception {
        String email = PortalBrowser.freshEmail();
        PortalBrowser elsewhere = PortalBrowser.signedUp(email);
        PortalBrowser owner = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        owner.send("/settings/people", Map.of("email", email, "role", "viewer"));
        PortalBrowser member = new PortalBrowser();
        member.logIn(email, PortalBrowser.PASSWORD);
        member.send(TestOutbox.linkTo(email), Map.of());
        String link = setUp(owner, false);
        PortalBrowser vouched = new PortalBrowser();
        come(vouched, link, email);
        String page = "/settings/security";
        for (int attempt = 0; attempt < 11; attempt++) {
            for (String what : List.of("password", "second-factor/off", "recovery-codes", "sessions/revoke-others")) {
                Map<String, String> guess = Map.of("current", "guessed", "password", "guessed too", "code", "000000");
                assertThat(vouched.send(page, page + "/" + what, guess).statusCode())
                        .as(what)
                        .isEqualTo(403);
            }
            vouched.send("/settings/prove", Map.of("password", "guessed"));
        }
        assertThat(elsewhere.isIn()).isTrue();
        assertThat(elsewhere
                        .send("/settings/prove", Map.of("password", PortalBrowser.PASSWORD))
                        .statusCode())
                .as("no attempt of the person's own is used up")
                .isEqualTo(303);
    }

    @Test
    void a_provider_that_does_not_answer_is_not_kept() throws Exception {
        PortalBrowser owner = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        HttpResponse<String> answer =
                owner.send(SETTINGS, Map.of("issuer", "http://localhost:1", "clientId", "engram", "clientSecret", "x"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("cannot be asked");
    }

    @Test
    void a_provider_at_an_address_that_only_this_server_reaches_is_never_asked() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        HttpServer inside = serve("127.0.0.1", exchange -> calls.incrementAndGet());
        PortalBrowser owner = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        for (String issuer :
                List.of("http://127.0.0.1:", "https://127.0.0.1:", "http://localhost:", "https://[::1]:")) {
            HttpResponse<String> answer = owner.send(
                    SETTINGS,
                    Map.of(
                            "issuer",
                            issuer + inside.getAddress().getPort(),
                            "clientId",
                            "engram",
                            "clientSecret",
                            "x"));
            assertThat(answer.statusCode()).as(issuer).isEqualTo(422);
            assertThat(answer.body()).as(issuer).contains("not public");
        }
        inside.stop(0);
        assertThat(calls).hasValue(0);
    }

    @Test
    void a_providers_redirect_is_not_followed() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        HttpServer away = serve(WebhookReceiver.HOST, exchange -> {
            calls.incrementAndGet();
            exchange.getResponseHeaders().set("Location", provider.issuer() + "/.well-known/openid-configuration");
            exchange.sendResponseHeaders(302, -1);
        });
        String issuer =
                "http://%s:%d".formatted(WebhookReceiver.HOST, away.getAddress().getPort());
        HttpResponse<String> answer = PortalBrowser.signedUp(PortalBrowser.freshEmail())
                .send(SETTINGS, Map.of("issuer", issuer, "clientId", "engram", "clientSecret", "x"));
        away.stop(0);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("answered 302");
        assertThat(calls).hasValue(1);
    }

    private static HttpServer serve(String host, HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(host, 0), 0);
        server.createContext("/", exchange -> {
            handler.handle(exchange);
            exchange.close();
        });
        server.start();
        return server;
    }

    /** Sets the provider up; the path of the link for the account's people. */
    private static String setUp(PortalBrowser owner, boolean required) throws Exception {
        HttpResponse<String> set = owner.send(SETTINGS, form(required ? "required" : ""));
        assertThat(set.statusCode()).as(set.body()).isEqualTo(303);
        return owner.find(SETTINGS, "id=\"sso-link\">https?://[^/]+(/sso/ten_[0-9a-f]+)<");
    }

    /** The settings, with that box ticked. */
    private static Map<String, String> form(String ticked) {
        Map<String, String> form = new HashMap<>(Map.of(
                "issuer",
                provider.issuer(),
                "clientId",
                OidcProviderProcess.CLIENT,
                "clientSecret",
                OidcProviderProcess.SECRET,
                "role",
                "viewer"));
        if (!ticked.isEmpty()) {
            form.put(ticked, "yes");
        }
        return form;
    }

    /** One that tells about itself, counts how often, and does nothing else. */
    private static HttpServer providerThatTells(AtomicInteger calls) throws IOException {
        HttpServer[] self = new HttpServer[1];
        self[0] = serve(WebhookReceiver.HOST, exchange -> {
            calls.incrementAndGet();
            byte[] metadata = """
                {"issuer": "%1$s", "authorization_endpoint": "%1$s/auth", "token_endpoint": "%1$s/token", "jwks_uri": "%1$s/keys",
                 "response_types_supported": ["code"], "subject_types_supported": ["public"],
                 "id_token_signing_alg_values_supported": ["RS256"]}
                """.formatted(issuer(self[0])).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, metadata.length);
            exchange.getResponseBody().write(metadata);
        });
        return self[0];
    }

    private static String issuer(HttpServer server) {
        return "http://%s:%d"
                .formatted(WebhookReceiver.HOST, server.getAddress().getPort());
    }

    private static URI question(PortalBrowser visitor, String link) throws Exception {
        HttpResponse<String> away = visitor.get(link);
        assertThat(away.statusCode()).as(away.body()).isEqualTo(303);
        return URI.create(away.headers().firstValue("Location").orElseThrow());
    }

    private static HttpResponse<String> come(PortalBrowser visitor, String link, String email) throws Exception {
        URI back = provider.logIn(question(visitor, link), email);
        return visitor.get(back.getPath() + "?" + back.getRawQuery());
    }
}
