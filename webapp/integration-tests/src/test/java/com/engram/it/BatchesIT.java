package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.engram.web.PublicId;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** Many images in one call, through the real server. */
@ArquillianTest
@RunAsClient
class BatchesIT {

    @Test
    void a_batch_counts_the_outcomes_of_its_images() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        List<String> images = uploaded(client, 5);
        images.add(client.upload("This is no picture.".getBytes(StandardCharsets.UTF_8)));

        HttpResponse<String> accepted = client.post("/api/v1/batches", request(images, false));

        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        JsonObject batch = TestApiClient.json(accepted);
        assertThat(accepted.headers().firstValue("Location"))
                .hasValueSatisfying(at -> assertThat(at).endsWith("/api/v1/batches/" + batch.getString("id")));
        assertThat(batch.getInt("total")).isEqualTo(6);
        JsonObject ended = ended(client, batch.getString("id"));
        assertThat(ended.getInt("queued")).isZero();
        assertThat(ended.getInt("done")).isEqualTo(5);
        assertThat(ended.getInt("rejected")).isEqualTo(1);
        assertThat(ended.getInt("failed")).isZero();
        assertThat(client.usage().getInt("used")).isEqualTo(5);
        assertThat(client.usage().getInt("reserved")).isZero();
        assertThat(TestApiClient.json(client.get("/api/v1/analyses?status=done&batchId=" + batch.getString("id")))
                        .getJsonArray("data"))
                .hasSize(5);
        assertThat(TestApiClient.json(client.get("/api/v1/batches")).getJsonArray("data"))
                .hasSize(1);
    }

    @Test
    void a_batch_beyond_the_allowance_is_refused_whole_and_says_what_is_left() throws Exception {
        TestApiClient client = onPlanWith(3);
        List<String> images = uploaded(client, 3);
        assertThat(client.analysed(TestImages.png()).getString("status")).isEqualTo("done");

        HttpResponse<String> refused = client.post("/api/v1/batches", request(images, false));

        assertThat(refused.statusCode()).isEqualTo(402);
        assertThat(TestApiClient.json(refused).getString("code")).isEqualTo("quota_exceeded");
        assertThat(TestApiClient.json(refused).getString("detail")).contains("2 of its 3 images left", "needs 3");
        assertThat(client.usage().getInt("reserved")).isZero();
    }

    @Test
    void a_partial_batch_takes_what_is_left() throws Exception {
        TestApiClient client = onPlanWith(2);
        List<String> images = uploaded(client, 3);

        JsonObject batch = TestApiClient.json(client.post("/api/v1/batches", request(images, true)));

        assertThat(batch.getInt("total")).isEqualTo(2);
        assertThat(batch.getInt("leftOut")).isEqualTo(1);
        assertThat(ended(client, batch.getString("id")).getInt("done")).isEqualTo(2);
        JsonObject again = TestApiClient.json(client.post("/api/v1/batches", request(images, true)));
        assertThat(again.getInt("total")).as("what needs no credit").isEqualTo(2);
        assertThat(again.getInt("leftOut")).isEqualTo(1);
        assertThat(client.post("/api/v1/batches", request(images, false)).statusCode())
                .isEqualTo(402);
    }

    @Test
    void a_batch_with_an_image_that_has_not_arrived_is_refused_as_upload_missing() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        List<String> images = uploaded(client, 1);
        images.add(client.form(100).getString("imageId"));

        HttpResponse<String> refused = client.post("/api/v1/batches", request(images, false));

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(TestApiClient.json(refused).getString("code")).isEqualTo("upload_missing");
        assertThat(TestApiClient.json(refused).getString("detail")).contains("1 of these 2");
    }

    @Test
    void more_than_a_thousand_images_are_too_many() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        List<String> images = new ArrayList<>();
        for (int i = 0; i < 1001; i++) {
            images.add("img_" + UUID.randomUUID().toString().replace("-", ""));
        }

        HttpResponse<String> refused = client.post("/api/v1/batches", request(images, false));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(TestApiClient.json(refused).getString("code")).isEqualTo("too_many_images");
    }

    @Test
    void a_batch_can_be_cancelled_and_retried() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        JsonObject batch = TestApiClient.json(client.post("/api/v1/batches", request(uploaded(client, 3), false)));
        String id = batch.getString("id");
        ended(client, id);
        asUnfinished(client);

        JsonObject cancelled = TestApiClient.json(client.post("/api/v1/batches/" + id + "/cancel", ""));

        assertThat(cancelled.getInt("failed")).isEqualTo(3);
        assertThat(cancelled.isNull("finishedAt")).isFalse();
        assertThat(client.usage().getInt("reserved")).isZero();

        JsonObject again = TestApiClient.json(client.post("/api/v1/batches/" + id + "/retry", ""));

        assertThat(again.getInt("total")).isEqualTo(3);
        assertThat(again.isNull("finishedAt")).isTrue();
        assertThat(ended(client, id).getInt("done")).isEqualTo(3);
        assertThat(client.usage().getInt("reserved")).isZero();
    }

    /** Sets the tenant's analyses back to the queue, where nothing takes them today. */
    private static void asUnfinished(TestApiClient client) throws Exception {
        try (Connection owner = TestEnvironment.asOwner();
                Statement statement = owner.createStatement()) {
            statement.execute(
                    """
                    delete from credit_entry where tenant_id = '%1$s';
                    update batch set finished_at = null where tenant_id = '%1$s';
                    update usage_period set used = 0, reserved = 3 where tenant_id = '%1$s';
                    update analysis set state = 'QUEUED', finished_at = null, score = null, credits = null,
                      available_at = now() + interval '1 day' where tenant_id = '%1$s';
                    """.formatted(PublicId.TENANT.parse(client.tenant()).orElseThrow()));
        }
    }

    private static TestApiClient onPlanWith(int images) throws Exception {
        return TestApiClient.onPlan(
                TestPlans.offered("\"monthlyImages\": %d, \"overage\": \"block\"".formatted(images)));
    }

    private static List<String> uploaded(TestApiClient client, int images) throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            ids.add(client.upload(TestImages.png()));
        }
        return ids;
    }

    private static String request(List<String> images, boolean partial) {
        JsonArrayBuilder ids = Json.createArrayBuilder(images);
        return Json.createObjectBuilder()
                .add("imageIds", ids)
                .add("name", "Spring")
                .add("partial", partial)
                .build()
                .toString();
    }

    private static JsonObject ended(TestApiClient client, String id) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> TestApiClient.json(client.get("/api/v1/batches/" + id)),
                        batch -> !batch.isNull("finishedAt"));
    }

    @Test
    void a_batch_is_followed_until_it_ends() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        String images = "\"%s\", \"%s\"".formatted(client.upload(TestImages.png()), client.upload(TestImages.png()));
        String batch = TestApiClient.json(client.post("/api/v1/batches", "{\"imageIds\": [%s]}".formatted(images)))
                .getString("id");

        // The answer ends with the batch.
        HttpResponse<String> events = client.get("/api/v1/batches/" + batch + "/events");

        assertThat(events.statusCode()).isEqualTo(200);
        assertThat(events.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        String last = events.body().substring(events.body().lastIndexOf("event:"));
        assertThat(last).contains("completed").contains(batch).contains("\"done\":2");
        assertThat(client.get("/api/v1/batches/" + batch + "/events").body()).contains("completed");
    }
}
