package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.web.PublicId;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** What a tenant makes of its pictures: projects, comparisons, links, batches of files; and the box for visitors. */
@ArquillianTest
@RunAsClient
class LibraryIT {

    @Test
    void a_project_tells_the_average_of_its_pictures_and_leaves_them_when_it_is_dissolved() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        HttpResponse<String> opened = client.post("/api/v1/projects", "{\"name\": \"Spring\"}");
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        String project = TestApiClient.json(opened).getString("id");
        JsonObject inside = client.analysed(TestImages.png());
        client.analysed(TestImages.png());

        HttpResponse<String> filed = client.patch(
                "/api/v1/images/" + inside.getString("imageId"), "{\"projectId\": \"%s\"}".formatted(project));

        assertThat(TestApiClient.json(filed).getString("projectId")).isEqualTo(project);
        JsonObject standing = TestApiClient.json(client.get("/api/v1/projects/" + project));
        assertThat(standing.getInt("images")).isEqualTo(1);
        assertThat(standing.getJsonNumber("averageScore").doubleValue()).isEqualTo(0.7421);
        JsonObject list = TestApiClient.json(client.get("/api/v1/analyses?projectId=" + project));
        assertThat(list.getJsonArray("data")).hasSize(1);
        assertThat(list.getJsonArray("data").getJsonObject(0).getString("id")).isEqualTo(inside.getString("id"));
        assertThat(client.post("/api/v1/projects", "{\"name\": \"spring\"}").statusCode())
                .isEqualTo(409);
        assertThat(client.delete("/api/v1/projects/" + project).statusCode()).isEqualTo(204);
        JsonObject left = TestApiClient.json(client.get("/api/v1/images/" + inside.getString("imageId")));
        assertThat(left.isNull("projectId")).isTrue();
    }

    @Test
    void an_upload_goes_into_the_project_that_it_names_and_not_into_anothers() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        TestApiClient other = TestApiClient.onPlan("free");
        String project = TestApiClient.json(client.post("/api/v1/projects", "{\"name\": \"Autumn\"}"))
                .getString("id");
        String wish = "{\"filename\": \"a.png\", \"contentType\": \"image/png\", \"bytes\": 9, \"projectId\": \"%s\"}"
                .formatted(project);

        String image = TestApiClient.json(client.post("/api/v1/uploads", wish)).getString("imageId");

        assertThat(TestApiClient.json(client.get("/api/v1/images/" + image)).getString("projectId"))
                .isEqualTo(project);
        assertThat(other.post("/api/v1/uploads", wish).statusCode()).isEqualTo(404);
    }

    @Test
    void foreign_pictures_among_the_ticked_ones_are_passed_over() throws Exception {
        PortalBrowser ann = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        TestAccount other = TestAccount.open();
        String foreign = other.fresh(Route.Id.IMAGE);
        String project = other.fresh(Route.Id.PROJECT);
        String before = other.inventory();

        HttpResponse<String> deleted = ann.send("/gallery", "/gallery/selection/delete", Map.of("image", foreign));
        HttpResponse<String> moved =
                ann.send("/gallery", "/gallery/selection/file", Map.of("image", foreign, "project", project));

        assertThat(deleted.statusCode()).isEqualTo(303);
        assertThat(moved.statusCode()).isEqualTo(404);
        assertThat(other.inventory()).isEqualTo(before);
        assertThat(ann.get("/compare?images=" + foreign + "," + foreign).body()).contains("Select two to six images");
    }

    @Test
    void ticked_pictures_are_moved_into_a_project_and_deleted() throws Exception {
        TestAccount account = TestAccount.open();
        String image = account.fresh(Route.Id.IMAGE);
        String project = account.fresh(Route.Id.PROJECT);
        PortalBrowser browser = new PortalBrowser();
        browser.setCookie("engram_session", account.cookie());

        HttpResponse<String> moved =
                browser.send("/gallery", "/gallery/selection/file", Map.of("image", image, "project", project));

        assertThat(moved.statusCode()).isEqualTo(303);
        assertThat(browser.get("/gallery?project=" + project).body()).contains(image);
        HttpResponse<String> deleted = browser.send("/gallery", "/gallery/selection/delete", Map.of("image", image));
        assertThat(browser.get("/images/" + image).statusCode()).isEqualTo(404);

        String location = deleted.headers().firstValue("Location").orElseThrow();
        assertThat(browser.follow(deleted).body())
                .contains("1 image was deleted", "/gallery/selection/restore")
                .doesNotContain(image);
        String undo = location.substring(location.indexOf("undo=") + "undo=".length());
        browser.send("/gallery", "/gallery/selection/restore", Map.of("undo", undo));
        assertThat(browser.get("/images/" + image).statusCode()).isEqualTo(200);
        assertThat(browser.get("/gallery?project=" + project).body()).contains(image);
    }

    @Test
    void all_images_that_match_get_a_tag_by_which_the_gallery_and_the_api_find_them() throws Exception {
        TestAccount account = TestAccount.open();
        String tagged = account.fresh(Route.Id.IMAGE);
        String other = account.fresh(Route.Id.IMAGE);
        rescore(tagged, "score = 0.92");
        rescore(other, "score = 0.31");
        PortalBrowser browser = new PortalBrowser();
        browser.setCookie("engram_session", account.cookie());

        browser.send(
                "/gallery?min=9",
                "/gallery/selection/tag",
                Map.of("all", "true", "back", "/gallery?min=9", "tag", "Hero shot"));

        Matcher tag = Pattern.compile("value=\"(tag_[0-9a-f]{32})\"")
                .matcher(browser.get("/gallery").body());
        assertThat(tag.find()).isTrue();
        assertThat(page(account, "/gallery?tag=" + tag.group(1)))
                .contains("/images/" + tagged)
                .doesNotContain("/images/" + other);
        assertThat(page(account, "/images/" + tagged + "?tag=" + tag.group(1))).contains("Hero shot");
        HttpResponse<String> next = browser.get("/gallery/beside/" + tagged + "?go=next&sort=highest");
        assertThat(next.headers().firstValue("Location").orElse(next.body()))
                .endsWith("/images/" + other + "?sort=highest");
    }

    @Test
    void the_api_replaces_the_tags_of_an_image_and_lists_analyses_by_tag() throws Exception {
        TestAccount account = TestAccount.open();
        TestApiClient client = account.client();
        String image = account.fresh(Route.Id.IMAGE);
        account.fresh(Route.Id.IMAGE);

        HttpResponse<String> put =
                client.put("/api/v1/images/" + image + "/tags", "{\"tags\": [\"Hero\", \"Spring\"]}");

        assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
        assertThat(TestApiClient.json(client.get("/api/v1/images/" + image))
                        .getJsonArray("tags")
                        .toString())
                .isEqualTo("[\"Hero\",\"Spring\"]");
        assertThat(TestApiClient.json(client.get("/api/v1/analyses?tag=hero")).getJsonArray("data"))
                .hasSize(1);
        assertThat(TestApiClient.json(client.get("/api/v1/analyses?tag=nothing"))
                        .getJsonArray("data"))
                .isEmpty();
    }

    @Test
    void one_image_is_uploaded_by_a_form_without_scripts() throws Exception {
        PortalBrowser ann = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        assertThat(ann.get("/gallery").body()).contains("action=\"/gallery/images\"");

        HttpResponse<String> sent =
                ann.post("/gallery", "/gallery/images", Map.of("file", TestImages.draw(64, 48, "png")));
        HttpResponse<String> refused = ann.postPart(
                "/gallery",
                "/gallery/images",
                "Content-Disposition: form-data; name=\"file\"; filename=\"notes.txt\"\r\nContent-Type: text/plain\r\n\r\nno image"
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(sent.headers().firstValue("Location").orElse(sent.body())).contains("/images/img_");
        assertThat(refused.statusCode()).isEqualTo(415);
    }

    @Test
    void the_gallery_shows_what_its_filter_lets_through_in_its_order() throws Exception {
        TestAccount account = TestAccount.open();
        String low = account.fresh(Route.Id.IMAGE);
        String high = account.fresh(Route.Id.IMAGE);
        String failed = account.fresh(Route.Id.FAILED_IMAGE);
        rescore(low, "score = 0.31");
        rescore(high, "score = 0.92");

        assertThat(page(account, "/gallery?sort=highest")).containsSubsequence(high, low, failed);
        assertThat(page(account, "/gallery?sort=lowest")).containsSubsequence(low, high, failed);
        assertThat(page(account, "/gallery?min=9"))
                .contains(high)
                .doesNotContain(low)
                .doesNotContain(failed);
        assertThat(page(account, "/gallery?status=unscored")).contains(failed).doesNotContain(high);
        assertThat(page(account, "/gallery?q=nothing-like-it")).contains("Nothing matches");
        assertThat(page(account, "/gallery?q=A.PN&from=2026-01-01")).contains(high, low, failed);
    }

    @Test
    void a_link_shows_one_picture_to_strangers_until_it_is_closed() throws Exception {
        TestAccount account = TestAccount.open();
        String image = account.fresh(Route.Id.IMAGE);
        String shown =
                account.follow(account.call(Route.of("POST /images/{id}/share", Route.Credentials.SESSION), image));
        String link = shown.replaceAll("(?s).*(/share/[A-Za-z0-9_-]{43}).*", "$1");
        PortalBrowser stranger = new PortalBrowser();

        HttpResponse<String> page = stranger.get(link);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("X-Robots-Tag")).hasValue("noindex, nofollow");
        assertThat(page.body())
                .contains("7.0", "noindex")
                .doesNotContain("a.png")
                .doesNotContain(image);
        assertThat(stranger.get(link + "/heatmap.png").statusCode()).isEqualTo(200);
        assertThat(stranger.get(link + "/picture").statusCode()).isEqualTo(303);
        String share = shown.replaceAll("(?s).*/shares/(shr_[0-9a-f]+)/revoke.*", "$1");
        account.call(Route.of("POST /shares/{id}/revoke", Route.Credentials.SESSION), share);
        assertThat(stranger.get(link).statusCode()).isEqualTo(404);
        assertThat(stranger.get(link + "/heatmap.png").statusCode()).isEqualTo(404);
    }

    @Test
    void a_link_with_a_password_shows_a_project_to_who_knows_it_and_takes_comments() throws Exception {
        TestAccount account = TestAccount.open();
        String project = account.fresh(Route.Id.PROJECT);
        String url = TestApiClient.json(account.client()
                        .post(
                                "/api/v1/shares",
                                "{\"projectId\": \"%s\", \"password\": \"open sesame\", \"comments\": true}"
                                        .formatted(project)))
                .getString("url");
        String link = url.replaceFirst(".*(?=/share/)", "");
        PortalBrowser guest = new PortalBrowser();

        assertThat(guest.get(link).body()).contains("This page has a password");
        assertThat(guest.send(link, link + "/comments", Map.of("name", "Bo", "text", "Nice"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(guest.send(link, link + "/unlock", Map.of("password", "wrong one"))
                        .statusCode())
                .isEqualTo(422);
        HttpResponse<String> shown =
                guest.follow(guest.send(link, link + "/unlock", Map.of("password", "open sesame")));
        assertThat(shown.body()).contains("Comments").doesNotContain(project);
        HttpResponse<String> commented =
                guest.follow(guest.send(link, link + "/comments", Map.of("name", "<b>Bo", "text", "Nice & short")));
        assertThat(commented.body()).contains("&lt;b&gt;Bo", "Nice &amp; short");
        assertThat(new PortalBrowser().get(link).body())
                .as("another browser")
                .contains("This page has a password")
                .doesNotContain("Nice &amp; short");
    }

    @Test
    void a_link_ends_by_itself() throws Exception {
        TestAccount account = TestAccount.open();
        String image = account.fresh(Route.Id.IMAGE);
        String link = account.follow(
                        account.call(Route.of("POST /images/{id}/share", Route.Credentials.SESSION), image))
                .replaceAll("(?s).*(/share/[A-Za-z0-9_-]{43}).*", "$1");
        execute("update share_link set expires_at = now() where image_id = '%s'".formatted(uuid(image)));

        assertThat(new PortalBrowser().get(link).statusCode()).isEqualTo(404);
    }

    @Test
    void a_visitor_tries_a_picture_which_is_deleted_after_an_hour() throws Exception {
        PortalBrowser visitor = new PortalBrowser();

        HttpResponse<String> tried = visitor.post("/", "/try", Map.of("image", TestImages.png()));

        assertThat(tried.statusCode()).as(tried.body()).isEqualTo(303);
        String token = tried.headers().firstValue("Location").orElseThrow().replaceAll(".*tried=([^#]*).*", "$1");
        awaitText(visitor, "/?tried=" + token, "7.4");
        assertThat(visitor.get("/share/" + token).statusCode()).isEqualTo(200);
        execute("""
                update image set created_at = now() - interval '61 minutes'
                where tenant_id = '00000000-0000-7000-8000-000000000001'""");
        execute("update scheduled_tasks set execution_time = now() where task_name = 'sweep-uploads'");
        awaitText(visitor, "/share/" + token, "We can’t find that page.");
    }

    @Test
    void a_visitor_who_tries_too_much_is_told_when_to_come_back() throws Exception {
        PortalBrowser visitor = new PortalBrowser();
        HttpResponse<String> answer = visitor.post("/", "/try", Map.of("image", new byte[0]));
        for (int i = 0; i < 12 && answer.statusCode() == 400; i++) {
            answer = visitor.post("/", "/try", Map.of("image", new byte[0]));
        }

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        execute("delete from rate_limit where id like 'try-it:%'");
    }

    @Test
    void a_zip_becomes_a_batch_and_what_is_no_picture_is_named() throws Exception {
        PortalBrowser ann = PortalBrowser.signedUp(PortalBrowser.freshEmail());

        HttpResponse<String> redirect = ann.post(
                "/gallery",
                "/batches",
                Map.of(
                        "zip",
                        zip(Map.of(
                                "../../one.png",
                                TestImages.png(),
                                "b/two.png",
                                TestImages.png(),
                                "notes.txt",
                                new byte[] {1}))));
        HttpResponse<String> received = ann.follow(redirect);

        assertThat(received.body()).contains("1 file was left out", "notes.txt").doesNotContain("..");
        String batch = URI.create(redirect.headers().firstValue("Location").orElseThrow())
                .getPath();
        awaitText(ann, batch, "Finished");
        assertThat(ann.get(batch + "/results.csv").body()).contains("one.png,done,0.7421", "two.png,done,0.7421");
    }

    @Test
    void a_zip_that_would_fill_the_disk_is_refused() throws Exception {
        PortalBrowser ann = PortalBrowser.signedUp(PortalBrowser.freshEmail());

        HttpResponse<String> bomb =
                ann.post("/gallery", "/batches", Map.of("zip", zip(Map.of("a.png", new byte[16 << 20]))));
        HttpResponse<String> junk =
                ann.post("/gallery", "/batches", Map.of("zip", "no zip".getBytes(StandardCharsets.UTF_8)));

        assertThat(bomb.statusCode()).isEqualTo(422);
        assertThat(bomb.body()).contains("grows to more than 100 times its size");
        assertThat(junk.statusCode()).isEqualTo(422);
        assertThat(junk.body()).contains("We couldn’t open this ZIP.");
    }

    @Test
    void results_of_a_campaign_are_previewed_and_kept() throws Exception {
        PortalBrowser ann = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        byte[] csv = "Ad name;CTR;Status\nBeach.png;2,31 %;on\nunknown.png;1,2 %;on\n".getBytes(StandardCharsets.UTF_8);

        HttpResponse<String> refused =
                ann.post("/campaigns", "/campaigns", Map.of("results", "image,CTR\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("There are no results.");

        HttpResponse<String> created = ann.post("/campaigns", "/campaigns", Map.of("results", csv));
        String page = created.headers().firstValue("Location").orElseThrow().replaceFirst(".*(?=/campaigns/)", "");
        assertThat(ann.get(page).body())
                .contains("None of the images in your file", "Your library has no image with this name.");
        HttpResponse<String> kept = ann.follow(ann.send(page, page + "/keep", Map.of()));
        assertThat(kept.body()).contains("Not enough images for CTR yet.").doesNotContain("Check the matches");
        ann.follow(ann.send(page, page + "/delete", Map.of()));
        assertThat(ann.get(page).statusCode()).isEqualTo(404);
    }

    @Test
    void rated_images_become_a_model_of_the_accounts_own() throws Exception {
        PortalBrowser ann = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        String models = "/settings/models";
        StringBuilder csv = new StringBuilder("image;rating\n");
        Map<String, byte[]> pictures = new TreeMap<>();
        for (int i = 0; i < 100; i++) {
            csv.append("ad-").append(i).append(".png;0,").append(10 + i).append('\n');
            pictures.put("ad-" + i + ".png", TestImages.png());
        }
        byte[] ratings = csv.toString().getBytes(StandardCharsets.UTF_8);
        byte[] consent = "true".getBytes(StandardCharsets.UTF_8);

        HttpResponse<String> withoutConsent = ann.post(models, models, Map.of("ratings", ratings));
        assertThat(withoutConsent.statusCode()).isEqualTo(422);
        assertThat(withoutConsent.body()).contains("Confirm that you have the right");
        HttpResponse<String> unknown = ann.post(models, models, Map.of("ratings", ratings, "consent", consent));
        assertThat(unknown.statusCode()).isEqualTo(422);
        assertThat(unknown.body())
                .contains("Line 2: Your library has no image named “ad-0.png”.", "And 80 more problems.");

        ann.follow(ann.post(models, models, Map.of("ratings", ratings, "zip", zip(pictures), "consent", consent)));
        awaitText(ann, models, "Train a model</button>");
        ann.follow(ann.send(models, ann.find(models, "action=\"([^\"]+/train)\""), Map.of()));
        awaitText(ann, models, "Use this model");
        assertThat(ann.get(models).body())
                .contains("Better than the default model", "Difference: 0.07 (95% interval 0.01 to 0.13)");
        ann.follow(ann.send(models, ann.find(models, "action=\"([^\"]+/approve)\""), Map.of()));
        awaitText(ann, models, ">In use</span>");
    }

    private static String page(TestAccount account, String path) throws Exception {
        PortalBrowser browser = new PortalBrowser();
        browser.setCookie("engram_session", account.cookie());
        HttpResponse<String> answer = browser.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static void awaitText(PortalBrowser visitor, String path, String text) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(visitor.get(path).body()).contains(text));
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static void rescore(String image, String values) throws SQLException {
        execute("update analysis set %s where image_id = '%s'".formatted(values, uuid(image)));
    }

    private static String uuid(String image) {
        return PublicId.IMAGE.parse(image).orElseThrow().toString();
    }

    private static void execute(String sql) throws SQLException {
        try (Connection owner = TestEnvironment.asOwner();
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
