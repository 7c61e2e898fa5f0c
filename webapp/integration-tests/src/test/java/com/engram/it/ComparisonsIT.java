package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.web.PublicId;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Comparisons over HTTP and on the page, and the places of an image. */
@ArquillianTest
@RunAsClient
class ComparisonsIT {

    private static final String BODY = "{\"imageIds\": [\"%s\", \"%s\"], \"name\": \"Hero\"}";

    @AfterEach
    void comeBack() {
        FakeWorker.isAwayForComparisons = false;
    }

    @Test
    void a_comparison_tells_probability_difference_and_verdict_and_can_be_read_again() throws Exception {
        TestAccount account = TestAccount.open();
        String low = image(account, 0.5, "low.jpg");
        String high = image(account, 0.8, "high.jpg");

        HttpResponse<String> created = account.client().post("/api/v1/comparisons", BODY.formatted(low, high));

        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        JsonObject comparison = TestApiClient.json(created);
        assertThat(comparison.getString("id")).startsWith("cmp_");
        assertThat(comparison.getString("name")).isEqualTo("Hero");
        assertThat(comparison.getString("best")).isEqualTo(high);
        assertThat(comparison.getJsonArray("order"))
                .extracting(Object::toString)
                .containsExactly(quoted(high), quoted(low));
        JsonArray images = comparison.getJsonArray("images");
        assertThat(images.getJsonObject(0).getString("imageId")).isEqualTo(low);
        assertThat(images.getJsonObject(0)
                        .getJsonObject("score")
                        .getJsonNumber("value")
                        .doubleValue())
                .isEqualTo(0.5);
        assertThat(comparison.getJsonArray("pairs")).hasSize(1);
        JsonObject pair = comparison.getJsonArray("pairs").getJsonObject(0);
        assertThat(pair.getString("first")).isEqualTo(low);
        assertThat(pair.getString("second")).isEqualTo(high);
        assertThat(pair.getJsonNumber("difference").doubleValue()).isEqualTo(-0.3);
        assertThat(pair.getJsonArray("interval").toString()).isEqualTo("[-0.4,-0.2]");
        assertThat(pair.getJsonObject("points").toString()).isEqualTo("{\"difference\":-3.0,\"interval\":[-4.0,-2.0]}");
        assertThat(pair.getJsonNumber("probability").doubleValue()).isEqualTo(0.01);
        assertThat(pair.getJsonObject("verdict").getString("code")).isEqualTo("second");
        assertThat(pair.getJsonObject("verdict").getString("text"))
                .isEqualTo("high.jpg is more memorable than low.jpg.");
        assertThat(comparison.getJsonArray("notices").getJsonObject(0).getString("code"))
                .isEqualTo("no_data_on_variants");
        String location = created.headers().firstValue("Location").orElseThrow();
        assertThat(location).endsWith("/api/v1/comparisons/" + comparison.getString("id"));
        assertThat(TestApiClient.json(account.client().get("/api/v1/comparisons/" + comparison.getString("id"))))
                .isEqualTo(comparison);
    }

    @Test
    void a_request_that_names_no_images_or_too_few_is_refused() throws Exception {
        TestAccount account = TestAccount.open();
        String one = image(account, 0.5, "one.jpg");
        TestApiClient client = account.client();

        assertThat(client.post("/api/v1/comparisons", "{}").statusCode()).isEqualTo(400);
        HttpResponse<String> single = client.post("/api/v1/comparisons", "{\"imageIds\": [\"%s\"]}".formatted(one));
        assertThat(single.statusCode()).isEqualTo(422);
        assertThat(TestApiClient.json(single).getString("code")).isEqualTo("invalid_comparison");
        HttpResponse<String> nothing =
                client.post("/api/v1/comparisons", "{\"imageIds\": [\"%s\", null]}".formatted(one));
        assertThat(nothing.statusCode()).isEqualTo(404);
        String waiting = account.fresh(Route.Id.FAILED_IMAGE);
        HttpResponse<String> unscored = client.post("/api/v1/comparisons", BODY.formatted(one, waiting));
        assertThat(unscored.statusCode()).isEqualTo(409);
        assertThat(TestApiClient.json(unscored).getString("code")).isEqualTo("result_missing");
    }

    @Test
    void a_repeated_request_with_the_same_key_gets_the_same_comparison() throws Exception {
        TestAccount account = TestAccount.open();
        String body = BODY.formatted(image(account, 0.5, "a.jpg"), image(account, 0.6, "b.jpg"));
        String key = UUID.randomUUID().toString();

        HttpResponse<String> first = keyed(account, key, body);
        HttpResponse<String> again = keyed(account, key, body);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(keyed(account, key, body.replace("Hero", "Other")).statusCode())
                .isEqualTo(422);
    }

    @Test
    void results_of_a_campaign_are_compared_with_the_scores() throws Exception {
        TestAccount account = TestAccount.open();
        StringBuilder results = new StringBuilder("{\"image\": \"nowhere.jpg\", \"metrics\": {\"CTR\": 1}}");
        for (int i = 0; i < 12; i++) {
            image(account, 0.5 + i / 100.0, "ad-" + i + ".jpg");
            results.append(", {\"image\": \"AD-%d\", \"metrics\": {\"CTR\": %d, \"CPC\": 1}}".formatted(i, i));
        }
        TestApiClient client = account.client();

        HttpResponse<String> created =
                client.post("/api/v1/reality-checks", "{\"name\": \"Spring\", \"results\": [%s]}".formatted(results));

        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        JsonObject campaign = TestApiClient.json(created);
        assertThat(campaign.getInt("results")).isEqualTo(13);
        assertThat(campaign.getInt("matched")).isEqualTo(12);
        assertThat(campaign.getJsonArray("unmatched").toString())
                .isEqualTo("[{\"image\":\"nowhere.jpg\",\"position\":1,\"reason\":\"unknown\"}]");
        JsonObject rate = campaign.getJsonArray("metrics").getJsonObject(0);
        assertThat(rate.getString("name")).isEqualTo("CTR");
        assertThat(rate.getString("finding")).isEqualTo("higher");
        assertThat(rate.getJsonNumber("concordance").doubleValue()).isEqualTo(1);
        assertThat(rate.getJsonObject("correlation").getJsonNumber("value").doubleValue())
                .isEqualTo(1);
        assertThat(campaign.getJsonArray("metrics").getJsonObject(1).getString("finding"))
                .isEqualTo("no_variation");
        assertThat(TestApiClient.json(client.get("/api/v1/reality-checks")).getJsonArray("data"))
                .containsExactly(campaign);
        assertThat(client.post("/api/v1/reality-checks", "{\"name\": \"x\", \"results\": [null]}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.post("/api/v1/reality-checks", "{\"name\": \"x\", \"results\": []}")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void results_of_a_campaign_come_as_a_csv_file_too() throws Exception {
        TestAccount account = TestAccount.open();
        StringBuilder csv = new StringBuilder("Ad name;CTR\n");
        for (int i = 0; i < 12; i++) {
            image(account, 0.5 + i / 100.0, "ad-" + i + ".jpg");
            csv.append("ad-%d;%d,5 %%\n".formatted(i, i));
        }

        JsonObject check = TestApiClient.json(sent(account, "text/csv", csv.toString()));
        assertThat(check.getString("name")).isEqualTo("Autumn");
        assertThat(check.getInt("matched")).isEqualTo(12);
        assertThat(check.getJsonArray("metrics").getJsonObject(0).getString("finding"))
                .isEqualTo("higher");
        JsonObject again = TestApiClient.json(sent(
                account,
                "multipart/form-data; boundary=x",
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"Spring.csv\"\r\n\r\n" + csv
                        + "\r\n--x--\r\n"));
        assertThat(again.getString("name")).isEqualTo("Spring.csv");
        assertThat(again.getJsonArray("metrics")).isEqualTo(check.getJsonArray("metrics"));
        assertThat(sent(account, "text/csv", "image,CTR\n").statusCode()).isEqualTo(422);
    }

    private static HttpResponse<String> sent(TestAccount account, String type, String body) throws Exception {
        return TestApiClient.send(
                HttpRequest.newBuilder(TestEnvironment.server().resolve("/api/v1/reality-checks?name=Autumn"))
                        .header("Authorization", "Bearer " + account.client().key())
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    @Test
    void a_project_tells_which_images_are_ready_and_an_image_who_approved_it() throws Exception {
        TestAccount account = TestAccount.open();
        TestApiClient client = account.client();
        String image = image(account, 0.5, "one.jpg");
        TestAccount.execute("update analysis set percentile = 72 where image_id = '%s'"
                .formatted(PublicId.IMAGE.parse(image).orElseThrow()));
        String project = TestApiClient.json(
                        client.post("/api/v1/projects", "{\"name\": \"Spring\", \"threshold\": 70}"))
                .getString("id");
        client.patch("/api/v1/images/" + image, "{\"projectId\": \"%s\"}".formatted(project));
        String path = "/api/v1/projects/" + project;

        assertThat(TestApiClient.json(client.get("/api/v1/images/" + image)).getBoolean("ready"))
                .isTrue();
        JsonObject changed = TestApiClient.json(client.patch(
                path, "{\"threshold\": 72.5, \"brief\": \"Six banners\", \"cover\": \"%s\"}".formatted(image)));
        assertThat(changed.getJsonNumber("threshold").doubleValue()).isEqualTo(72.5);
        assertThat(changed.getString("benchmark")).isEqualTo("photographs");
        assertThat(changed.getString("brief")).isEqualTo("Six banners");
        assertThat(changed.getString("cover")).isEqualTo(image);
        JsonObject analysis = TestApiClient.json(client.get("/api/v1/analyses?projectId=" + project))
                .getJsonArray("data")
                .getJsonObject(0);
        assertThat(analysis.getBoolean("ready")).isFalse();
        assertThat(TestApiClient.json(client.patch(path, "{\"benchmark\": \"project\"}"))
                        .getString("benchmark"))
                .isEqualTo(project);
        assertThat(TestApiClient.json(client.get("/api/v1/images/" + image)).isNull("ready"))
                .as("too few results")
                .isTrue();
        JsonObject cleared = TestApiClient.json(client.patch(path, "{\"threshold\": null, \"brief\": null}"));
        assertThat(cleared.isNull("threshold")).isTrue();
        assertThat(cleared.getString("name")).isEqualTo("Spring");
        assertThat(client.patch(path, "{\"threshold\": 101}").statusCode()).isEqualTo(422);
        assertThat(client.patch(path, "{\"threshold\": \"70\"}").statusCode()).isEqualTo(400);
        assertThat(client.patch(path, "{}").statusCode()).isEqualTo(400);

        JsonObject review = TestApiClient.json(
                client.put("/api/v1/images/" + image + "/review", "{\"state\": \"approved\", \"note\": \"Go.\"}"));
        assertThat(review.getString("state")).isEqualTo("approved");
        assertThat(review.getString("note")).isEqualTo("Go.");
        assertThat(review.getString("by")).isNotEmpty();
        assertThat(TestApiClient.json(client.get("/api/v1/images/" + image + "/review")))
                .isEqualTo(review);
        assertThat(client.put("/api/v1/images/" + image + "/review", "{\"state\": \"no\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_report_is_a_pdf_a_workbook_or_csv_as_the_client_accepts() throws Exception {
        TestAccount account = TestAccount.open();
        String image = image(account, 0.5, "one.jpg");

        assertThat(accepted(account, "image/" + image, "*/*")).isEqualTo("application/pdf");
        assertThat(accepted(account, "images/" + image, "application/pdf")).isEqualTo("application/pdf");
        assertThat(accepted(account, "image/" + image, "text/csv")).startsWith("text/csv");
        assertThat(accepted(
                        account,
                        "image/" + image,
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, application/pdf;q=0.5"))
                .isEqualTo("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        assertThat(accepted(account, "project/" + account.fresh(Route.Id.PROJECT), "text/csv"))
                .startsWith("text/csv");
        assertThat(accepted(account, "comparison/" + account.fresh(Route.Id.COMPARISON), "text/csv"))
                .startsWith("text/csv");
    }

    private static String accepted(TestAccount account, String report, String types) throws Exception {
        HttpResponse<String> response = TestApiClient.send(
                HttpRequest.newBuilder(TestEnvironment.server().resolve("/api/v1/reports/" + report))
                        .header("Authorization", "Bearer " + account.client().key())
                        .header("Accept", types)
                        .build());
        assertThat(response.statusCode()).as(report).isEqualTo(200);
        return response.headers().firstValue("Content-Type").orElse("");
    }

    @Test
    void a_worker_that_is_away_gets_503_soon_and_the_page_still_shows_the_pictures() throws Exception {
        TestAccount account = TestAccount.open();
        String one = image(account, 0.5, "one.jpg");
        String other = image(account, 0.6, "other.jpg");
        FakeWorker.isAwayForComparisons = true;
        long started = System.nanoTime();

        HttpResponse<String> refused = account.client().post("/api/v1/comparisons", BODY.formatted(one, other));
        String page = account.page("/compare?images=" + one + "," + other);

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(TestApiClient.json(refused).getString("code")).isEqualTo("comparison_unavailable");
        assertThat(page)
                .contains("We can’t compare images right now", "/images/" + one + "/preview", "one.jpg", "other.jpg")
                .doesNotContain("answer-title");
    }

    @Test
    void the_page_tells_the_probability_before_the_verdict() throws Exception {
        TestAccount account = TestAccount.open();
        String low = image(account, 0.5, "low.jpg");
        String high = image(account, 0.68, "high.jpg");
        String near = image(account, 0.67, "near.jpg");

        assertThat(account.page("/compare?images=" + low + "," + high))
                .containsSubsequence(
                        "86%", "high.jpg is more memorable.", "1.8 points of 10 higher", "between 0.8 and 2.8")
                .contains("Clearly lower.", "No study has measured");
        assertThat(account.page("/compare?images=" + low + "," + high + "," + near))
                .containsSubsequence("52%", "Too close to rank.", "near.jpg comes closest", "All pairs", "Decided");
    }

    @Test
    void an_analysis_tells_its_places_on_request_and_the_image_page_in_words() throws Exception {
        TestAccount account = TestAccount.onPlan("business");
        String project = account.fresh(Route.Id.PROJECT);
        for (int i = 0; i < 29; i++) {
            image(account, 0.3, "a.jpg");
        }
        String image = image(account, 0.8, "b.jpg");
        TestAccount.execute("insert into project_image select id, tenant_id, '%s' from image where tenant_id = '%s'"
                .formatted(PublicId.PROJECT.parse(project).orElseThrow(), account.tenant()));
        TestAccount.execute("insert into tag values ('%1$s', '%1$s', 'Hero', now())".formatted(account.tenant()));
        TestAccount.execute("insert into image_tag select '%1$s', id, '%1$s' from image where tenant_id = '%1$s'"
                .formatted(account.tenant()));
        String tag = PublicId.TAG.of(account.tenant());
        String analysis = TestApiClient.json(account.client().get("/api/v1/analyses?sort=-score"))
                .getJsonArray("data")
                .getJsonObject(0)
                .getString("id");

        JsonArray places = TestApiClient.json(account.client().get("/api/v1/analyses/" + analysis + "?benchmark=all"))
                .getJsonArray("places");

        assertThat(places).hasSize(4);
        assertThat(places.getJsonObject(0).getString("benchmark")).isEqualTo("photographs");
        assertThat(places.getJsonObject(1).getString("benchmark")).isEqualTo("library");
        assertThat(places.getJsonObject(1).getInt("count")).isEqualTo(30);
        assertThat(places.getJsonObject(1).getJsonNumber("percentile").doubleValue())
                .isEqualTo(98.3);
        assertThat(places.getJsonObject(2).getString("projectId")).isEqualTo(project);
        assertThat(places.getJsonObject(3).getString("tagId")).isEqualTo(tag);
        assertThat(TestApiClient.json(account.client().get("/api/v1/analyses/" + analysis + "?benchmark=" + tag))
                        .getJsonArray("places"))
                .containsExactly(places.getJsonObject(3));
        JsonObject plain = TestApiClient.json(account.client().get("/api/v1/analyses/" + analysis));
        assertThat(plain.isNull("places")).isTrue();
        HttpResponse<String> unknown = account.client().get("/api/v1/analyses/" + analysis + "?benchmark=moon");
        assertThat(unknown.statusCode()).isEqualTo(400);
        JsonObject inProject =
                TestApiClient.json(account.client().get("/api/v1/analyses/" + analysis + "?benchmark=" + project));
        assertThat(inProject.getJsonArray("places")).containsExactly(places.getJsonObject(2));
        String foreign = TestAccount.open().fresh(Route.Id.PROJECT);
        assertThat(account.client()
                        .get("/api/v1/analyses/" + analysis + "?benchmark=" + foreign)
                        .statusCode())
                .isEqualTo(404);
        UUID neighbour = TestAccount.open().tenant();
        TestAccount.execute("insert into tag values ('%1$s', '%1$s', 'Hero', now())".formatted(neighbour));
        assertThat(account.client()
                        .get("/api/v1/analyses/" + analysis + "?benchmark=" + PublicId.TAG.of(neighbour))
                        .statusCode())
                .isEqualTo(404);
        JsonObject benchmarks = TestApiClient.json(account.client().get("/api/v1/benchmarks?limit=2"));
        assertThat(benchmarks.getJsonArray("data").getJsonObject(0))
                .isEqualTo(Json.createObjectBuilder()
                        .add("id", "photographs")
                        .add("benchmark", "photographs")
                        .addNull("projectId")
                        .addNull("tagId")
                        .addNull("name")
                        .addNull("count")
                        .addNull("required")
                        .add("available", true)
                        .build());
        assertThat(benchmarks.getJsonArray("data").getJsonObject(1).getInt("count"))
                .isEqualTo(30);
        JsonObject next = TestApiClient.json(
                account.client().get("/api/v1/benchmarks?limit=2&cursor=" + benchmarks.getString("nextCursor")));
        assertThat(next.getJsonArray("data").getJsonObject(0).getString("id")).isEqualTo(project);
        assertThat(next.getJsonArray("data").getJsonObject(0).getBoolean("available"))
                .isTrue();
        assertThat(next.getJsonArray("data").getJsonObject(1).getString("tagId"))
                .isEqualTo(tag);
        assertThat(next.isNull("nextCursor")).isTrue();
        assertThat(account.client().get("/api/v1/benchmarks?cursor=moon").statusCode())
                .isEqualTo(400);
        assertThat(account.page("/images/" + image))
                .contains(
                        "More memorable than 98% of your library (30 images).",
                        "More memorable than 98% of the project ",
                        "More memorable than 98% of the images tagged Hero (30 images).");
        assertThat(account.page("/gallery?rank=" + tag))
                .contains(
                        "More memorable than 98% of the images tagged Hero",
                        "<option value=\"" + tag + "\" selected=\"selected\">Hero</option>")
                .doesNotContain("% of photos");
        assertThat(account.page("/gallery?rank=" + project)).contains("More memorable than 98% of the project ");
        assertThat(account.page("/gallery?rank=" + PublicId.TAG.of(neighbour)))
                .contains("has fewer than 30 scores", "% of photos");
    }

    private static HttpResponse<String> keyed(TestAccount account, String key, String body) throws Exception {
        return TestApiClient.send(
                HttpRequest.newBuilder(TestEnvironment.server().resolve("/api/v1/comparisons"))
                        .header("Authorization", "Bearer " + account.client().key())
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    /** An image with that score, whose features the fake worker reads. */
    private static String image(TestAccount account, double score, String filename) throws Exception {
        String id = account.fresh(Route.Id.IMAGE);
        UUID image = PublicId.IMAGE.parse(id).orElseThrow();
        TestAccount.execute("""
            update image set filename = '%3$s' where id = '%1$s';
            update analysis set score = %2$s, interval_low = %2$s, interval_high = %2$s where image_id = '%1$s';
            insert into analysis_features
              select id, tenant_id, decode('%4$s', 'base64') from analysis where image_id = '%1$s';
            """.formatted(image, score, filename, FakeWorker.features(score)));
        return id;
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
