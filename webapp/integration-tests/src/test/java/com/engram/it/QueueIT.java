package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.engram.web.PublicId;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.JsonObject;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** The queue on the real server: revival, retries, and images from URLs. Its rules are tested in the domain. */
@ArquillianTest
@RunAsClient
class QueueIT {

    @Test
    void the_work_of_a_dead_server_is_revived_by_a_timer() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        String analysis = waiting(client);

        execute("""
            update analysis set state = 'SCORING', lease_token = gen_random_uuid(), attempts = 1,
              leased_until = now() + interval '1 second', available_at = now() where id = '%s'
            """.formatted(PublicId.ANALYSIS.parse(analysis).orElseThrow()));

        assertThat(client.ended(analysis).getString("status")).isEqualTo("done");
        assertThat(client.usage().getInt("reserved")).isZero();
    }

    @Test
    void a_failed_analysis_can_be_retried_and_a_finished_one_cannot() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        FakeWorker.fails = true;
        try {
            String image = client.upload(TestImages.draw(FakeWorker.POISON_WIDTH, 12, "png"));
            String analysis = TestApiClient.json(client.analyse(image)).getString("id");
            UUID id = PublicId.ANALYSIS.parse(analysis).orElseThrow();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> number("select attempts from analysis where id = '%s'".formatted(id)) >= 1);
            execute("update analysis set attempts = 5, available_at = now() where id = '%s'".formatted(id));

            JsonObject failed = client.ended(analysis);

            assertThat(failed.getString("status")).isEqualTo("failed");
            assertThat(failed.getJsonObject("problem").getString("code")).isEqualTo("scoring_failed");
            assertThat(client.usage().getInt("reserved")).isZero();

            FakeWorker.fails = false;
            assertThat(client.post("/api/v1/analyses/" + analysis + "/retry", "")
                            .statusCode())
                    .isEqualTo(202);
            assertThat(client.ended(analysis).getString("status")).isEqualTo("done");
            assertThat(client.usage().getInt("used")).isEqualTo(1);
            assertThat(client.post("/api/v1/analyses/" + analysis + "/retry", "")
                            .statusCode())
                    .isEqualTo(409);
        } finally {
            FakeWorker.fails = false;
        }
    }

    @Test
    void an_image_is_fetched_from_a_public_url() throws Exception {
        HttpServer site = HttpServer.create(new InetSocketAddress(WebhookReceiver.HOST, 0), 0);
        byte[] file = TestImages.png();
        site.createContext("/shop/shoe.png", exchange -> {
            exchange.sendResponseHeaders(200, file.length);
            exchange.getResponseBody().write(file);
            exchange.close();
        });
        site.start();
        try {
            TestApiClient client = TestApiClient.onPlan("free");
            String address = "http://%s:%d/shop/shoe.png"
                    .formatted(WebhookReceiver.HOST, site.getAddress().getPort());

            HttpResponse<String> accepted =
                    client.post("/api/v1/analyses", "{\"imageUrl\": \"%s\"}".formatted(address));

            assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
            JsonObject analysis = client.ended(TestApiClient.json(accepted).getString("id"));
            assertThat(analysis.getString("status")).isEqualTo("done");
            JsonObject image = TestApiClient.json(client.get("/api/v1/images/" + analysis.getString("imageId")));
            assertThat(image.getString("filename")).isEqualTo("shoe.png");
            assertThat(image.getString("sha256")).isEqualTo(TestImages.sha256(file));
        } finally {
            site.stop(0);
        }
    }

    @Test
    void an_image_is_not_fetched_from_the_own_network() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");

        HttpResponse<String> refused = client.post(
                "/api/v1/analyses", "{\"imageUrl\": \"%s/assets/logo.svg\"}".formatted(TestEnvironment.server()));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(TestApiClient.json(refused).getString("code")).isEqualTo("unreachable_url");
    }

    @Test
    void the_operator_sees_the_backends() throws Exception {
        TestApiClient.onPlan("free").analysed(TestImages.png());

        JsonObject queue = TestApiClient.json(TestApiClient.operator().get("/api/v1/admin/queue"));

        JsonObject backend = queue.getJsonArray("backends").getJsonObject(0);
        assertThat(backend.getString("name")).isEqualTo("worker");
        assertThat(backend.getString("breaker")).isIn("closed", "half_open", "open");
    }

    /** An analysis that nothing takes today. */
    private static String waiting(TestApiClient client) throws Exception {
        String analysis = TestApiClient.json(client.analyse(client.upload(TestImages.png())))
                .getString("id");
        client.ended(analysis);
        execute("""
            delete from credit_entry where tenant_id = '%1$s';
            update usage_period set used = 0, reserved = 1 where tenant_id = '%1$s';
            update analysis set state = 'QUEUED', finished_at = null, score = null, credits = null,
              available_at = now() + interval '1 day' where tenant_id = '%1$s';
            """.formatted(tenant(client)));
        return analysis;
    }

    private static UUID tenant(TestApiClient client) {
        return PublicId.TENANT.parse(client.tenant()).orElseThrow();
    }

    private static long number(String query) throws Exception {
        try (Connection owner = TestEnvironment.asOwner();
                Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void execute(String sql) throws Exception {
        try (Connection owner = TestEnvironment.asOwner();
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
