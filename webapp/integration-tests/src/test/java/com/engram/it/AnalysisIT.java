package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.engram.client.EngramClient;
import com.engram.client.analyses.Analyses;
import com.engram.client.analyses.Analysis;
import com.engram.client.analyses.AnalysisFilter;
import com.engram.client.analyses.Batch;
import com.engram.client.analyses.BatchRequest;
import com.engram.client.analyses.Heatmap;
import com.engram.client.analyses.HeatmapKind;
import com.engram.client.analyses.Outcome;
import com.engram.client.http.ProblemException;
import com.engram.client.images.Image;
import com.engram.client.images.ImageFile;
import com.engram.client.images.Project;
import com.engram.client.images.UploadOptions;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One image from upload to score through the API, and its charge. */
@ArquillianTest
@RunAsClient
class AnalysisIT {

    @Test
    void an_image_uploaded_by_a_form_gets_a_score() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        byte[] file = TestImages.png();

        JsonObject analysis = client.analysed(file);

        assertThat(analysis.getString("status")).isEqualTo("done");
        assertThat(analysis.getJsonObject("score").getJsonNumber("value").doubleValue())
                .isEqualTo(0.7421);
        assertThat(analysis.getJsonObject("receipt").getInt("credits")).isEqualTo(1);
        assertThat(client.usage().getInt("used")).isEqualTo(1);
        assertThat(client.usage().getInt("reserved")).isZero();
        JsonObject image = TestApiClient.json(client.get("/api/v1/images/" + analysis.getString("imageId")));
        assertThat(image.getString("sha256")).isEqualTo(TestImages.sha256(file));
        assertThat(image.getInt("width")).isEqualTo(16);
    }

    @Test
    void the_client_for_java_goes_from_a_file_to_its_score_and_map(@TempDir Path folder) throws Exception {
        EngramClient client = EngramClient.builder(
                        TestEnvironment.server(), TestApiClient.onPlan("free").key())
                .build();
        Path file = Files.write(folder.resolve("a.png"), TestImages.png());
        Project project = client.projects().create("Autumn");

        String image = client.images().upload(ImageFile.of(file), new UploadOptions(project.id(), true, false));
        Image arrived = client.images().awaitArrival(image, Duration.ofSeconds(30));
        Analysis first = client.analyses().await(arrived.onArrival().analysisId(), Duration.ofSeconds(30));
        Analysis second = client.analyses().send(ImageFile.of(file), Analyses.SendOptions.NONE, Duration.ofSeconds(30));

        assertThat(first.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Scored.class,
                        scored -> assertThat(scored.score().value()).isEqualTo(0.7421));
        assertThat(second.outcome()).isEqualTo(first.outcome());
        Heatmap map = client.analyses().heatmap(first.id(), HeatmapKind.DECOMPOSITION);
        assertThat(map.values()).hasSize(map.rows());
        assertThat(client.analyses().heatmapPng(first.id(), null, true)).startsWith(0x89, 'P', 'N', 'G');
        assertThat(client.images().tag(image, List.of("hero")).tags()).containsExactly("hero");
        assertThat(client.images().moveTo(image, null).projectId()).isNull();
        Batch batch = client.batches().request(BatchRequest.of(List.of(image, second.imageId()), "Both"));
        assertThat(client.batches()
                        .await(batch.id(), Duration.ofSeconds(30), current -> {})
                        .done())
                .isEqualTo(2);
        assertThat(client.analyses().list(AnalysisFilter.ofBatch(batch.id()))).hasSize(2);
        assertThat(client.analyses().list(AnalysisFilter.ALL)).hasSize(4);
        assertThat(client.benchmarks().list().findFirst().orElseThrow().id()).isEqualTo("photographs");
        assertThat(client.account().usage().used()).isEqualTo(1);
        assertThat(client.account().plan().code()).isEqualTo("free");
        client.images().delete(image);
        assertThatThrownBy(() -> client.images().get(image)).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.code()).isEqualTo("not_found");
            assertThat(problem.requestId()).isPresent();
        });
    }

    @Test
    void a_client_gets_no_body_while_nothing_has_changed() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        String path = "/api/v1/analyses/" + client.analysed(TestImages.png()).getString("id");
        for (String read : List.of(path, "/api/v1/analyses?limit=10")) {
            String tag = client.get(read).headers().firstValue("ETag").orElseThrow();

            HttpResponse<String> same = client.getUnlessTag(read, tag);
            assertThat(same.statusCode()).isEqualTo(304);
            assertThat(same.body()).isEmpty();
            assertThat(same.headers().firstValue("ETag")).contains(tag);
            HttpResponse<String> other = client.getUnlessTag(read, "\"other\"");
            assertThat(other.statusCode()).isEqualTo(200);
            assertThat(other.body()).contains("\"id\"");
        }
        assertThat(client.getUnlessTag("/api/v1/analyses/none", "*").statusCode())
                .isEqualTo(404);
        String list = "/api/v1/analyses?limit=10";
        String before = client.get(list).headers().firstValue("ETag").orElseThrow();
        client.analysed(TestImages.png());
        assertThat(client.getUnlessTag(list, before).statusCode()).isEqualTo(200);
    }

    @Test
    void the_same_bytes_again_cost_nothing() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        byte[] file = TestImages.png();
        client.analysed(file);

        JsonObject again = client.analysed(file);

        assertThat(again.getString("status")).isEqualTo("done");
        assertThat(again.getJsonObject("receipt").getInt("credits")).isZero();
        assertThat(client.usage().getInt("used")).isEqualTo(1);
        assertThat(client.usage().getInt("reserved")).isZero();
    }

    @Test
    void a_broken_image_is_rejected_and_not_billed() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");

        JsonObject analysis = client.analysed("This is no picture.".getBytes(StandardCharsets.UTF_8));

        assertThat(analysis.getString("status")).isEqualTo("rejected");
        assertThat(analysis.getJsonObject("problem").getString("code")).isEqualTo("unreadable_image");
        assertThat(analysis.getJsonObject("receipt").getInt("credits")).isZero();
        assertThat(client.usage().getInt("used")).isZero();
        assertThat(client.usage().getInt("reserved")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/svg+xml", "text/html", "application/pdf", "image/svg+xml; x=image/png"})
    void a_drawing_that_could_hold_a_script_is_not_taken(String type) throws Exception {
        HttpResponse<String> refused = TestApiClient.onPlan("free")
                .post(
                        "/api/v1/uploads",
                        "{\"filename\": \"a.svg\", \"contentType\": \"%s\", \"bytes\": 100}".formatted(type));

        assertThat(refused.statusCode()).isEqualTo(415);
        assertThat(TestApiClient.json(refused).getString("code")).isEqualTo("unsupported_type");
    }

    @Test
    void an_analysis_before_its_bytes_is_refused_as_upload_missing() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");

        HttpResponse<String> refused = client.analyse(client.form(100).getString("imageId"));

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(TestApiClient.json(refused).getString("code")).isEqualTo("upload_missing");
        assertThat(client.usage().getInt("reserved")).isZero();
    }

    @Test
    void an_upload_that_asks_for_it_gets_a_score_without_a_second_call() throws Exception {
        TestApiClient client = TestApiClient.onPlan("free");
        byte[] file = TestImages.png();
        JsonObject form = TestApiClient.json(client.post(
                "/api/v1/uploads",
                "{\"filename\": \"a.png\", \"contentType\": \"image/png\", \"bytes\": %d, \"analyse\": true}"
                        .formatted(file.length)));
        String image = form.getString("imageId");
        assertThat(onArrival(client, image).getString("status")).isEqualTo("waiting");
        assertThat(client.usage().getInt("reserved")).isZero();

        TestApiClient.post(form, file, "", "");

        JsonObject accepted = Awaitility.await("the arrival of " + image)
                .atMost(Duration.ofSeconds(60))
                .until(() -> onArrival(client, image), arrival -> !arrival.isNull("analysisId"));
        assertThat(accepted.getString("status")).isEqualTo("accepted");
        JsonObject analysis = client.ended(accepted.getString("analysisId"));
        assertThat(analysis.getString("status")).isEqualTo("done");
        HttpResponse<String> second = client.analyse(image);
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(TestApiClient.json(second).getString("id")).isEqualTo(analysis.getString("id"));
        assertThat(client.usage().getInt("used")).isEqualTo(1);
        assertThat(client.usage().getInt("reserved")).isZero();
    }

    @Test
    void a_heatmap_without_an_analysis_on_arrival_is_a_bad_request() throws Exception {
        HttpResponse<String> refused = TestApiClient.onPlan("free")
                .post(
                        "/api/v1/uploads",
                        "{\"filename\": \"a.png\", \"contentType\": \"image/png\", \"bytes\": 9, \"heatmap\": true}");

        assertThat(refused.statusCode()).isEqualTo(400);
    }

    private static JsonObject onArrival(TestApiClient client, String image) throws Exception {
        return TestApiClient.json(client.get("/api/v1/images/" + image)).getJsonObject("onArrival");
    }

    @Test
    void the_last_credit_is_given_once_under_parallel_requests() throws Exception {
        TestPlans.offered("one", "\"monthlyImages\": 1, \"overage\": \"block\"");
        TestApiClient client = TestApiClient.onPlan("one");
        List<Callable<HttpResponse<String>>> requests = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String image = client.upload(TestImages.png());
            requests.add(() -> client.analyse(image));
        }

        List<Integer> answers = inParallel(requests);

        assertThat(answers).containsOnly(202, 402).containsOnlyOnce(202);
        assertThat(client.usage().getInt("used") + client.usage().getInt("reserved"))
                .isEqualTo(1);
    }

    private static List<Integer> inParallel(List<Callable<HttpResponse<String>>> requests) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(requests.size());
        try {
            List<Integer> statuses = new ArrayList<>();
            for (Future<HttpResponse<String>> answer : threads.invokeAll(requests)) {
                statuses.add(answer.get().statusCode());
            }
            return statuses;
        } finally {
            threads.shutdownNow();
        }
    }
}
