package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

    @Test
    void an_effect_is_undone_if_its_response_cannot_be_stored_and_happens_with_the_next_attempt() throws Exception {
        TestAccount account = TestAccount.open();
        String tenant = account.tenant().toString();
        String unique = UUID.randomUUID().toString().substring(0, 8);
        // An account of its own, because a rescoring queues analyses as well.
        TestAccount retrying = TestAccount.open();
        String failed = retrying.fresh(Route.Id.FAILED_ANALYSIS);
        String failedToo = retrying.fresh(Route.Id.FAILED_ANALYSIS);
        String queued =
                "select count(*) from analysis where state <> 'FAILED' and tenant_id = '" + retrying.tenant() + "'";
        List<Effect> effects = List.of(
                new Effect(
                        TestApiClient.operator(),
                        "admin/plans",
                        "{\"code\": \"once-%1$s\", \"name\": \"Once\"}".formatted(unique),
                        "select count(*) from plan where code = 'once-%s'".formatted(unique)),
                new Effect(
                        TestApiClient.operator(),
                        "admin/tenants",
                        "{\"name\": \"Once %s\", \"ownerEmail\": \"once@example.com\", \"plan\": \"free\"}"
                                .formatted(unique),
                        "select count(*) from tenant where name = 'Once %s'".formatted(unique)),
                new Effect(
                        TestApiClient.operator(),
                        "admin/tenants/" + account.client().tenant() + "/rescoring",
                        "",
                        "select count(*) from rescoring where tenant_id = '%s'".formatted(tenant)),
                new Effect(
                        account.client(),
                        "exports",
                        "",
                        "select count(*) from library_export where tenant_id = '%s'".formatted(tenant)),
                new Effect(retrying.client(), "analyses/" + failed + "/retry", "", queued),
                new Effect(
                        TestApiClient.operator(),
                        "admin/queue/retry",
                        "{\"analysisId\": \"%s\"}".formatted(failedToo),
                        queued));
        for (Effect effect : effects) {
            assertIsOneTransaction(effect);
        }
    }

    /** @param count a query for the number of rows that a request adds one to */
    private record Effect(TestApiClient caller, String path, String body, String count) {}

    private static void assertIsOneTransaction(Effect effect) throws Exception {
        String key = "unstorable-" + UUID.randomUUID();
        int before = Integer.parseInt(PayingCustomer.query(effect.count()));
        PayingCustomer.execute("""
            create or replace function refuse_response() returns trigger language plpgsql as $$
              begin raise exception 'The response cannot be stored'; end $$;
            create trigger refuse_response before update on idempotent_response for each row
              when (new.key = '%s' and new.status is not null) execute function refuse_response()
            """.formatted(key));
        try {
            assertThat(post(effect.caller(), key, effect.path(), JSON, bytes(effect.body()))
                            .statusCode())
                    .as(effect.path())
                    .isGreaterThanOrEqualTo(500);
            assertThat(PayingCustomer.query(effect.count())).as(effect.path()).isEqualTo(Integer.toString(before));
        } finally {
            PayingCustomer.execute("drop trigger refuse_response on idempotent_response");
        }
        HttpResponse<String> first = post(effect.caller(), key, effect.path(), JSON, bytes(effect.body()));
        HttpResponse<String> again = post(effect.caller(), key, effect.path(), JSON, bytes(effect.body()));
        assertThat(first.statusCode()).as(effect.path() + first.body()).isBetween(200, 299);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotent-Replayed"))
                .as(effect.path())
                .hasValue("true");
        assertThat(PayingCustomer.query(effect.count())).as(effect.path()).isEqualTo(Integer.toString(before + 1));
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
