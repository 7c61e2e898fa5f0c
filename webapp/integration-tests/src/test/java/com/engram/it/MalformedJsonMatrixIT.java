package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.it.Route.Credentials;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/**
 * Every endpoint that reads JSON, called with JSON that it cannot read: cut off, of another type, and with characters that
 * the database cannot store. It answers at once, whether the caller has signed in or not.
 */
@ArquillianTest
@RunAsClient
class MalformedJsonMatrixIT {

    private static final Map<String, String> DOCUMENTS = JsonBodies.all();

    private static final Set<String> NEEDING_PROOF = Route.needingProof();

    private static final boolean EVERYWHERE = System.getProperty("all") != null;

    private static final List<String> WRONG = List.of(
            "{\"z\":{",
            "{\"z\":[",
            "[]",
            "[{}]",
            "\"text\"",
            "1",
            "{} {}",
            "{\"unknown\":1}",
            "{\"z\":{\"a\":".repeat(50_000),
            "[".repeat(100_000),
            "{\"name\":\"a\\u0000b\"}",
            "{\"\\u0000\":1}",
            "\u0000");

    @Test
    void every_endpoint_that_reads_json_is_in_the_catalogue() {
        assertThat(DOCUMENTS).hasSizeGreaterThan(20);
        assertThat(TenancyMatrixIT.CATALOGUE.stream().map(Route::name)).containsAll(DOCUMENTS.keySet());
    }

    @Test
    void a_truncated_document_is_refused_at_once() throws Exception {
        TestAccount account = TestAccount.open();
        SoftAssertions softly = new SoftAssertions();
        int cases = 0;
        for (Route route : routes()) {
            for (String cut : JsonBodies.truncations(DOCUMENTS.get(route.name()), EVERYWHERE)) {
                assertRefused(softly, account, route, cut);
                cases++;
            }
        }
        softly.assertAll();
        System.out.printf("Truncation matrix: %d endpoints, %d cases%n", DOCUMENTS.size(), cases);
    }

    @Test
    void a_document_of_another_shape_is_refused_with_a_pointer() throws Exception {
        TestAccount account = TestAccount.open();
        SoftAssertions softly = new SoftAssertions();
        for (Route route : routes()) {
            for (String wrong : WRONG) {
                // Plans are read as an object without a type, and answer for their fields themselves.
                if (!(wrong.contains("unknown") && route.path().startsWith("/api/v1/admin/plans"))) {
                    assertRefused(softly, account, route, wrong);
                }
            }
        }
        softly.assertAll();
    }

    @Test
    void a_visitor_is_refused_before_the_document_is_read() throws Exception {
        SoftAssertions softly = new SoftAssertions();
        for (Route route : routes()) {
            for (String wrong : WRONG) {
                HttpResponse<String> answer =
                        TestApiClient.send(request(route, wrong).build());
                boolean isPublic = route.credentials() == Credentials.ANYBODY;
                softly.assertThat(answer.statusCode())
                        .as(route.name() + " with " + abbreviated(wrong))
                        .isIn(isPublic ? Set.of(400, 403) : Set.of(401, 403));
            }
        }
        softly.assertAll();
    }

    private static void assertRefused(SoftAssertions softly, TestAccount account, Route route, String body)
            throws Exception {
        HttpRequest.Builder request = request(route, body);
        account.authenticate(route, request);
        HttpResponse<String> answer = TestApiClient.send(request.build());
        String call = route.name() + " with " + abbreviated(body) + " answered " + answer.body();
        softly.assertThat(answer.statusCode())
                .as(call)
                .isIn(NEEDING_PROOF.contains(route.name()) ? Set.of(400, 403) : Set.of(400));
        softly.assertThat(answer.headers().firstValue("Request-Id")).as(call).isPresent();
        softly.assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .as(call)
                .startsWith("application/problem+json");
        if (answer.statusCode() == 400) {
            softly.assertThat(answer.body()).as(call).contains("\"pointer\":");
        }
    }

    private static HttpRequest.Builder request(Route route, String body) {
        return TestAccount.request(route, TestAccount.unknown(route.id()))
                .timeout(Duration.ofSeconds(10))
                .setHeader("Content-Type", "application/json")
                .method(route.method(), BodyPublishers.ofString(body));
    }

    private static List<Route> routes() {
        return TenancyMatrixIT.CATALOGUE.stream()
                .filter(route -> DOCUMENTS.containsKey(route.name()))
                .toList();
    }

    private static String abbreviated(String body) {
        return body.length() > 80 ? body.substring(0, 80) + "..." : body;
    }
}
