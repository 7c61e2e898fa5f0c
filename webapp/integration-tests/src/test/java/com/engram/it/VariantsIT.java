package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Channels, what-ifs and kept variants through the API. Their rules are tested in the domain. */
class VariantsIT {

    @Test
    void what_ifs_are_charged_and_read_again_and_a_variant_becomes_an_image() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        String image = client.analysed(TestImages.png()).getString("imageId");

        HttpResponse<String> created = client.post("/api/v1/images/" + image + "/what-ifs", """
                {"edits": [{"kind": "crop", "rect": {"x": 0, "y": 0, "width": 0.5, "height": 0.5}},
                 {"kind": "contrast", "factor": 1.2}]}""");

        assertThat(created.statusCode()).as(created.body()).isEqualTo(202);
        JsonObject whatIf = TestApiClient.json(created);
        assertThat(whatIf.getString("status")).isEqualTo("done");
        assertThat(whatIf.getInt("credits")).isEqualTo(1);
        assertThat(client.usage().getInt("used")).isEqualTo(2);
        JsonObject variant = whatIf.getJsonArray("variants").getJsonObject(1);
        assertThat(variant.getJsonObject("edit").getString("kind")).isEqualTo("contrast");
        assertThat(variant.getJsonObject("edit").getJsonNumber("factor").doubleValue())
                .isEqualTo(1.2);
        assertThat(variant.getJsonNumber("difference").doubleValue()).isEqualTo(0.05);
        assertThat(variant.getJsonArray("interval").toString()).isEqualTo("[-0.01,0.11]");
        assertThat(variant.getJsonNumber("probability").doubleValue()).isEqualTo(0.91);
        assertThat(whatIf.getJsonArray("tryFirst")).hasSize(2);
        String location = created.headers().firstValue("Location").orElseThrow();
        assertThat(location).endsWith("/api/v1/what-ifs/" + whatIf.getString("id"));
        assertThat(TestApiClient.json(client.get("/api/v1/what-ifs/" + whatIf.getString("id"))))
                .isEqualTo(whatIf);

        HttpResponse<String> kept =
                client.post("/api/v1/images/" + image + "/variants", "{\"edit\": {\"kind\": \"greyscale\"}}");
        assertThat(kept.statusCode()).as(kept.body()).isEqualTo(201);
        String variantImage = TestApiClient.json(kept).getString("imageId");
        assertThat(TestApiClient.json(client.get("/api/v1/images/" + variantImage))
                        .getString("filename"))
                .endsWith("-greyscale.jpg");
    }

    @Test
    void a_bad_edit_is_refused_with_a_pointer() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        String image = client.analysed(TestImages.png()).getString("imageId");

        HttpResponse<String> refused = client.post("/api/v1/images/" + image + "/what-ifs", """
                {"edits": [{"kind": "mirror"}, {"kind": "crop", "rect": {"x": 0.9, "y": 0, "width": 0.5, "height": 1}}]}""");

        assertThat(refused.statusCode()).isEqualTo(422);
        JsonObject problem = TestApiClient.json(refused);
        assertThat(problem.getString("code")).isEqualTo("invalid_edit");
        assertThat(problem.getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/edits/1/rect");
        assertThat(client.usage().getInt("used")).isEqualTo(1);
    }

    @Test
    void every_channel_has_a_crop_with_its_score_and_a_chosen_one_replaces_it() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        String image = client.analysed(TestImages.png()).getString("imageId");

        JsonObject listed = TestApiClient.json(client.get("/api/v1/images/" + image + "/channels"));

        assertThat(listed.getJsonArray("data")).hasSize(13);
        JsonObject feed = listed.getJsonArray("data").getJsonObject(0);
        assertThat(feed.getString("channel")).isEqualTo("instagram_feed");
        assertThat(feed.getJsonNumber("score").doubleValue()).isEqualTo(0.7921);
        assertThat(feed.getJsonNumber("kept").doubleValue()).isBetween(0.5, 1.0);
        assertThat(client.usage().getInt("used")).isEqualTo(1);

        // The picture has 16 by 12 pixels.
        HttpResponse<String> moved = client.post("/api/v1/images/" + image + "/channels", """
                {"crops": [{"channel": "instagram_feed", "crop": {"x": 0.1, "y": 0.1, "width": 0.48, "height": 0.8}}]}""");
        assertThat(moved.statusCode()).as(moved.body()).isEqualTo(200);
        JsonObject chosen = TestApiClient.json(moved).getJsonArray("data").getJsonObject(0);
        assertThat(chosen.getBoolean("proposed")).isFalse();
        assertThat(chosen.getJsonObject("crop").getJsonNumber("width").doubleValue())
                .isEqualTo(0.48);
    }
}
