package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.web.PublicId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** Event streams end with the access of their caller, and their number is limited. */
@ArquillianTest
@RunAsClient
class EventStreamIT {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** As engram.limits.streamsPerPerson has it by default. */
    private static final int MAX_STREAMS = 20;

    @Test
    void a_stream_ends_at_once_when_its_session_is_revoked() throws Exception {
        PortalBrowser browser = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        HttpResponse<InputStream> stream = open(browser);
        assertThat(stream.statusCode()).isEqualTo(200);
        CompletableFuture<Void> end = CompletableFuture.runAsync(() -> readToEnd(stream));

        PayingCustomer.execute(
                "delete from session where token_hash = sha256('" + browser.cookie("engram_session") + "')");

        end.get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_person_has_a_limited_number_of_streams() throws Exception {
        PortalBrowser browser = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        List<HttpResponse<InputStream>> streams = new ArrayList<>();
        for (int i = 0; i < MAX_STREAMS; i++) {
            streams.add(open(browser));
        }
        assertThat(streams).extracting(HttpResponse::statusCode).containsOnly(200);

        HttpResponse<InputStream> refused = open(browser);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        for (HttpResponse<InputStream> stream : streams) {
            stream.body().close();
        }
    }

    @Test
    void a_request_with_an_id_of_another_account_is_in_the_audit_log() throws Exception {
        TestApiClient owner = TestApiClient.onPlan("free");
        String image = TestApiClient.json(owner.post(
                        "/api/v1/uploads", "{\"filename\": \"a.png\", \"contentType\": \"image/png\", \"bytes\": 10}"))
                .getString("imageId");
        TestApiClient other = TestApiClient.onPlan("free");

        assertThat(other.get("/api/v1/images/" + image).statusCode()).isEqualTo(404);
        assertThat(other.get("/api/v1/images/" + PublicId.IMAGE.of(UUID.randomUUID()))
                        .statusCode())
                .isEqualTo(404);
        assertThat(other.post("/api/v1/batches", "{\"imageIds\": [\"" + image + "\"]}")
                        .statusCode())
                .isEqualTo(404);

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(PayingCustomer.query(
                                "select count(*) from audit_event where action = 'access.foreign-id' and tenant_id = '%s'"
                                        .formatted(PublicId.TENANT
                                                .parse(other.tenant())
                                                .orElseThrow())))
                        .isEqualTo("2"));
    }

    private static HttpResponse<InputStream> open(PortalBrowser browser) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(TestEnvironment.server() + "/events"))
                        .header("Cookie", "engram_session=" + browser.cookie("engram_session"))
                        .header("Accept", "text/event-stream")
                        .build(),
                BodyHandlers.ofInputStream());
    }

    private static void readToEnd(HttpResponse<InputStream> stream) {
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))
                .lines()
                .forEach(line -> {});
    }
}
