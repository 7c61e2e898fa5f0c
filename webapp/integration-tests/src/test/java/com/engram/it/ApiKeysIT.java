package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** The life cycle of an API key, and its rate limit. */
@ArquillianTest
@RunAsClient
class ApiKeysIT {

    private static final String PAGE = "/settings/keys";

    @Test
    void a_key_may_do_what_its_scope_says() throws Exception {
        PortalBrowser owner = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        TestApiClient reader = make(owner, Map.of("scope", "read"));
        assertThat(reader.get("/api/v1/usage").statusCode()).isEqualTo(200);
        assertThat(upload(reader).statusCode()).isEqualTo(403);
        assertThat(upload(make(owner, Map.of("scope", "write"))).statusCode()).isEqualTo(201);
    }

    @Test
    void a_revoked_key_fails_at_the_next_request() throws Exception {
        PortalBrowser owner = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        TestApiClient client = make(owner, Map.of());
        assertThat(client.get("/api/v1/usage").statusCode()).isEqualTo(200);
        owner.send(PAGE, owner.find(PAGE, "action=\"(/settings/keys/key_[^\"]+/revoke)\""), Map.of());
        assertThat(client.get("/api/v1/usage").statusCode()).isEqualTo(401);
    }

    @Test
    void a_key_shows_its_last_use_and_its_mode() throws Exception {
        PortalBrowser owner = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        TestApiClient client = make(owner, Map.of("mode", "test", "days", ""));
        assertThat(client.key()).startsWith("eng_test_");
        String before = owner.find(PAGE, "data-label=\"Last used\">(.*?)</td>");
        assertThat(before).contains("never");
        client.get("/api/v1/usage");
        assertThat(owner.find(PAGE, "data-label=\"Last used\">(.*?)</td>")).doesNotContain("never");
    }

    @Test
    void every_response_has_the_remaining_requests_and_excess_requests_are_refused() throws Exception {
        TestApiClient client = make(PortalBrowser.signedUp(PortalBrowser.freshEmail()), Map.of());
        HttpResponse<String> answer = client.get("/api/v1/usage");
        assertThat(answer.headers().firstValue("RateLimit-Policy").orElse("")).isEqualTo("\"key\";q=1000;w=60");
        assertThat(answer.headers().firstValue("RateLimit").orElse("")).matches("\"key\";r=\\d+;t=\\d+");
        TestApiClient exhausted = make(PortalBrowser.signedUp(PortalBrowser.freshEmail()), Map.of());
        ExhaustedLimits.limit(
                "key",
                PayingCustomer.query("select id from api_key where prefix = '%s'"
                        .formatted(exhausted.key().split("_")[2])));
        answer = exhausted.get("/api/v1/usage");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After").orElse("")).matches("[1-9]\\d*");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(TestApiClient.json(answer).getString("code")).isEqualTo("rate_limited");
        assertThat(client.get("/api/v1/usage").statusCode()).isEqualTo(200);
    }

    private static TestApiClient make(PortalBrowser owner, Map<String, String> form) throws Exception {
        Map<String, String> fields = new HashMap<>(Map.of("name", "Website", "scope", "read"));
        fields.putAll(form);
        return client(owner.follow(owner.send(PAGE, fields)));
    }

    private static TestApiClient client(HttpResponse<String> page) {
        String key = page.body().replaceAll("(?s).*<code id=\"secret\">([^<]+)</code>.*", "$1");
        assertThat(key).matches("eng_(live|test)_\\w{8}_\\w{46}");
        return new TestApiClient("", key);
    }

    private static HttpResponse<String> upload(TestApiClient client) throws Exception {
        return client.post(
                "/api/v1/uploads", "{\"filename\": \"a.png\", \"contentType\": \"image/png\", \"bytes\": 100}");
    }

    @Test
    void a_key_learns_who_it_is_and_a_wrong_one_what_is_wrong_with_it() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        JsonObject me = TestApiClient.json(client.get("/api/v1/me"));

        assertThat(me.getString("mode")).isEqualTo("live");
        assertThat(client.key()).startsWith(me.getJsonObject("key").getString("prefix"));
        assertThat(me.getJsonObject("plan").getString("code")).isEqualTo("free");
        String mistyped = client.key().substring(0, client.key().length() - 1) + "-";
        assertThat(new TestApiClient("", mistyped).get("/api/v1/me").body()).contains("mistyped");
        assertThat(new TestApiClient("", "a-password").get("/api/v1/me").body()).contains("This is no API key");
        assertThat(TestApiClient.operator().get("/api/v1/me").body()).contains("This is the operator's key");
        assertThat(client.get("/api/v1/admin/queue").body()).contains("use the operator's key");
    }
}
