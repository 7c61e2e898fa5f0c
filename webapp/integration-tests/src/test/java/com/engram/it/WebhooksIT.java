package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.engram.client.EngramClient;
import com.engram.client.http.ProblemException;
import com.engram.client.webhooks.WaitingMessage;
import com.engram.client.webhooks.WebhookEndpoint;
import com.engram.client.webhooks.WebhookVerifier;
import com.engram.client.webhooks.Webhooks;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** What a customer's server hears, as it comes over the wire. */
@ArquillianTest
@RunAsClient
class WebhooksIT {

    @Test
    void an_end_is_told_once_and_signed() throws Exception {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            TestApiClient client = TestApiClient.onPlan("free");
            JsonObject endpoint = endpoint(client, receiver.url(), "[\"analysis.completed\", \"analysis.rejected\"]");

            JsonObject analysis = client.analysed(TestImages.png());

            WebhookReceiver.Message message = receiver.await();
            assertThat(message.signature()).isEqualTo("v1," + signature(endpoint.getString("secret"), message));
            JsonObject body = json(message);
            assertThat(body.getString("type")).isEqualTo("analysis.completed");
            assertThat(body.getJsonObject("data").getString("id")).isEqualTo(analysis.getString("id"));
            assertThat(body.getJsonObject("data").getJsonObject("score")).isEqualTo(analysis.getJsonObject("score"));
            client.analysed("No picture.".getBytes(StandardCharsets.UTF_8));
            assertThat(json(receiver.await()).getString("type")).isEqualTo("analysis.rejected");
            assertThat(receiver.within(1_500)).isEmpty();
        }
    }

    @Test
    void a_batch_is_told_as_completed_once() throws Exception {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            TestApiClient client = TestApiClient.onPlan("free");
            endpoint(client, receiver.url(), "[\"batch.completed\"]");
            String images =
                    "\"%s\", \"%s\"".formatted(client.upload(TestImages.png()), client.upload(TestImages.png()));

            JsonObject batch =
                    TestApiClient.json(client.post("/api/v1/batches", "{\"imageIds\": [%s]}".formatted(images)));

            JsonObject body = json(receiver.await());
            assertThat(body.getString("type")).isEqualTo("batch.completed");
            assertThat(body.getJsonObject("data").getString("id")).isEqualTo(batch.getString("id"));
            assertThat(body.getJsonObject("data").getInt("done")).isEqualTo(2);
            assertThat(body.getJsonObject("data").isNull("finishedAt")).isFalse();
            assertThat(receiver.within(1_500)).isEmpty();
        }
    }

    @Test
    void what_was_not_taken_is_told_again_under_the_same_id() throws Exception {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            TestApiClient client = TestApiClient.onPlan("free");
            String id =
                    endpoint(client, receiver.url(), "[\"batch.completed\"]").getString("id");
            receiver.failNext(1);

            assertThat(client.post("/api/v1/webhook-endpoints/" + id + "/test", "")
                            .statusCode())
                    .isEqualTo(202);

            Set<String> ids = new HashSet<>();
            ids.add(receiver.await().id());
            ids.add(receiver.await().id());
            assertThat(ids).hasSize(1);
            JsonObject delivery = delivery(client, id, "delivered");
            assertThat(delivery.getInt("attempts")).isEqualTo(2);
            assertThat(delivery.getInt("status")).isEqualTo(204);
        }
    }

    @Test
    void a_redirect_is_not_followed() throws Exception {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            TestApiClient client = TestApiClient.onPlan("free");
            String id = endpoint(client, receiver.redirectingUrl(), "[\"batch.completed\"]")
                    .getString("id");

            client.post("/api/v1/webhook-endpoints/" + id + "/test", "");

            assertThat(receiver.within(2_500)).isEmpty();
            assertThat(delivery(client, id, "pending").getInt("status")).isEqualTo(307);
        }
    }

    @Test
    void an_address_that_is_not_public_is_refused() throws Exception {
        HttpResponse<String> refused = TestApiClient.onPlan("free")
                .post("/api/v1/webhook-endpoints", "{\"url\": \"http://[::ffff:10.0.0.1]/\"}");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(TestApiClient.json(refused).getString("code")).isEqualTo("unusable_url");
    }

    @Test
    void a_program_without_a_public_address_collects_its_messages() throws Exception {
        TestApiClient account = TestApiClient.onPlan("free");
        Webhooks webhooks = EngramClient.builder(TestEnvironment.server(), account.key())
                .build()
                .webhooks();
        WebhookEndpoint listener = webhooks.add(Webhooks.LISTEN, List.of("analysis.completed"));
        WebhookVerifier verifier = new WebhookVerifier(listener.secret());

        JsonObject analysis = account.analysed(TestImages.png());

        WaitingMessage message = Awaitility.await()
                .until(() -> webhooks.listMessages(listener.id()), waiting -> waiting.size() == 1)
                .get(0);
        assertThat(message.type()).isEqualTo("analysis.completed");
        assertThat(message.body()).contains(analysis.getString("id"));
        assertThat(verifier.verify(
                        message.headers().get("webhook-id"),
                        message.headers().get("webhook-timestamp"),
                        message.headers().get("webhook-signature"),
                        message.body().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new WebhookVerifier.Genuine());
        webhooks.recordAnswer(listener.id(), message.messageId(), 204);
        assertThat(webhooks.listMessages(listener.id())).isEmpty();
        assertThat(webhooks.listDeliveries(listener.id())).singleElement().satisfies(delivery -> {
            assertThat(delivery.state()).isEqualTo("delivered");
            assertThat(delivery.messageId()).isEqualTo(message.messageId());
        });

        webhooks.sendTest(listener.id());
        WaitingMessage test = webhooks.listMessages(listener.id()).get(0);
        webhooks.recordFailure(listener.id(), test.messageId(), "Nobody listens.");
        assertThat(webhooks.listDeliveries(listener.id())
                        .findFirst()
                        .orElseThrow()
                        .error())
                .isEqualTo("Nobody listens.");
        assertThatThrownBy(() -> webhooks.recordAnswer(listener.id(), test.messageId(), 200))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.status()).isEqualTo(404));
        webhooks.delete(listener.id());
    }

    private static JsonObject endpoint(TestApiClient client, String url, String events) throws Exception {
        HttpResponse<String> added =
                client.post("/api/v1/webhook-endpoints", "{\"url\": \"%s\", \"events\": %s}".formatted(url, events));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        JsonObject endpoint = TestApiClient.json(added);
        assertThat(endpoint.getString("secret")).startsWith("whsec_");
        assertThat(client.get("/api/v1/webhook-endpoints").body()).doesNotContain("whsec_");
        return endpoint;
    }

    /** Waits until the newest delivery of an endpoint has a given state, and returns it. */
    private static JsonObject delivery(TestApiClient client, String endpoint, String state) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreException(IndexOutOfBoundsException.class)
                .until(
                        () -> TestApiClient.json(client.get("/api/v1/webhook-endpoints/" + endpoint + "/deliveries"))
                                .getJsonArray("data")
                                .getJsonObject(0),
                        newest -> newest.getString("state").equals(state));
    }

    private static JsonObject json(WebhookReceiver.Message message) {
        return Json.createReader(new StringReader(message.body())).readObject();
    }

    /** As the specification says: HMAC-SHA256 over id, time and body, joined by full stops. */
    private static String signature(String secret, WebhookReceiver.Message message) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        String signed = message.id() + "." + message.timestamp() + "." + message.body();
        return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void an_endpoint_is_changed_rotated_and_its_deliveries_replayed() throws Exception {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            TestApiClient client = TestApiClient.onPlan("free");
            JsonObject endpoint = endpoint(client, receiver.url(), "[\"batch.completed\"]");
            String path = "/api/v1/webhook-endpoints/" + endpoint.getString("id");

            JsonObject rotated = TestApiClient.json(client.post(path + "/rotate", ""));
            client.post(path + "/test", "");

            WebhookReceiver.Message message = receiver.await();
            assertThat(message.signature())
                    .isEqualTo("v1,%s v1,%s"
                            .formatted(
                                    signature(rotated.getString("secret"), message),
                                    signature(endpoint.getString("secret"), message)));
            JsonObject delivery = delivery(client, endpoint.getString("id"), "delivered");
            HttpResponse<String> replayed =
                    client.post("%s/deliveries/%s/replay".formatted(path, delivery.getString("id")), "");
            assertThat(replayed.statusCode()).as(replayed.body()).isEqualTo(202);
            assertThat(receiver.await().id()).isEqualTo(message.id());
            JsonObject page = TestApiClient.json(client.get(path + "/deliveries?limit=1"));
            assertThat(page.getJsonArray("data")).hasSize(1);
            assertThat(TestApiClient.json(
                                    client.get(path + "/deliveries?limit=1&cursor=" + page.getString("nextCursor")))
                            .getJsonArray("data")
                            .getJsonObject(0)
                            .getString("id"))
                    .isEqualTo(delivery.getString("id"));

            HttpResponse<String> changed = client.patch(path, "{\"enabled\": false, \"description\": \"Old\"}");
            assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
            JsonObject read = TestApiClient.json(client.get(path));
            assertThat(read.getBoolean("enabled")).isFalse();
            assertThat(read.getString("description")).isEqualTo("Old");
            assertThat(read.getJsonArray("events")).hasSize(1);
            assertThat(TestApiClient.json(client.post(path + "/test", "")).getString("code"))
                    .isEqualTo("endpoint_disabled");
        }
    }
}
