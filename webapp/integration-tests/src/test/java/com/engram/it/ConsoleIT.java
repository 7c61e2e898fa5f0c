package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** The operator's console: who gets in, and what is done there. */
@ArquillianTest
@RunAsClient
class ConsoleIT {

    private static final Pattern SECRET = Pattern.compile("<code id=\"secret\">([A-Z2-7]+)</code>");

    @Test
    void a_password_alone_gives_no_access() throws Exception {
        ConsoleBrowser browser = atTheCode(TestOperator.newcomer());

        assertThat(browser.text()).contains("Set up your authenticator");
        assertThat(browser.open("/admin").path()).isEqualTo("/admin/login");
    }

    @Test
    void a_wrong_password_is_refused() throws Exception {
        ConsoleBrowser browser = new ConsoleBrowser().open("/admin");

        browser.submit("/admin/login", Map.of("email", TestOperator.newcomer(), "password", "guessed"));

        assertThat(browser.status()).isEqualTo(401);
    }

    @Test
    void after_password_and_code_every_page_renders() throws Exception {
        ConsoleBrowser browser = signedIn(TestOperator.newcomer());
        String tenant = TestApiClient.onPlan("free").tenant();

        assertThat(browser.path()).isEqualTo("/admin");
        for (String page : List.of(
                "/admin",
                "/admin/tenants",
                "/admin/tenants/" + tenant,
                "/admin/plans",
                "/admin/plans/new",
                "/admin/plans/pro",
                "/admin/queue",
                "/admin/models",
                "/admin/emails",
                "/admin/audit",
                "/admin/operators",
                "/admin/settings")) {
            assertThat(browser.open(page).status()).as(page).isEqualTo(200);
            assertThat(browser.path()).isEqualTo(page);
        }
    }

    @Test
    void a_code_is_accepted_once_and_required_at_each_sign_in() throws Exception {
        String email = TestOperator.newcomer();
        ConsoleBrowser first = atTheCode(email);
        byte[] secret = secret(first);
        String code = code(secret, 0);
        first.submit("/admin/login/code", Map.of("code", code));
        assertThat(first.path()).isEqualTo("/admin");

        ConsoleBrowser second = atTheCode(email);
        assertThat(second.text()).contains("Enter your code").doesNotContain("id=\"secret\"");
        second.submit("/admin/login/code", Map.of("code", code));
        assertThat(second.status()).isEqualTo(401);
        second.submit("/admin/login/code", Map.of("code", code(secret, 1)));
        assertThat(second.path()).isEqualTo("/admin");
    }

    @Test
    void after_five_wrong_codes_the_password_is_required_again() throws Exception {
        ConsoleBrowser browser = atTheCode(TestOperator.newcomer());
        byte[] secret = secret(browser);

        for (int i = 0; i < 5; i++) {
            browser.submit("/admin/login/code", Map.of("code", "000000".equals(code(secret, 0)) ? "000001" : "000000"));
        }

        assertThat(browser.path()).isEqualTo("/admin/login");
    }

    @Test
    void after_ten_wrong_passwords_an_unknown_browser_must_wait_but_the_operators_browser_need_not() throws Exception {
        String email = TestOperator.newcomer();
        ConsoleBrowser own = atTheCode(email);
        byte[] secret = secret(own);
        own.submit("/admin/login/code", Map.of("code", code(secret, 0)));

        ConsoleBrowser stranger = new ConsoleBrowser().open("/admin/login");
        for (int attempt = 0; attempt < 11 && stranger.status() != 429; attempt++) {
            stranger.submit("/admin/login", Map.of("email", email, "password", "guessed"));
        }
        assertThat(stranger.status()).isEqualTo(429);
        stranger.submit("/admin/login", Map.of("email", email, "password", TestOperator.PASSWORD));
        assertThat(stranger.status()).as("not even with the right one").isEqualTo(429);

        own.open("/admin/login").submit("/admin/login", Map.of("email", email, "password", TestOperator.PASSWORD));
        assertThat(own.path()).isEqualTo("/admin/login/code");
        assertThat(AuditRows.of(email))
                .anyMatch(line -> line.startsWith("operator ") && line.contains(" operator.signed-in " + email))
                .anyMatch(line -> line.contains("operator.sign-in-failed a password of " + email + " 127.0.0.1"));
    }

    @Test
    void six_codes_may_be_tried_and_signing_in_again_allows_no_more() throws Exception {
        String email = TestOperator.newcomer();
        ConsoleBrowser browser = atTheCode(email);
        guess(browser, 5);
        assertThat(browser.path()).isEqualTo("/admin/login");
        browser = atTheCode(email);
        byte[] secret = secret(browser);
        guess(browser, 1);
        browser.submit("/admin/login/code", Map.of("code", code(secret, 0)));
        assertThat(browser.status()).isEqualTo(429);
    }

    @Test
    void logging_out_ends_the_session() throws Exception {
        ConsoleBrowser browser = signedIn(TestOperator.newcomer());

        browser.submit("/admin/logout", Map.of());

        assertThat(browser.open("/admin").path()).isEqualTo("/admin/login");
    }

    @Test
    void settings_show_their_source_and_hide_secrets() throws Exception {
        ConsoleBrowser browser = signedIn(TestOperator.newcomer()).open("/admin/settings?subject=scoring");

        assertThat(browser.text()).contains("engram.worker.url").doesNotContain("engram.storage.bucket");
        for (String subject : List.of("storage", "people", "server")) {
            assertThat(browser.open("/admin/settings?subject=" + subject).text())
                    .contains("set, not shown")
                    .doesNotContain(
                            TestEnvironment.SECRET, TestEnvironment.OPERATOR_KEY, ObjectStoreProcess.SECRET_KEY);
        }
    }

    @Test
    void opening_a_tenant_gives_a_working_key_and_emails_its_owner() throws Exception {
        ConsoleBrowser browser = signedIn(TestOperator.newcomer()).open("/admin/tenants");
        String owner = PortalBrowser.freshEmail();

        browser.submit("/admin/tenants", Map.of("name", "Opened here", "ownerEmail", "nobody", "plan", "free"));
        assertThat(browser.status()).isEqualTo(422);
        browser.submit("/admin/tenants", Map.of("name", "Opened here", "ownerEmail", owner, "plan", "starter"));

        String key = browser.text().replaceAll("(?s).*(eng_live_[A-Za-z0-9]+_[A-Za-z0-9]+).*", "$1");
        assertThat(new TestApiClient("", key).usage().getInt("allowance")).isEqualTo(500);
        assertThat(browser.text()).contains(TestOutbox.linkTo(owner));
    }

    @Test
    void a_tenant_changes_its_plan_gets_credits_and_is_suspended() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        String page = "/admin/tenants/" + client.tenant();
        ConsoleBrowser browser = signedIn(TestOperator.newcomer()).open(page);

        browser.submit(page + "/plan", Map.of("plan", "starter"));
        assertThat(browser.text()).contains("The plan was changed.", "Starter, version 1");
        browser.submit(page + "/credits", Map.of("credits", "25", "reason", "A long outage"));
        assertThat(browser.text()).contains("Images granted.", "A long outage");
        assertThat(client.usage().getInt("allowance")).isEqualTo(525);
        browser.submit(page + "/credits", Map.of("credits", "25", "reason", ""));
        assertThat(browser.status()).isEqualTo(422);
        browser.open(page).submit(page + "/suspend", Map.of("suspended", "true", "confirm", "something else"));
        assertThat(browser.status()).isEqualTo(422);
        assertThat(client.get("/api/v1/usage").statusCode()).isEqualTo(200);
        browser.submit(page + "/suspend", Map.of("suspended", "true", "confirm", nameOf(browser)));
        assertThat(client.get("/api/v1/usage").statusCode()).isEqualTo(403);
        browser.submit(page + "/suspend", Map.of("suspended", "false"));
        assertThat(client.get("/api/v1/usage").statusCode()).isEqualTo(200);
        assertThat(TestApiClient.operator().get("/api/v1/admin/audit?limit=100").body())
                .contains("account.suspended", "account.resumed", "25 images: A long outage");
    }

    @Test
    void a_plan_is_changed_after_a_preview_of_the_affected_tenants() throws Exception {
        String code = TestPlans.offered("\"monthlyImages\": 10, \"priceCents\": 1000");
        TestApiClient early = TestApiClient.onPlan(code);
        ConsoleBrowser browser = signedIn(TestOperator.newcomer()).open("/admin/plans/" + code);
        Map<String, String> form = new HashMap<>(Map.of(
                "code",
                code,
                "name",
                code,
                "priceCents",
                "12.50",
                "currency",
                "EUR",
                "interval",
                "month",
                "trialDays",
                "0",
                "monthlyImages",
                "20",
                "overage",
                "block",
                "overageCents",
                "0",
                "weight",
                "1"));
        form.put("apiAccess", "on");

        browser.submit("/admin/plans/" + code + "/preview", form);

        assertThat(browser.text())
                .contains("This creates version 2.", "Images per month", "€12.50 a month", "+€2.50 a month")
                .contains("1 tenant keeps its terms", "1 tenant does not pay online");
        browser.submit("/admin/plans/" + code, form);
        assertThat(browser.text()).contains("The plan was changed.");
        assertThat(early.usage().getInt("allowance")).isEqualTo(10);
        assertThat(TestApiClient.onPlan(code).usage().getInt("allowance")).isEqualTo(20);
        form.put("monthlyImages", "many");
        browser.submit("/admin/plans/" + code + "/preview", form);
        assertThat(browser.status()).isEqualTo(422);
        assertThat(browser.text()).contains("monthlyImages must be a whole number");
        browser.open("/admin/plans/" + code + "/move");
        assertThat(browser.text()).contains("From version 1 to 2: 1 tenant", "+€2.50");
        browser.submit("/admin/plans/" + code + "/move", Map.of("confirm", "something else"));
        assertThat(browser.status()).isEqualTo(422);
        assertThat(early.usage().getInt("allowance")).isEqualTo(10);
        browser.submit("/admin/plans/" + code + "/move", Map.of("confirm", code));
        assertThat(browser.status()).isEqualTo(200);
        assertThat(early.usage().getInt("allowance")).isEqualTo(20);
    }

    @Test
    void an_operator_joins_by_invitation_gets_another_role_and_is_removed() throws Exception {
        ConsoleBrowser administrator = signedIn(TestOperator.newcomer()).open("/admin/operators");
        String email = PortalBrowser.freshEmail();

        administrator.submit("/admin/operators", Map.of("email", email, "role", "billing"));
        Matcher link = Pattern.compile("/admin/invitations/[A-Za-z0-9]+").matcher(administrator.text());
        assertThat(link.find()).as(administrator.text()).isTrue();
        assertThat(administrator.open("/admin/operators").text()).doesNotContain(link.group());
        ConsoleBrowser joining = new ConsoleBrowser().open(link.group());
        joining.submit(link.group(), Map.of("password", "short"));
        assertThat(joining.status()).isEqualTo(422);
        joining.submit(link.group(), Map.of("password", TestOperator.PASSWORD));
        joining.submit("/admin/login/code", Map.of("code", code(secret(joining), 0)));

        assertThat(joining.path()).isEqualTo("/admin");
        assertThat(joining.open("/admin/billing").status()).isEqualTo(200);
        assertThat(joining.open("/admin/settings").status()).isEqualTo(403);
        String path = "/admin/operators/" + idOf(email, administrator.open("/admin/operators"));
        administrator.submit(path + "/role", Map.of("role", "support"));
        assertThat(joining.open("/admin/billing").status()).as("at once").isEqualTo(403);
        administrator.submit(path + "/remove", Map.of("confirm", "somebody@example.com"));
        assertThat(administrator.status()).isEqualTo(422);
        administrator.submit(path + "/remove", Map.of("confirm", email));
        assertThat(administrator.text()).contains("Operator removed").doesNotContain(email);
        assertThat(joining.open("/admin/tenants").path()).as("at once").isEqualTo("/admin/login");
        assertThat(administrator.open("/admin/audit?search=" + email).text())
                .contains("operator.invited", "operator.joined", "operator.role-changed", "operator.removed");
    }

    @Test
    void a_view_of_a_portal_ends_at_once_with_the_operators_role() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        String email = TestOperator.newcomer("support");
        ConsoleBrowser support = signedIn(email).open("/admin/tenants/" + client.tenant());
        support.submit("/admin/tenants/" + client.tenant() + "/view", Map.of("reason", "They asked"));
        assertThat(support.path()).isEqualTo("/gallery");

        ConsoleBrowser administrator = signedIn(TestOperator.newcomer()).open("/admin/operators");
        administrator.submit("/admin/operators/" + idOf(email, administrator) + "/role", Map.of("role", "billing"));

        assertThat(support.open("/gallery").path()).isEqualTo("/login");
    }

    @Test
    void a_filter_of_tenants_is_saved_and_deleted_by_its_operator() throws Exception {
        ConsoleBrowser browser = signedIn(TestOperator.newcomer()).open("/admin/tenants?state=suspended&sort=name");
        browser.submit("/admin/tenants/filters", Map.of("name", "Blocked ones", "state", "suspended", "sort", "name"));

        assertThat(browser.open("/admin/tenants").text())
                .contains("Blocked ones", "/admin/tenants?state=suspended&amp;sort=name");
        assertThat(signedIn(TestOperator.newcomer()).open("/admin/tenants").text())
                .doesNotContain("Blocked ones");
        Matcher form =
                Pattern.compile("/admin/tenants/filters/flt_[0-9a-f]+/delete").matcher(browser.text());
        assertThat(form.find()).isTrue();
        assertThat(browser.submit(form.group(), Map.of()).text()).doesNotContain("Blocked ones");
    }

    @Test
    void the_former_path_of_emails_leads_to_the_new_one() throws Exception {
        ConsoleBrowser browser = signedIn(TestOperator.newcomer()).open("/admin/letters?search=x");

        assertThat(browser.path()).isEqualTo("/admin/emails");
        assertThat(browser.text()).contains("value=\"x\"");
        assertThat(TestApiClient.operator().get("/api/v1/admin/letters").statusCode())
                .isEqualTo(200);
    }

    /** The name of the tenant on the open page. */
    private static String nameOf(ConsoleBrowser browser) {
        return browser.text().replaceAll("(?s).*<h1 class=\"title\">([^<]+)</h1>.*", "$1");
    }

    /** The id of an operator in the open list. */
    private static String idOf(String email, ConsoleBrowser browser) {
        Matcher id = Pattern.compile(
                        "(?s)<span>" + Pattern.quote(email) + "</span>.*?/admin/operators/(op_[0-9a-f]+)/role")
                .matcher(browser.text());
        assertThat(id.find()).as(browser.text()).isTrue();
        return id.group(1);
    }

    @Test
    void an_email_is_resent_and_its_link_is_shown_once_to_an_operator_who_enters_the_password() throws Exception {
        String reader = PortalBrowser.freshEmail();
        PortalBrowser.signedUp(PortalBrowser.freshEmail())
                .send("/settings/people", Map.of("email", reader, "role", "member"));
        ConsoleBrowser browser = signedIn(TestOperator.newcomer()).open("/admin/emails?search=" + reader);

        Matcher found = Pattern.compile("href=\"(/admin/emails/let_[^\"]+)\"").matcher(browser.text());
        assertThat(found.find()).as(browser.text()).isTrue();
        String link = TestOutbox.linkTo(reader);
        browser.open(found.group(1));
        assertThat(browser.text()).contains("No mail server is configured").doesNotContain(link);
        browser.submit(found.group(1) + "/resend", Map.of());
        assertThat(browser.status()).isEqualTo(200);
        Awaitility.await().until(() -> browser.open(found.group(1)).text().contains("Show the text once"));
        browser.submit(found.group(1) + "/open", Map.of("password", "a guess"));
        assertThat(browser.status()).isEqualTo(422);
        assertThat(browser.text()).doesNotContain(link);
        browser.submit(found.group(1) + "/open", Map.of("password", TestOperator.PASSWORD));
        assertThat(browser.text()).contains(link);
        assertThat(browser.open(found.group(1)).text()).doesNotContain(link, "Show the text once");
        assertThat(browser.open("/admin/audit?search=" + reader).text()).contains("email.read", "member.invited");
        assertThat(browser.open("/admin/emails?search=nobody-" + reader).text()).contains("No emails found.");
    }

    @Test
    void the_audit_log_of_all_tenants_is_searched_paged_and_downloaded() throws Exception {
        String email = PortalBrowser.freshEmail();
        PortalBrowser owner = PortalBrowser.signedUp(email);
        for (int i = 0; i < 51; i++) {
            owner.send("/settings/keys", Map.of("name", "=key " + i, "scope", "read"));
        }
        owner.send("/settings/people", Map.of("email", "+cmd" + email, "role", "viewer"));
        ConsoleBrowser browser = signedIn(TestOperator.newcomer()).open("/admin/audit?search=" + email);

        Matcher older = Pattern.compile("href=\"(/admin/audit\\?search=[^\"]+before=[^\"]+)\"")
                .matcher(browser.text());
        assertThat(older.find()).as(browser.text()).isTrue();
        assertThat(browser.text()).contains("=key 50").doesNotContain("account.opened");
        assertThat(browser.open(older.group(1).replace("&amp;", "&")).text()).contains("account.opened");
        browser.open("/admin/audit/audit.csv?search=" + email);
        assertThat(browser.text().lines()).hasSizeGreaterThan(52);
        assertThat(browser.text()).contains("accountId,account", ",'+cmd" + email);
        assertThat(browser.open("/admin/audit?search=" + email.replace("@", "%25"))
                        .text())
                .contains("No entries found.");
    }

    private static ConsoleBrowser signedIn(String email) throws Exception {
        ConsoleBrowser browser = atTheCode(email);
        return browser.submit("/admin/login/code", Map.of("code", code(secret(browser), 0)));
    }

    private static ConsoleBrowser atTheCode(String email) throws Exception {
        ConsoleBrowser browser = new ConsoleBrowser().open("/admin");
        assertThat(browser.path()).isEqualTo("/admin/login");
        browser.submit("/admin/login", Map.of("email", email, "password", TestOperator.PASSWORD));
        assertThat(browser.path()).as(browser.text()).isEqualTo("/admin/login/code");
        return browser;
    }

    private static void guess(ConsoleBrowser browser, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            browser.submit("/admin/login/code", Map.of("code", "000000"));
        }
    }

    private static byte[] secret(ConsoleBrowser browser) {
        Matcher secret = SECRET.matcher(browser.text());
        assertThat(secret.find()).as(browser.text()).isTrue();
        return new Base32().decode(secret.group(1));
    }

    /** What the app shows so many steps of time from now. */
    private static String code(byte[] secret, int steps) throws InvalidKeyException {
        TimeBasedOneTimePasswordGenerator app = new TimeBasedOneTimePasswordGenerator();
        return app.generateOneTimePasswordString(
                new SecretKeySpec(secret, app.getAlgorithm()),
                Instant.now().plus(app.getTimeStep().multipliedBy(steps)));
    }
}
