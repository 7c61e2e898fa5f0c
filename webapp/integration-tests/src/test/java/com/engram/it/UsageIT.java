package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** How much of a plan is used: told to those who pay, and shown. */
@ArquillianTest
@RunAsClient
class UsageIT {

    @Test
    void a_webhook_reports_that_most_of_the_allowance_is_used() throws Exception {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            TestAccount account = on("\"monthlyImages\": 1, \"overage\": \"metered\"");
            TestApiClient client = account.client();
            assertThat(client.post(
                                    "/api/v1/webhook-endpoints",
                                    "{\"url\": \"%s\", \"events\": [\"usage.threshold\"]}".formatted(receiver.url()))
                            .statusCode())
                    .isEqualTo(201);

            client.analysed(TestImages.png());

            List<JsonObject> crossed = List.of(data(receiver.await()), data(receiver.await()));
            assertThat(crossed).extracting(event -> event.getInt("percent")).containsExactlyInAnyOrder(80, 100);
            assertThat(crossed).allSatisfy(event -> {
                assertThat(event.getInt("used")).isEqualTo(1);
                assertThat(event.getInt("allowance")).isEqualTo(1);
            });
        }
    }

    @Test
    void page_csv_and_api_show_usage_by_member_and_project() throws Exception {
        TestAccount account = on("\"monthlyImages\": 5");
        String project = TestApiClient.json(account.client().post("/api/v1/projects", "{\"name\": \"Spring\"}"))
                .getString("id");
        String image = account.client().analysed(TestImages.png()).getString("imageId");
        account.client().patch("/api/v1/images/" + image, "{\"projectId\": \"%s\"}".formatted(project));
        byte[] same = TestImages.png();
        account.client().analysed(same);
        account.client().analysed(same);

        String page = account.page("/settings/usage");
        String table = account.page("/settings/usage/usage.csv");

        JsonArray byProject = TestApiClient.json(account.client().get("/api/v1/usage/projects"))
                .getJsonArray("data");

        assertThat(page)
                .contains("of 5 in", "Images by member, this period", "Images by project, this period", "Next period");
        assertThat(table)
                .startsWith("\uFEFFday,member,project,charged,free,rejected,failed")
                .containsPattern("API key [^,]+,No project,1,1,0,0")
                .containsPattern("API key [^,]+,Spring,1,0,0,0");
        assertThat(byProject).hasSize(2);
        assertThat(byProject.getJsonObject(1).getString("projectId")).isEqualTo(project);
        assertThat(byProject.getJsonObject(1).getString("name")).isEqualTo("Spring");
        assertThat(byProject.getJsonObject(1).getInt("charged")).isEqualTo(1);
    }

    private static TestAccount on(String terms) throws Exception {
        TestAccount account = TestAccount.open();
        TestApiClient.operator()
                .patch(
                        "/api/v1/admin/tenants/" + account.client().tenant(),
                        "{\"plan\": \"%s\"}".formatted(TestPlans.offered(terms)));
        return account;
    }

    private static JsonObject data(WebhookReceiver.Message message) {
        return Json.createReader(new StringReader(message.body())).readObject().getJsonObject("data");
    }
}
