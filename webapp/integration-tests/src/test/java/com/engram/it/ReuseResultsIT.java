package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** What was scored already by the model that would score it now is told at once, and costs nothing. */
@ArquillianTest
@RunAsClient
class ReuseResultsIT {

    @Test
    void the_same_picture_is_answered_at_once_even_with_no_credit_left() throws Exception {
        TestApiClient client = withCredits(1);
        JsonObject first = client.analysed(TestImages.png());

        HttpResponse<String> answer = client.analyse(first.getString("imageId"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertToldAgain(TestApiClient.json(answer), first);
        assertThat(client.get("/api/v1/analyses/" + TestApiClient.json(answer).getString("id") + "/heatmap")
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.usage().getInt("used")).isEqualTo(1);
        assertThat(client.usage().getInt("reserved")).isZero();
    }

    @Test
    void the_same_bytes_in_another_upload_are_answered_at_once_with_a_preview_of_their_own() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        byte[] file = TestImages.png();
        JsonObject first = client.analysed(file);

        HttpResponse<String> answer = client.analyse(client.upload(file));

        JsonObject again = TestApiClient.json(answer);
        assertToldAgain(again, first);
        assertThat(again.getString("imageId")).isNotEqualTo(first.getString("imageId"));
        client.delete("/api/v1/images/" + first.getString("imageId"));
        JsonObject image = TestApiClient.json(client.get("/api/v1/images/" + again.getString("imageId")));
        assertThat(image.getString("sha256")).isEqualTo(TestImages.sha256(file));
        assertThat(TestApiClient.send(HttpRequest.newBuilder(URI.create(image.getString("previewUrl")))
                                .build())
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.ended(TestApiClient.json(client.analyse(again.getString("imageId")))
                                .getString("id"))
                        .getString("status"))
                .isEqualTo("done");
    }

    @Test
    void with_no_credit_left_a_file_that_was_scored_before_may_still_come() throws Exception {
        TestApiClient client = withCredits(1);
        byte[] file = TestImages.png();
        JsonObject first = client.analysed(file);

        HttpResponse<String> answer = client.send(file);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertToldAgain(TestApiClient.json(answer), first);
        assertThat(client.send(TestImages.png()).statusCode()).isEqualTo(402);
    }

    @Test
    void a_deep_map_is_told_again_only_where_it_is_there() throws Exception {
        TestApiClient client = withCredits(3);
        String image = client.analysed(TestImages.png()).getString("imageId");

        JsonObject queued = TestApiClient.json(withMap(client, image));
        assertThat(queued.getString("status")).isEqualTo("queued");
        JsonObject mapped = client.ended(queued.getString("id"));

        JsonObject again = TestApiClient.json(withMap(client, image));
        assertToldAgain(again, mapped);
        assertThat(TestApiClient.json(client.get("/api/v1/analyses/" + again.getString("id") + "/heatmap?kind=deep"))
                        .getString("kind"))
                .isEqualTo("deep");
        assertThat(client.usage().getInt("used")).isEqualTo(2);
    }

    @Test
    void a_batch_again_needs_credits_only_for_what_is_new_in_it() throws Exception {
        TestApiClient client = withCredits(2);
        List<String> images = List.of(
                client.analysed(TestImages.png()).getString("imageId"),
                client.analysed(TestImages.png()).getString("imageId"));

        JsonObject again = TestApiClient.json(client.post("/api/v1/batches", batchOf(images)));

        assertThat(again.getInt("done")).isEqualTo(2);
        assertThat(again.isNull("finishedAt")).isFalse();
        assertThat(client.usage().getInt("used")).isEqualTo(2);
    }

    @Test
    void another_model_scores_anew() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        String image = client.analysed(TestImages.png()).getString("imageId");
        String page = "/admin/tenants/" + client.tenant();
        ConsoleBrowser.signedIn().open(page).submit(page + "/model", Map.of("model", FakeWorker.OTHER_MODEL));

        JsonObject queued = TestApiClient.json(client.analyse(image));

        assertThat(queued.getString("status")).isEqualTo("queued");
        JsonObject model = client.ended(queued.getString("id")).getJsonObject("model");
        assertThat(model.getString("name") + ":" + model.getString("version")).isEqualTo(FakeWorker.OTHER_MODEL);
        assertThat(TestApiClient.json(client.analyse(image)).getString("status"))
                .isEqualTo("done");
    }

    private static void assertToldAgain(JsonObject again, JsonObject first) {
        assertThat(again.getString("status")).isEqualTo("done");
        assertThat(again.getString("id")).isNotEqualTo(first.getString("id"));
        assertThat(again.getJsonObject("score")).isEqualTo(first.getJsonObject("score"));
        assertThat(again.getJsonObject("model")).isEqualTo(first.getJsonObject("model"));
        assertThat(again.getJsonObject("receipt").getInt("credits")).isZero();
        assertThat(again.getJsonObject("receipt").getInt("scoreMillis")).isZero();
        assertThat(again.isNull("heatmap")).isFalse();
    }

    private static TestApiClient withCredits(int images) throws Exception {
        return TestApiClient.onPlan(TestPlans.offered(
                "\"monthlyImages\": %d, \"overage\": \"block\", \"heatmaps\": true".formatted(images)));
    }

    private static HttpResponse<String> withMap(TestApiClient client, String image) throws Exception {
        return client.post("/api/v1/analyses", "{\"imageId\": \"%s\", \"heatmap\": true}".formatted(image));
    }

    private static String batchOf(List<String> images) {
        return Json.createObjectBuilder()
                .add("imageIds", Json.createArrayBuilder(images))
                .build()
                .toString();
    }
}
