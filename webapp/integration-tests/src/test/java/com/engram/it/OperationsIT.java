package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.engram.web.PublicId;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** What the operator does to the running of things: backends, failures, models, cost, and a look over a shoulder. */
@ArquillianTest
@RunAsClient
class OperationsIT {

    private static final TestApiClient OPERATOR = TestApiClient.operator();
    private static final String BACKEND = "/api/v1/admin/queue/backends/worker";

    @Test
    void analyses_wait_while_the_backend_is_paused_and_finish_after_it_resumes() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        String analysis;
        try {
            assertThat(hold("paused").getString("hold")).isEqualTo("paused");
            analysis = TestApiClient.json(client.analyse(client.upload(TestImages.png())))
                    .getString("id");
            // Several times as long as one image takes.
            await().during(Duration.ofMillis(1_500))
                    .atMost(Duration.ofSeconds(10))
                    .until(
                            () -> TestApiClient.json(client.get("/api/v1/analyses/" + analysis))
                                    .getString("status"),
                            "queued"::equals);
            assertThat(TestApiClient.json(OPERATOR.get("/api/v1/admin/queue")).getInt("depth"))
                    .isPositive();
        } finally {
            assertThat(hold("open").getString("hold")).isEqualTo("open");
        }
        assertThat(client.ended(analysis).getString("status")).isEqualTo("done");
        assertThat(AuditRows.of("worker")).anyMatch(line -> line.contains("operator backend.paused worker"));
        assertThat(AuditRows.of("worker")).anyMatch(line -> line.contains("operator backend.resumed worker"));
    }

    @Test
    void an_unknown_backend_or_mode_is_refused() throws Exception {
        assertThat(OPERATOR.patch("/api/v1/admin/queue/backends/mainframe", "{\"hold\": \"paused\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(OPERATOR.patch(BACKEND, "{\"hold\": \"asleep\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void the_console_pauses_drains_and_resumes_a_backend() throws Exception {
        ConsoleBrowser browser = ConsoleBrowser.signedIn().open("/admin/queue");
        try {
            browser.submit("/admin/queue/backends/worker/mode", Map.of("mode", "paused"));
            assertThat(browser.text()).contains("worker is paused on every server.", "Resume worker");
            assertThat(browser.open("/admin").text()).contains("Needs attention", "worker is paused");
            browser.open("/admin/queue");
            browser.submit("/admin/queue/backends/worker/mode", Map.of("mode", "draining"));
            assertThat(browser.text()).contains("Nothing is in progress, so you can stop it safely.");
        } finally {
            browser.submit("/admin/queue/backends/worker/mode", Map.of("mode", "open"));
        }
        assertThat(browser.text()).contains("worker is in use again.", "closed: healthy");
    }

    @Test
    void all_analyses_that_failed_with_a_code_are_retried_together() throws Exception {
        TestAccount account = TestAccount.open();
        String one = failed(account, "test_fault");
        String other = failed(account, "test_fault");
        ConsoleBrowser browser = ConsoleBrowser.signedIn().open("/admin/queue/failures?code=test_fault");
        assertThat(browser.text()).contains(one, other);

        browser.submit("/admin/queue/failures/retry", Map.of("code", "test_fault"));

        assertThat(browser.text()).contains("2 in the queue again.");
        assertThat(account.client().ended(one).getString("status")).isNotEqualTo("failed");
        assertThat(account.client().ended(other).getString("status")).isNotEqualTo("failed");
        assertThat(AuditRows.of("2 that failed with test_fault"))
                .anyMatch(line -> line.contains("operator queue.retried"))
                .anyMatch(line -> line.contains("operator analyses.retried"));
    }

    @Test
    void analyses_stay_failed_where_no_credits_are_left() throws Exception {
        TestAccount account = TestAccount.open();
        String failed = failed(account, "spent_fault");
        OPERATOR.patch(
                "/api/v1/admin/tenants/" + account.client().tenant(),
                "{\"plan\": \"%s\"}".formatted(TestPlans.offered("\"monthlyImages\": 0, \"overage\": \"block\"")));

        JsonObject all = TestApiClient.json(OPERATOR.post("/api/v1/admin/queue/retry", "{\"code\": \"spent_fault\"}"));
        JsonObject one = TestApiClient.json(
                OPERATOR.post("/api/v1/admin/queue/retry", "{\"analysisId\": \"%s\"}".formatted(failed)));

        assertThat(all.getInt("queued")).isZero();
        assertThat(all.getInt("tenantsSpent")).isEqualTo(1);
        assertThat(one.getInt("tenantsSpent")).isEqualTo(1);
        assertThat(account.client().ended(failed).getString("status")).isEqualTo("failed");
    }

    @Test
    void an_operator_views_a_portal_read_only_and_the_tenants_audit_log_says_so() throws Exception {
        TestAccount account = TestAccount.open();
        String page = "/admin/tenants/" + account.client().tenant();
        ConsoleBrowser browser = ConsoleBrowser.signedIn().open(page);

        browser.submit(page + "/view", Map.of("reason", ""));
        assertThat(browser.status()).isEqualTo(422);
        browser.open(page).submit(page + "/view", Map.of("reason", "Ticket 4711"));

        assertThat(browser.path()).isEqualTo("/gallery");
        assertThat(browser.text()).contains("as an operator (read-only) until");
        for (String seen : new String[] {"/settings/people", "/settings/keys", "/settings/usage", "/settings/audit"}) {
            assertThat(browser.open(seen).status()).as(seen).isEqualTo(200);
        }
        assertThat(browser.text()).contains("account.viewed-as-tenant", "Ticket 4711");
        browser.open("/settings/keys").submit("/settings/keys", Map.of("name", "Mine"));
        assertThat(browser.status()).isEqualTo(403);
        assertThat(browser.text()).contains("This view is read-only");
        assertThat(browser.open("/settings/account/export.zip").status()).isEqualTo(403);
        assertThat(browser.open("/settings/security").status()).isEqualTo(404);
        browser.open("/gallery").submit("/watch/end", Map.of());
        assertThat(browser.path()).isEqualTo(page);
        assertThat(browser.open("/gallery").path()).isEqualTo("/login");
    }

    @Test
    void a_view_of_a_portal_ends_after_thirty_minutes() throws Exception {
        TestAccount account = TestAccount.open();
        String page = "/admin/tenants/" + account.client().tenant();
        ConsoleBrowser browser = ConsoleBrowser.signedIn().open(page);

        browser.submit(page + "/view", Map.of("reason", "Ticket 4711"));

        assertThat(browser.lifetime("engram_watch"))
                .isBetween(
                        Duration.ofMinutes(29).toSeconds(),
                        Duration.ofMinutes(30).toSeconds());
        assertThat(browser.open("/gallery").path()).isEqualTo("/gallery");
        Instant now = Instant.now();
        assertThat(lookUntil(account, now.plusSeconds(60)).path()).isEqualTo("/gallery");
        assertThat(lookUntil(account, now.minusSeconds(1)).path()).isEqualTo("/login");
    }

    /** The gallery for a browser that kept the cookie whatever its age. */
    private static ConsoleBrowser lookUntil(TestAccount account, Instant end) throws Exception {
        String look = "%s %s %d".formatted(TestOperator.id(), account.tenant(), end.getEpochSecond());
        return new ConsoleBrowser()
                .keeping("engram_watch", TestEncryptedCookies.cookie("engram_watch", look, end), "/")
                .open("/gallery");
    }

    @Test
    void a_library_is_rescored_from_the_console() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        client.analysed(TestImages.png());
        String page = "/admin/tenants/" + client.tenant();

        ConsoleBrowser browser = ConsoleBrowser.signedIn().open(page).submit(page + "/rescoring", Map.of());
        assertThat(browser.status()).isEqualTo(422);
        String name = browser.text().replaceAll("(?s).*<h1 class=\"title\">([^<]+)</h1>.*", "$1");
        browser.submit(page + "/rescoring", Map.of("confirm", name));

        assertThat(browser.text()).contains("All images of this tenant are queued");
        JsonObject rescoring = TestApiClient.json(OPERATOR.get("/api/v1" + page + "/rescoring"));
        assertThat(rescoring.getString("askedAt")).isNotBlank();
    }

    @Test
    void a_pinned_tenant_is_scored_by_its_model_and_all_others_by_the_default_model() throws Exception {
        TestApiClient pinned = TestApiClient.onPlan("free");
        TestApiClient other = TestApiClient.onPlan("free");
        String page = "/admin/tenants/" + pinned.tenant();

        ConsoleBrowser.signedIn().open(page).submit(page + "/model", Map.of("model", FakeWorker.OTHER_MODEL));

        assertThat(model(pinned)).isEqualTo(FakeWorker.OTHER_MODEL);
        assertThat(model(other)).isEqualTo(FakeWorker.MODEL);
        String pin = "/api/v1" + page + "/model";
        assertThat(TestApiClient.json(OPERATOR.get(pin)).getString("model")).isEqualTo(FakeWorker.OTHER_MODEL);
        assertThat(TestApiClient.json(OPERATOR.patch(pin, "{\"model\": null}")).isNull("model"))
                .isTrue();
        assertThat(model(pinned)).isEqualTo(FakeWorker.MODEL);
        assertThat(OPERATOR.patch(pin, "{\"model\": \"nobody:1\"}").statusCode())
                .isEqualTo(422);
        try {
            JsonObject models = TestApiClient.json(
                    OPERATOR.patch("/api/v1/admin/models", "{\"model\": \"%s\"}".formatted(FakeWorker.OTHER_MODEL)));
            assertThat(models.getString("rolledOut")).isEqualTo(FakeWorker.OTHER_MODEL);
            assertThat(models.getJsonArray("served")).hasSize(2);
            assertThat(model(other)).isEqualTo(FakeWorker.OTHER_MODEL);
        } finally {
            OPERATOR.patch("/api/v1/admin/models", "{\"model\": null}");
        }
        assertThat(OPERATOR.patch("/api/v1/admin/models", "{\"model\": \"nobody:1\"}")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void a_months_cost_is_shown_beside_the_plans_revenue() throws Exception {
        TestApiClient client = TestApiClient.onPlan(
                TestPlans.offered("\"monthlyImages\": 1, \"priceCents\": 120000, \"interval\": \"year\","
                        + " \"overage\": \"metered\", \"overageCents\": 50"));
        client.analysed(TestImages.png());
        client.analysed(TestImages.png());
        client.analysed(TestImages.png());

        ConsoleBrowser browser = ConsoleBrowser.signedIn().open("/admin/costs/costs.csv");

        String line = browser.text()
                .lines()
                .filter(row -> row.contains(client.tenant()))
                .findFirst()
                .orElse("");
        // A twelfth of 1,200.00, two images beyond at 0.50, three tasks.
        assertThat(line).contains(",EUR,100.00,1.00,3,");
        assertThat(browser.open("/admin/costs").text()).contains(client.tenant());
        assertThat(browser.open("/admin/costs?month=1999-01").text()).contains("No tenants yet.");
    }

    private static JsonObject hold(String hold) throws Exception {
        HttpResponse<String> answer = OPERATOR.patch(BACKEND, "{\"hold\": \"%s\"}".formatted(hold));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return TestApiClient.json(answer).getJsonArray("backends").getJsonObject(0);
    }

    private static String model(TestApiClient client) throws Exception {
        JsonObject model = client.analysed(TestImages.png()).getJsonObject("model");
        return model.getString("name") + ":" + model.getString("version");
    }

    private static String failed(TestAccount account, String code) throws Exception {
        String analysis = account.fresh(Route.Id.FAILED_ANALYSIS);
        UUID id = PublicId.ANALYSIS.parse(analysis).orElseThrow();
        TestAccount.execute("update analysis set problem_code = '%s' where id = '%s'".formatted(code, id));
        return analysis;
    }
}
