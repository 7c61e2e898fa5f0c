package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In which language pages, refusals and emails are written. */
@ArquillianTest
@RunAsClient
class LanguageIT {

    private static final String COOKIE = "engram_language";

    @Test
    void a_visitors_browser_chooses_the_language() throws Exception {
        HttpResponse<String> italian = ask("/login", "it-IT,it;q=0.9,en;q=0.8");
        assertThat(italian.body()).contains("<html lang=\"it\"", "Hai dimenticato la password?");
        assertThat(italian.headers().firstValue("Content-Language")).contains("it");
        assertThat(italian.headers().allValues("Vary")).anyMatch(value -> value.contains("Accept-Language"));

        assertThat(ask("/login", "de-DE,de").body()).contains("<html lang=\"en\"", "Forgot your password?");
        assertThat(ask("/login", "*;q=0.5").body()).contains("Forgot your password?");
    }

    @Test
    void a_malformed_preference_is_ignored() throws Exception {
        for (String path : List.of("/login", "/assets/engram.css", "/api/v1/usage", "/admin/login")) {
            int expected = ask(path, "en").statusCode();
            for (String malformed : List.of("en;q=abc", ";;;", "en,,it", "x_y", "en;q=5")) {
                assertThat(ask(path, malformed).statusCode())
                        .as(path + " " + malformed)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void a_visitor_changes_the_language_and_returns_to_the_page() throws Exception {
        PortalBrowser visitor = new PortalBrowser();

        HttpResponse<String> changed = visitor.send("/login", "/language", Map.of("language", "it", "back", "/login"));

        assertThat(changed.statusCode()).isEqualTo(303);
        assertThat(visitor.follow(changed).body()).contains("<h1>Accedi</h1>");
        assertThat(visitor.get("/nothing-here").body()).contains("Pagina non trovata");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "https://evil.example", "/\\evil.example", "login", "/login?x=1"})
    void the_way_back_stays_on_this_site(String back) throws Exception {
        HttpResponse<String> changed =
                new PortalBrowser().send("/login", "/language", Map.of("language", "it", "back", back));

        assertThat(changed.headers().firstValue("Location").orElse(""))
                .endsWith("/")
                .doesNotContain("evil");
    }

    @Test
    void an_unknown_language_changes_nothing() throws Exception {
        PortalBrowser visitor = new PortalBrowser();

        assertThat(visitor.send("/login", "/language", Map.of("language", "xx")).statusCode())
                .isEqualTo(404);
        assertThat(visitor.get("/login").body()).contains("<html lang=\"en\"");
    }

    @Test
    void a_persons_language_is_kept_in_every_browser_and_in_emails() throws Exception {
        String email = PortalBrowser.freshEmail();
        PortalBrowser anna = PortalBrowser.signedUp(email);
        assertThat(anna.get("/gallery").body()).contains("<html lang=\"en\"");

        anna.send("/settings/security", "/language", Map.of("language", "it", "back", "/settings/security"));

        PortalBrowser elsewhere = new PortalBrowser();
        elsewhere.logIn(email, PortalBrowser.PASSWORD);
        elsewhere.setCookie(COOKIE, "en");
        assertThat(elsewhere.get("/gallery").body()).contains("<html lang=\"it\"", "Galleria");
        new PortalBrowser().send("/password/forgotten", Map.of("email", email));
        assertThat(TestOutbox.bodyTo(email)).contains("Apri questo link entro 30 minuti");
    }

    @Test
    void who_signs_up_in_italian_gets_italian_pages_and_emails() throws Exception {
        String email = PortalBrowser.freshEmail();
        PortalBrowser visitor = new PortalBrowser();
        visitor.setCookie(COOKIE, "it");

        HttpResponse<String> refused = visitor.send(
                "/signup", Map.of("company", "Rossi", "name", "Anna", "email", email, "password", "password123"));
        assertThat(refused.body()).contains("Questa password è troppo comune");
    }

    @Test
    void a_refusal_is_said_in_the_persons_language_and_in_english_by_the_api() throws Exception {
        TestAccount account = TestAccount.onPlan(TestPlans.offered("\"monthlyImages\": 0, \"overage\": \"block\""));
        PortalBrowser anna = new PortalBrowser();
        anna.setCookie("engram_session", account.cookie());
        anna.send("/settings/security", "/language", Map.of("language", "it"));

        String upload = "{\"filename\":\"a.png\",\"contentType\":\"image/svg+xml\",\"bytes\":10}";
        HttpResponse<String> refused = anna.sendJson("/gallery", "/gallery/uploads", upload);

        assertThat(refused.statusCode()).isEqualTo(415);
        assertThat(refused.body()).contains("Non possiamo valutare questo tipo di file", "unsupported_type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/login",
                "/signup",
                "/password/forgotten",
                "/gallery",
                "/projects",
                "/compare",
                "/billing",
                "/billing/change?plan=pro",
                "/accounts",
                "/settings/security",
                "/settings/people",
                "/settings/usage",
                "/settings/keys",
                "/settings/audit",
                "/settings/account",
                "/settings/sign-on",
                "/settings/prove"
            })
    void every_page_is_shown_in_both_languages(String path) throws Exception {
        PortalBrowser owner = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        for (String language : new String[] {"it", "en"}) {
            owner.send("/settings/security", "/language", Map.of("language", language));

            HttpResponse<String> page = owner.get(path);

            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(page.body())
                    .contains("<html lang=\"" + language + "\"")
                    .doesNotContainPattern("(?<!<code[^<>]{0,60})>\\s*[a-z]+(\\.[a-zA-Z_-]+)+\\s*<")
                    .doesNotContain("??", "#{", "{0");
        }
    }

    @Test
    void an_image_is_shown_in_both_languages() throws Exception {
        TestAccount account = TestAccount.open();
        String image = account.fresh(Route.Id.IMAGE);
        PortalBrowser owner = new PortalBrowser();
        owner.setCookie("engram_session", account.cookie());

        owner.send("/settings/security", "/language", Map.of("language", "it"));
        assertThat(owner.get("/images/" + image).body()).contains("Memorabilità", "Elimina immagine");
        owner.send("/settings/security", "/language", Map.of("language", "en"));
        assertThat(owner.get("/images/" + image).body()).contains("Memorability", "Delete image");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin",
                "/admin/tenants",
                "/admin/plans",
                "/admin/plans/new",
                "/admin/plans/free",
                "/admin/billing",
                "/admin/queue",
                "/admin/queue/failures?code=x",
                "/admin/costs",
                "/admin/models",
                "/admin/emails",
                "/admin/audit",
                "/admin/operators",
                "/admin/settings"
            })
    void every_page_of_the_console_is_shown_in_both_languages(String path) throws Exception {
        ConsoleBrowser operator = ConsoleBrowser.signedIn();
        for (String language : new String[] {"it", "en"}) {
            operator.open("/admin").submit("/admin/language", Map.of("language", language, "back", "/admin"));

            assertThat(operator.open(path).status()).as(path).isEqualTo(200);
            assertThat(operator.text())
                    .contains("<html lang=\"" + language + "\"")
                    .doesNotContain("??", "#{", "{0")
                    .doesNotContainPattern(">\\s*(console|common|billing)(\\.[a-zA-Z_-]+)+\\s*<");
        }
    }

    private static HttpResponse<String> ask(String path, String acceptLanguage) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(TestEnvironment.server().resolve(path))
                                .header("Accept-Language", acceptLanguage)
                                .header("Accept", "text/html")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
