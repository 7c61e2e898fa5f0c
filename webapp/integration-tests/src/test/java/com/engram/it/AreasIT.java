package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.web.PublicId;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** Areas of an image and notes on it, over HTTP and by the forms of the page. */
@ArquillianTest
@RunAsClient
class AreasIT {

    private static final String RECT = """
            {"name": "Logo", "kind": "logo", "rect": {"x": 0.5, "y": 0, "width": 0.5, "height": 0.5}}""";

    @Test
    void an_area_is_drawn_read_changed_and_deleted() throws Exception {
        TestAccount account = TestAccount.open();
        TestApiClient client = account.client();
        String image = account.fresh(Route.Id.IMAGE);
        String areas = "/api/v1/images/" + image + "/areas";

        HttpResponse<String> drawn = client.post(areas, RECT);

        assertThat(drawn.statusCode()).as(drawn.body()).isEqualTo(201);
        JsonObject area = TestApiClient.json(drawn);
        assertThat(area.keySet())
                .containsExactlyInAnyOrder(
                        "id",
                        "imageId",
                        "name",
                        "kind",
                        "rect",
                        "polygon",
                        "surface",
                        "share",
                        "effect",
                        "map",
                        "createdAt");
        assertThat(area.getJsonNumber("surface").doubleValue()).isEqualTo(0.25);
        assertThat(area.getJsonNumber("share").doubleValue()).isEqualTo(0.25);
        assertThat(area.getJsonNumber("effect").doubleValue()).isEqualTo(1);
        assertThat(area.getString("map")).isEqualTo("decomposition");
        assertThat(area.isNull("polygon")).isTrue();
        String own = areas + "/" + area.getString("id");
        assertThat(drawn.headers().firstValue("Location").orElseThrow()).endsWith(own);
        assertThat(TestApiClient.json(client.get(own))).isEqualTo(area);
        assertThat(TestApiClient.json(client.get(areas)).getJsonArray("data")).containsExactly(area);

        HttpResponse<String> changed =
                send(account, "PATCH", own, "{\"kind\": \"face\", \"polygon\": [[0, 0], [1, 0], [0, 1]]}");

        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(TestApiClient.json(changed).getString("name")).isEqualTo("Logo");
        assertThat(TestApiClient.json(changed).getString("kind")).isEqualTo("face");
        assertThat(TestApiClient.json(changed).getJsonArray("polygon")).hasSize(3);
        assertThat(send(account, "DELETE", own, "").statusCode()).isEqualTo(204);
        assertThat(client.get(own).statusCode()).isEqualTo(404);
    }

    @Test
    void a_wrong_area_is_refused_with_the_pointer_of_its_field() throws Exception {
        TestAccount account = TestAccount.open();
        String areas = "/api/v1/images/" + account.fresh(Route.Id.IMAGE) + "/areas";

        assertProblem(account.client().post(areas, "{\"kind\": \"logo\"}"), 400, "bad_request", "/name");
        assertProblem(account.client().post(areas, RECT.replace("\"logo\"", "\"brand\"")), 400, "bad_request", "/kind");
        assertProblem(
                account.client().post(areas, RECT.replace("\"height\": 0.5", "\"height\": null")),
                400,
                "bad_request",
                "/rect/height");
        assertProblem(
                account.client().post(areas, RECT.replace("\"width\": 0.5", "\"width\": 0.6")),
                422,
                "invalid_area",
                "/rect/width");
        assertProblem(
                account.client()
                        .post(
                                areas,
                                "{\"name\": \"A\", \"kind\": \"face\", \"polygon\": [[0, 0], [1, 1], [1, 0], [0, 1]]}"),
                422,
                "invalid_area",
                "/polygon");
        assertProblem(
                account.client()
                        .post(areas, "{\"name\": \"A\", \"kind\": \"face\", \"polygon\": [[0, 0], [1], [1, 0]]}"),
                400,
                "bad_request",
                "/polygon/1");
    }

    @Test
    void an_analysis_tells_the_share_of_the_brand_once_there_is_a_logo() throws Exception {
        TestAccount account = TestAccount.open();
        TestApiClient client = account.client();
        String analysis = "/api/v1/analyses/" + account.fresh(Route.Id.ANALYSIS);
        JsonObject before = TestApiClient.json(client.get(analysis));

        client.post("/api/v1/images/" + before.getString("imageId") + "/areas", RECT);

        assertThat(before.isNull("brandShare")).isTrue();
        JsonObject after = TestApiClient.json(client.get(analysis));
        assertThat(after.getJsonNumber("brandShare").doubleValue()).isEqualTo(0.25);
        assertThat(account.page("/gallery")).contains("Brand stickiness 25%");
        assertThat(account.page("/images/" + before.getString("imageId"))).contains("Brand stickiness: 25%");
    }

    @Test
    void a_script_gets_a_refused_form_as_a_problem_and_a_person_as_a_page() throws Exception {
        TestAccount account = TestAccount.open();
        String image = account.fresh(Route.Id.IMAGE);
        String form = "name=Logo&kind=logo&x=10&y=10&width=200&height=10";

        HttpResponse<String> page = form(account, "/images/" + image + "/areas", form, false);
        HttpResponse<String> problem = form(account, "/images/" + image + "/areas", form, true);
        HttpResponse<String> drawn = form(account, "/images/" + image + "/areas", form.replace("=200", "=20"), false);

        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(problem.statusCode()).isEqualTo(422);
        assertThat(TestApiClient.json(problem).getString("code")).isEqualTo("invalid_area");
        assertThat(drawn.statusCode()).isEqualTo(303);
        assertThat(account.page("/images/" + image)).contains("data-points=\"10,10 30,10 30,20 10,20\"");
    }

    @Test
    void a_note_mentions_a_member_and_only_its_author_changes_it() throws Exception {
        TestAccount account = TestAccount.open();
        TestAccount ben = account.fellow("member");
        TestApiClient client = account.client();
        String image = account.fresh(Route.Id.IMAGE);
        String notes = "/api/v1/images/" + image + "/notes";

        HttpResponse<String> written = client.post(
                notes, "{\"text\": \"See the logo\", \"mentions\": [\"%s@example.com\"]}".formatted(ben.person()));

        assertThat(written.statusCode()).as(written.body()).isEqualTo(201);
        JsonObject note = TestApiClient.json(written);
        assertThat(note.getBoolean("own")).isTrue();
        assertThat(note.getJsonArray("mentions")).hasSize(1);
        assertThat(ben.page("/notifications")).contains("mentioned you on a.png");
        assertThat(ben.page("/images/" + image)).contains("See the logo");
        assertProblem(
                client.post(notes, "{\"text\": \"x\", \"mentions\": [\"nobody@example.com\"]}"),
                422,
                "invalid_note",
                "/mentions/0");
        HttpResponse<String> own = form(ben, "/images/" + image + "/notes", "text=Seen", false);
        assertThat(own.statusCode()).isEqualTo(303);
        JsonObject bens =
                TestApiClient.json(client.get(notes)).getJsonArray("data").getJsonObject(1);
        assertThat(bens.getBoolean("own")).isFalse();
        assertThat(send(account, "DELETE", notes + "/" + bens.getString("id"), "")
                        .statusCode())
                .isEqualTo(403);
        assertThat(form(ben, "/images/" + image + "/notes/" + note.getString("id"), "text=Mine", false)
                        .statusCode())
                .isEqualTo(404);
        assertThat(send(account, "DELETE", notes + "/" + note.getString("id"), "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(PublicId.NOTE.parse(note.getString("id"))).isPresent();
    }

    private static void assertProblem(HttpResponse<String> response, int status, String code, String pointer) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        JsonObject problem = TestApiClient.json(response);
        assertThat(problem.getString("code")).isEqualTo(code);
        assertThat(problem.getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo(pointer);
    }

    private static HttpResponse<String> send(TestAccount account, String method, String path, String body)
            throws Exception {
        return TestApiClient.send(HttpRequest.newBuilder(URI.create(TestEnvironment.server() + path))
                .header("Authorization", "Bearer " + account.client().key())
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build());
    }

    private static HttpResponse<String> form(TestAccount account, String path, String body, boolean isScript)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(TestEnvironment.server() + path))
                .header("Cookie", "engram_session=" + account.cookie())
                .header("X-CSRF-Token", TestAccount.formToken(account.cookie()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "text/html,*/*;q=0.8")
                .POST(BodyPublishers.ofString(body));
        return TestApiClient.send((isScript ? request.header("HX-Request", "true") : request).build());
    }
}
