package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.web.PublicId;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** What the queue promises, on the real server: fairness, revival, parking, and where work comes from. */
@ArquillianTest
@RunAsClient
class QueueIT {

    private static final String WAITING = "select count(*) from analysis where tenant_id = '%s' and state = 'QUEUED'";

    /** So many that they outlast the ten on a loaded machine too, where one of these may be tried again after a pause. */
    private static final int THOUSANDS = 10_000;

    @Test
    void ten_pictures_of_one_tenant_start_among_the_next_while_another_has_thousands_waiting() throws Exception {
        assertThat(goneBeforeTenStarted("business")).isLessThan(200);
    }

    @Test
    void a_small_plans_pictures_get_their_share_beside_thousands_of_a_large_plan() throws Exception {
        assertThat(goneBeforeTenStarted("free")).isLessThan(1_000);
    }

    /** How many of another tenant's pictures go first, before ten pictures of a tenant on that plan have all started. */
    private static long goneBeforeTenStarted(String plan) throws Exception {
        TestApiClient many = TestApiClient.onPlan("business");
        String one = many.upload(TestImages.png());
        many.ended(TestApiClient.json(many.analyse(one)).getString("id"));
        TestApiClient few = TestApiClient.onPlan(plan);
        List<String> ten = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ten.add(few.upload(TestImages.png()));
        }
        queueBulk(many, one, THOUSANDS);
        try {
            long began = System.nanoTime();
            String batch = TestApiClient.json(few.post("/api/v1/batches", batchOf(ten)))
                    .getString("id");
            while (number(WAITING, few) > 0) {
                Thread.sleep(50);
            }
            Duration started = Duration.ofNanos(System.nanoTime() - began);
            long gone = THOUSANDS - number(WAITING, many);
            while (TestApiClient.json(few.get("/api/v1/batches/" + batch)).isNull("finishedAt")) {
                Thread.sleep(50);
            }
            long waiting = number(WAITING, many);
            System.out.printf(
                    "Fairness: ten pictures on the plan %s started within %d ms, after %d of another tenant's, and ended within %d ms,"
                            + " after at most %d attempts; the other had %,d of %,d waiting then%n",
                    plan,
                    started.toMillis(),
                    gone,
                    Duration.ofNanos(System.nanoTime() - began).toMillis(),
                    number("select max(attempts) from analysis where tenant_id = '%s'", few),
                    waiting,
                    THOUSANDS);
            assertThat(waiting).isPositive();
            return gone;
        } finally {
            execute("delete from analysis where tenant_id = '%s' and bulk and lease_token is null"
                    .formatted(tenant(many)));
        }
    }

    private static String batchOf(List<String> images) {
        return Json.createObjectBuilder()
                .add("imageIds", Json.createArrayBuilder(images))
                .build()
                .toString();
    }

    @Test
    void what_a_dead_server_had_under_its_lease_is_taken_over() throws Exception {
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
    void a_picture_that_nobody_can_finish_is_parked_unbilled_and_can_be_retried() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        FakeWorker.fails = true;
        try {
            String image = client.upload(TestImages.draw(FakeWorker.POISON_WIDTH, 12, "png"));
            String analysis = TestApiClient.json(client.analyse(image)).getString("id");
            UUID id = PublicId.ANALYSIS.parse(analysis).orElseThrow();
            while (number("select attempts from analysis where id = '%s'".formatted(id)) < 1) {
                Thread.sleep(50);
            }
            execute("update analysis set attempts = 5, available_at = now() where id = '%s'".formatted(id));

            JsonObject parked = client.ended(analysis);

            assertThat(parked.getString("status")).isEqualTo("failed");
            assertThat(parked.getJsonObject("problem").getString("code")).isEqualTo("scoring_failed");
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
    void deleting_a_picture_that_waits_gives_its_credit_back_and_leaves_its_objects_to_the_purge() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        String analysis = waiting(client);
        String image =
                TestApiClient.json(client.get("/api/v1/analyses/" + analysis)).getString("imageId");

        assertThat(client.delete("/api/v1/images/" + image).statusCode()).isEqualTo(204);

        assertThat(client.usage().getInt("reserved")).isZero();
        assertThat(number("select count(*) from image_tombstone where image_id = '%s'"
                        .formatted(PublicId.IMAGE.parse(image).orElseThrow())))
                .isEqualTo(1);
    }

    @Test
    void a_picture_is_fetched_from_a_public_address() throws Exception {
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
    void a_picture_is_not_fetched_from_our_own_network() throws Exception {
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

    private static void queueBulk(TestApiClient client, String image, int analyses) throws Exception {
        execute("""
                insert into analysis (id, tenant_id, image_id, state, deep_map, bulk, credit_period, created_at)
                select gen_random_uuid(), '%1$s', '%2$s', 'QUEUED', false, true, u.starts_on, now()
                from generate_series(1, %3$d), usage_period u where u.tenant_id = '%1$s';
                update usage_period set reserved = reserved + %3$d where tenant_id = '%1$s';
                notify engram_queue;
                """.formatted(tenant(client), PublicId.IMAGE.parse(image).orElseThrow(), analyses));
    }

    private static UUID tenant(TestApiClient client) {
        return PublicId.TENANT.parse(client.tenant()).orElseThrow();
    }

    private static long number(String query, TestApiClient client) throws Exception {
        return number(query.formatted(tenant(client)));
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
