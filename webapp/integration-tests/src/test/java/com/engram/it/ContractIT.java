package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.webhooks.WebhookEvent;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** The names that clients rely on. Renaming a field breaks them, even if all code of this project agrees. */
@ArquillianTest
@RunAsClient
class ContractIT {

    @Test
    void an_analysis_has_every_field_whatever_its_result() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");

        JsonObject done = client.analysed(TestImages.png());
        JsonObject rejected = client.analysed(new byte[] {1, 2, 3});

        assertThat(done.keySet())
                .containsExactlyInAnyOrder(
                        "id",
                        "imageId",
                        "batchId",
                        "status",
                        "score",
                        "heatmap",
                        "model",
                        "receipt",
                        "problem",
                        "warnings",
                        "places",
                        "brandShare",
                        "ready",
                        "createdAt",
                        "finishedAt");
        assertThat(rejected.keySet()).isEqualTo(done.keySet());
        assertThat(done.getJsonObject("score").keySet())
                .containsExactlyInAnyOrder("value", "outOf10", "percentile", "interval", "outOfDomain");
        assertThat(done.getJsonObject("score").getJsonNumber("outOf10").toString())
                .isEqualTo("7.4");
        assertThat(done.getJsonObject("heatmap").keySet()).containsExactlyInAnyOrder("url", "rows", "columns");
        assertThat(done.getJsonObject("model").keySet()).containsExactlyInAnyOrder("name", "version");
        assertThat(done.getJsonObject("receipt").keySet())
                .containsExactlyInAnyOrder("credits", "backend", "scoreMillis", "heatmapMillis");
        assertThat(rejected.getJsonObject("problem").keySet()).containsExactlyInAnyOrder("code", "detail");
        assertThat(rejected.isNull("score")).isTrue();
    }

    @Test
    void a_heatmap_an_upload_a_list_and_the_usage_have_their_fields() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        JsonObject analysis = client.analysed(TestImages.png());

        assertThat(client.form(100).keySet()).contains("imageId", "url", "fields", "expiresAt");
        assertThat(read(client, analysis.getJsonObject("heatmap").getString("url") + "?kind=decomposition")
                        .keySet())
                .containsExactlyInAnyOrder("kind", "rows", "columns", "values", "bias");
        assertThat(read(client, "/api/v1/analyses?limit=1").keySet()).containsExactlyInAnyOrder("data", "nextCursor");
        assertThat(read(client, "/api/v1/usage").keySet()).contains("period", "used", "reserved", "allowance");
        assertThat(read(client, "/api/v1/usage").getJsonObject("period").keySet())
                .containsExactlyInAnyOrder("from", "to");
        assertThat(read(client, "/api/v1/plan").keySet())
                .contains(
                        "code",
                        "name",
                        "monthlyImages",
                        "heatmaps",
                        "maxImageBytes",
                        "maxMegapixels",
                        "seats",
                        "apiAccess",
                        "weight",
                        "retentionDays",
                        "overage",
                        "priceCents",
                        "currency",
                        "interval",
                        "trialDays",
                        "public",
                        "whatIfs");
    }

    @Test
    void a_refusal_is_a_problem_with_a_code_and_a_request_id() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");

        HttpResponse<String> refused = client.post(
                "/api/v1/uploads", "{\"filename\": \"a.svg\", \"contentType\": \"image/svg+xml\", \"bytes\": 10}");

        assertThat(refused.statusCode()).isEqualTo(415);
        assertThat(refused.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(refused.headers().firstValue("Request-Id")).isPresent();
        assertThat(TestApiClient.json(refused).keySet()).contains("type", "title", "status", "code", "detail");
        assertThat(TestApiClient.json(refused).getString("code")).isEqualTo("unsupported_type");
    }

    @Test
    void malformed_json_is_a_bad_request() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");

        assertThat(client.post("/api/v1/uploads", "{bad").statusCode()).isEqualTo(400);
        assertThat(client.post("/api/v1/uploads", "{\"bytes\": \"many\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void the_openapi_document_describes_every_operation_with_its_responses_errors_and_key() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(TestEnvironment.server().resolve("/api/openapi"))
                .header("Accept", "application/json")
                .build();
        JsonObject api = TestApiClient.json(TestApiClient.send(request));
        JsonObject paths = api.getJsonObject("paths");

        assertThat(api.getString("openapi")).startsWith("3.1");
        assertThat(api.getJsonObject("components")
                        .getJsonObject("securitySchemes")
                        .getJsonObject("key")
                        .getString("scheme"))
                .isEqualTo("bearer");
        Set<String> described = new TreeSet<>();
        Set<String> names = new TreeSet<>();
        paths.forEach((path, item) -> item.asJsonObject().forEach((method, operation) -> {
            described.add(method.toUpperCase(Locale.ROOT) + " " + path);
            names.add(operation.asJsonObject().getString("operationId"));
            assertThat(operation.asJsonObject().getString("summary", ""))
                    .as(path)
                    .isNotEmpty();
            assertThat(operation.asJsonObject().getJsonObject("responses").keySet())
                    .as(method + " " + path)
                    .contains("401", "403", "429", "503")
                    .anyMatch(code -> code.startsWith("2"));
        }));
        assertThat(described)
                .isEqualTo(Route.all().stream()
                        .filter(name -> name.contains(" /api/v1/"))
                        .map(name -> name.replaceFirst(" (multipart|csv)$", ""))
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertThat(names).hasSameSizeAs(described);
    }

    @Test
    void the_openapi_document_explains_every_operation_parameter_field_and_event() throws Exception {
        JsonObject api = TestApiClient.json(TestApiClient.send(
                HttpRequest.newBuilder(TestEnvironment.server().resolve("/api/openapi"))
                        .header("Accept", "application/json")
                        .build()));

        assertThat(ApiDescriptionGaps.findGaps(api)).isEmpty();
        assertThat(api.getJsonObject("webhooks").keySet())
                .isEqualTo(
                        Stream.of(WebhookEvent.values()).map(WebhookEvent::code).collect(Collectors.toSet()));
    }

    private static JsonObject read(TestApiClient client, String path) throws Exception {
        HttpResponse<String> answer = client.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return TestApiClient.json(answer);
    }
}
