package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** A POST with an Idempotency-Key is executed once, whatever its body is. */
@ArquillianTest
@RunAsClient
class IdempotencyIT {

    private static final String JSON = "application/json";

    @Test
    void a_repeated_request_gets_the_first_response() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        String key = UUID.randomUUID().toString();
        String body = "{\"filename\": \"a.png\", \"contentType\": \"image/png\", \"bytes\": 10}";

        HttpResponse<String> first = post(client, key, "uploads", JSON, bytes(body));
        HttpResponse<String> again = post(client, key, "uploads", JSON, bytes(body));

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
    }

    @Test
    void another_body_under_the_same_key_is_refused() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        String key = UUID.randomUUID().toString();

        post(client, key, "projects", JSON, bytes("{\"name\": \"Spring\"}"));
        HttpResponse<String> other = post(client, key, "projects", JSON, bytes("{\"name\": \"Autumn\"}"));

        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(TestApiClient.json(other).getString("code")).isEqualTo("idempotency_key_reused");
    }

    @Test
    void another_body_is_refused_while_the_first_request_runs_and_the_same_one_has_to_wait() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        String key = UUID.randomUUID().toString();
        String body = "{\"name\": \"Spring\"}";
        assertThat(post(client, key, "projects", JSON, bytes(body)).statusCode())
                .isEqualTo(201);
        // As long as it runs, it has no response yet.
        PayingCustomer.execute(
                "update idempotent_response set status = null, claimed_until = now() + interval '1 minute'"
                        + " where key = '" + key + "'");

        HttpResponse<String> same = post(client, key, "projects", JSON, bytes(body));
        HttpResponse<String> other = post(client, key, "projects", JSON, bytes("{\"name\": \"Autumn\"}"));

        assertThat(same.statusCode()).isEqualTo(409);
        assertThat(TestApiClient.json(same).getString("code")).isEqualTo("request_in_progress");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(TestApiClient.json(other).getString("code")).isEqualTo("idempotency_key_reused");
    }

    @Test
    void a_refusal_for_lack_of_credits_is_not_kept() throws Exception {
        String plan = TestPlans.offered("\"monthlyImages\": 0");
        TestApiClient client = TestApiClient.onPlan(plan);
        String key = UUID.randomUUID().toString();
        String body = "{\"filename\": \"a.png\", \"contentType\": \"image/png\", \"bytes\": 10}";
        assertThat(post(client, key, "uploads", JSON, bytes(body)).statusCode()).isEqualTo(402);

        TestPlans.change(plan, "\"monthlyImages\": 5");
        TestApiClient.operator().post("/api/v1/admin/plans/" + plan + "/move", "{}");

        assertThat(post(client, key, "uploads", JSON, bytes(body)).statusCode()).isEqualTo(201);
    }

    @Test
    void a_file_is_analysed_once_and_another_file_is_refused() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        String key = UUID.randomUUID().toString();
        byte[] picture = TestImages.draw(64, 48, "png");

        HttpResponse<String> first = file(client, key, picture);
        HttpResponse<String> again = file(client, key, picture);
        HttpResponse<String> other = file(client, key, TestImages.draw(65, 48, "png"));

        assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(TestApiClient.json(again).getString("id"))
                .isEqualTo(TestApiClient.json(first).getString("id"));
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(TestApiClient.json(client.get("/api/v1/analyses")).getJsonArray("data"))
                .hasSize(1);
    }

    private static HttpResponse<String> file(TestApiClient client, String key, byte[] picture) throws Exception {
        String boundary = UUID.randomUUID().toString();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(bytes(
                "--%s\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n"
                        .formatted(boundary)));
        body.writeBytes(picture);
        body.writeBytes(bytes("\r\n--%s--\r\n".formatted(boundary)));
        return post(client, key, "analyses", "multipart/form-data; boundary=" + boundary, body.toByteArray());
    }

    private static HttpResponse<String> post(TestApiClient client, String key, String path, String type, byte[] body)
            throws IOException, InterruptedException {
        return TestApiClient.send(
                HttpRequest.newBuilder(TestEnvironment.server().resolve(URI.create("/api/v1/" + path)))
                        .header("Authorization", "Bearer " + client.key())
                        .header("Idempotency-Key", key)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
