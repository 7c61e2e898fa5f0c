package com.engram.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.engram.client.analyses.Analyses;
import com.engram.client.analyses.Analysis;
import com.engram.client.analyses.AnalysisFilter;
import com.engram.client.analyses.AnalysisRequest;
import com.engram.client.analyses.AnalysisStatus;
import com.engram.client.analyses.BatchRequest;
import com.engram.client.analyses.Comparison;
import com.engram.client.analyses.Heatmap;
import com.engram.client.analyses.HeatmapKind;
import com.engram.client.analyses.Outcome;
import com.engram.client.http.InterruptedCallException;
import com.engram.client.http.ProblemException;
import com.engram.client.http.RetryOptions;
import com.engram.client.http.UnreachableException;
import com.engram.client.images.Image;
import com.engram.client.images.ImageFile;
import com.engram.client.images.UploadOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client sends, what it makes of the answers, and when it asks again. */
class EngramClientTest {

    private static final String QUEUED = """
        {"id":"an_1","imageId":"img_1","batchId":null,"status":"queued","score":null,"warnings":[],
         "createdAt":"2026-11-30T10:00:00Z","finishedAt":null,"aFieldOfTheFuture":{"x":1}}""";

    private static final String DONE = """
        {"id":"an_1","imageId":"img_1","status":"done",
         "score":{"value":0.81,"outOf10":8.1,"percentile":77.5,"interval":[0.7,0.9],"outOfDomain":false},
         "heatmap":{"url":"/api/v1/analyses/an_1/heatmap","rows":7,"columns":9},
         "model":{"name":"m","version":"3"},"receipt":{"credits":1,"backend":"worker","scoreMillis":40},
         "warnings":[{"code":"first_frame","detail":"The first frame was scored."}],
         "places":[{"benchmark":"library","percentile":90.0,"count":200}],
         "createdAt":"2026-11-30T10:00:00Z","finishedAt":"2026-11-30T10:00:01Z"}""";

    private static final String PROBLEM = """
        {"type":"about:blank","title":"Payment Required","status":402,"code":"quota_exceeded","detail":"Nothing is left."}""";

    private final FakeApi api = new FakeApi();
    private final EngramClient client = client(new RetryOptions(3, Duration.ofMillis(5), Duration.ofSeconds(2)));

    @TempDir
    Path folder;

    EngramClientTest() throws IOException {}

    private EngramClient client(RetryOptions retries) {
        return EngramClient.builder(api.url(), "eng_live_key")
                .retries(retries)
                .timeLimit(Duration.ofSeconds(5))
                .build();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void a_finished_analysis_has_all_its_parts() {
        api.answer(200, DONE);

        Analysis analysis = client.analyses().get("an_1", "all");

        assertThat(api.received().get(0).target()).isEqualTo("/api/v1/analyses/an_1?benchmark=all");
        assertThat(api.received().get(0).header("Authorization")).contains("Bearer eng_live_key");
        assertThat(analysis.outcome()).isInstanceOfSatisfying(Outcome.Scored.class, scored -> {
            assertThat(scored.score().value()).isEqualTo(0.81);
            assertThat(scored.score().interval()).containsExactly(0.7, 0.9);
        });
        assertThat(analysis.warnings())
                .containsExactly(new Analysis.Note("first_frame", "The first frame was scored."));
        assertThat(analysis.places()).containsExactly(new Analysis.Place("library", null, 90, 200L));
        assertThat(analysis.finishedAt()).isEqualTo(Instant.parse("2026-11-30T10:00:01Z"));
    }

    @Test
    void a_state_that_the_client_does_not_have_is_unfinished_and_no_error() {
        api.answer(200, QUEUED.replace("queued", "dreaming"));

        assertThat(client.analyses().get("an_1").outcome()).isEqualTo(new Outcome.Unfinished(AnalysisStatus.UNKNOWN));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void a_busy_server_is_asked_again_with_the_same_idempotency_key(int status) {
        api.answer(status, "")
                .answer(status, Map.of("Retry-After", "0"), PROBLEM)
                .answer(202, QUEUED);

        Analysis analysis = client.analyses()
                .request(AnalysisRequest.ofImage("img_1").withDeepHeatmap(true).waitingUpTo(Duration.ofSeconds(20)));

        assertThat(analysis.status()).isEqualTo(AnalysisStatus.QUEUED);
        assertThat(api.received()).hasSize(3).allSatisfy(request -> {
            assertThat(request.header("Idempotency-Key"))
                    .isPresent()
                    .isEqualTo(api.received().get(0).header("Idempotency-Key"));
            assertThat(request.header("Prefer")).contains("wait=20");
            assertThat(request.body()).isEqualTo("{\"imageId\":\"img_1\",\"heatmap\":true}");
        });
    }

    @Test
    void another_request_has_another_idempotency_key_unless_the_application_gives_one() {
        api.answer(202, QUEUED).answer(202, QUEUED).answer(202, QUEUED);

        client.analyses().request(AnalysisRequest.ofImage("img_1"));
        client.analyses().request(AnalysisRequest.ofImage("img_1"));
        client.analyses().request(AnalysisRequest.ofImage("img_1").withIdempotencyKey("order-7"));

        assertThat(api.received().stream()
                        .map(request -> request.header("Idempotency-Key").orElseThrow())
                        .distinct())
                .hasSize(3)
                .contains("order-7");
    }

    @Test
    void the_delay_that_the_server_asks_for_is_kept() {
        api.answer(429, Map.of("Retry-After", "1"), PROBLEM).answer(200, DONE);
        long start = System.nanoTime();

        client.analyses().get("an_1");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_delay_beyond_the_longest_one_is_left_to_the_application() {
        api.answer(429, Map.of("Retry-After", "3600"), PROBLEM);

        ProblemException problem = catchThrowableOfType(
                ProblemException.class, () -> client.analyses().get("an_1"));

        assertThat(problem.retryAfter()).contains(Duration.ofHours(1));
        assertThat(api.received()).hasSize(1);
    }

    @Test
    void a_broken_connection_is_tried_again() {
        api.breakConnection().answer(200, DONE);

        assertThat(client.analyses().get("an_1").status()).isEqualTo(AnalysisStatus.DONE);
    }

    @Test
    void a_request_whose_first_attempt_is_still_executed_is_tried_again_and_other_conflicts_are_not() {
        api.answer(409, Map.of("Retry-After", "0"), "{\"code\":\"request_in_progress\"}")
                .answer(202, QUEUED);
        client.analyses().request(AnalysisRequest.ofImage("img_1"));
        assertThat(api.received()).hasSize(2);

        api.answer(409, "{\"code\":\"upload_missing\"}");
        assertThatThrownBy(() -> client.analyses().request(AnalysisRequest.ofImage("img_1")))
                .isInstanceOf(ProblemException.class);
        assertThat(api.received()).hasSize(3);
    }

    @Test
    void a_refusal_has_its_code_its_fields_and_the_id_of_the_request() {
        api.answer(
                402,
                Map.of("Request-Id", "req_9"),
                PROBLEM.replace(
                        "\"status\"", "\"errors\":[{\"detail\":\"too many\",\"pointer\":\"/imageIds\"}],\"status\""));

        ProblemException problem = catchThrowableOfType(
                ProblemException.class, () -> client.batches().request(BatchRequest.of(List.of("img_1"), "Autumn")));

        assertThat(problem.status()).isEqualTo(402);
        assertThat(problem.code()).isEqualTo("quota_exceeded");
        assertThat(problem.requestId()).contains("req_9");
        assertThat(problem.problem().errors())
                .hasSize(1)
                .first()
                .satisfies(field -> assertThat(field.pointer()).isEqualTo("/imageIds"));
        assertThat(problem).hasMessage("402 quota_exceeded: Nothing is left. (Request-Id req_9)");
    }

    @Test
    void an_error_page_of_a_proxy_is_a_problem_too() {
        api.answer(413, "<html>Request Entity Too Large</html>");

        ProblemException problem = catchThrowableOfType(
                ProblemException.class, () -> client.account().usage());

        assertThat(problem.code()).isEqualTo("unknown");
        assertThat(problem.status()).isEqualTo(413);
    }

    @Test
    void a_server_that_is_not_there_or_too_slow_is_unreachable() throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            EngramClient impatient = EngramClient.builder(
                            URI.create("http://127.0.0.1:" + silent.getLocalPort()), "key")
                    .timeLimit(Duration.ofMillis(100))
                    .retries(RetryOptions.NONE)
                    .build();
            assertThatThrownBy(() -> impatient.account().usage()).isInstanceOf(UnreachableException.class);
        }
        api.close();
        assertThatThrownBy(() -> client(RetryOptions.NONE).account().usage()).isInstanceOf(UnreachableException.class);
    }

    @Test
    void an_interrupt_ends_a_call_and_stays_set() throws InterruptedException {
        api.answer(429, Map.of("Retry-After", "30"), PROBLEM);
        EngramClient patient = client(RetryOptions.DEFAULT);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                patient.account().usage();
            } catch (InterruptedCallException e) {
                thrown.set(Thread.currentThread().isInterrupted() ? e : null);
            }
        });
        caller.start();
        await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
        caller.interrupt();
        caller.join(5_000);

        assertThat(thrown.get()).isInstanceOf(InterruptedCallException.class);
    }

    @Test
    void a_list_asks_for_the_next_page_when_it_is_needed() {
        api.answer(200, "{\"data\":[%s,%s],\"nextCursor\":\"a b\"}".formatted(DONE, DONE))
                .answer(200, "{\"data\":[%s],\"nextCursor\":null}".formatted(QUEUED));

        assertThat(client.analyses().list(AnalysisFilter.ofBatch("bat_1")).limit(2))
                .hasSize(2);
        assertThat(api.received()).hasSize(1);
    }

    @Test
    void a_list_goes_on_after_an_empty_page_until_there_is_no_cursor() {
        api.answer(200, "{\"data\":[%s],\"nextCursor\":\"a b\"}".formatted(DONE))
                .answer(200, "{\"data\":[],\"nextCursor\":\"c\"}")
                .answer(200, "{\"data\":[%s],\"nextCursor\":null}".formatted(QUEUED));

        assertThat(client.analyses().list(AnalysisFilter.ofBatch("bat_1"))).hasSize(2);

        assertThat(api.received())
                .extracting(FakeApi.Received::target)
                .containsExactly(
                        "/api/v1/analyses?batchId=bat_1&sort=createdAt&limit=100",
                        "/api/v1/analyses?batchId=bat_1&sort=createdAt&limit=100&cursor=a%20b",
                        "/api/v1/analyses?batchId=bat_1&sort=createdAt&limit=100&cursor=c");
    }

    @Test
    void a_file_is_posted_with_the_signed_form_and_without_the_key() throws IOException {
        api.answer(201, """
            {"imageId":"img_7","url":"%s/store","fields":{"policy":"p","key":"k"},"expiresAt":"2026-11-30T10:05:00Z"}""".formatted(api.url())).breakConnection().answer(204, "");
        Path file = Files.writeString(folder.resolve("a \"b\".png"), "the bytes");

        String image = client.images().upload(ImageFile.of(file), new UploadOptions("prj_1", true, false));

        assertThat(image).isEqualTo("img_7");
        assertThat(api.received().get(0).body())
                .isEqualTo("{\"filename\":\"a \\\"b\\\".png\",\"contentType\":\"image/png\",\"bytes\":9,"
                        + "\"projectId\":\"prj_1\",\"analyse\":true}");
        FakeApi.Received form = api.received().get(2);
        assertThat(form.target()).isEqualTo("/store");
        assertThat(form.header("Authorization")).isEmpty();
        assertThat(form.header("Content-Length")).isPresent();
        assertThat(form.body())
                .contains("name=\"policy\"\r\n\r\np\r\n", "name=\"key\"\r\n\r\nk\r\n")
                .containsSubsequence(
                        "name=\"key\"", "name=\"file\"; filename=\"a %22b%22.png\"", "\r\n\r\nthe bytes\r\n--");
    }

    @Test
    void a_file_is_sent_and_analysed_in_one_call() throws IOException {
        api.answer(200, DONE);
        Path file = Files.writeString(folder.resolve("a.webp"), "the bytes");

        client.analyses().send(ImageFile.of(file), new Analyses.SendOptions(true, "prj_1"), Duration.ofSeconds(30));

        FakeApi.Received sent = api.received().get(0);
        assertThat(sent.header("Prefer")).contains("wait=30");
        assertThat(sent.body())
                .contains("name=\"heatmap\"\r\n\r\ntrue", "name=\"projectId\"\r\n\r\nprj_1")
                .contains("name=\"image\"; filename=\"a.webp\"\r\nContent-Type: image/webp\r\n\r\nthe bytes");
    }

    @Test
    void a_client_waits_until_an_analysis_has_finished_or_the_time_is_over() {
        api.answer(200, QUEUED).answer(200, QUEUED).answer(200, DONE);
        assertThat(client.analyses().await("an_1", Duration.ofSeconds(20)).status())
                .isEqualTo(AnalysisStatus.DONE);

        api.answer(200, QUEUED).answer(200, QUEUED);
        assertThat(client.analyses().await("an_1", Duration.ofMillis(50)).outcome())
                .isEqualTo(new Outcome.Unfinished(AnalysisStatus.QUEUED));
    }

    @Test
    void a_heatmap_is_numbers_or_a_picture() {
        api.answer(200, "{\"kind\":\"deep\",\"rows\":1,\"columns\":2,\"values\":[[0.25,1.0]],\"bias\":0.0}")
                .answer(200, "PNG");

        Heatmap numbers = client.analyses().heatmap("an_1", HeatmapKind.DEEP);
        byte[] picture = client.analyses().heatmapPng("an_1", null, true);

        assertThat(numbers.kind()).isEqualTo(HeatmapKind.DEEP);
        assertThat(numbers.values()).containsExactly(List.of(0.25, 1.0));
        assertThat(picture).asString().isEqualTo("PNG");
        assertThat(api.received().get(0).target()).endsWith("/heatmap?kind=deep");
        assertThat(api.received().get(1).target()).endsWith("/heatmap?over=picture");
        assertThat(api.received().get(1).header("Accept")).contains("image/png");
    }

    @Test
    void a_comparison_has_its_pairs_and_their_verdict() {
        api.answer(201, """
            {"id":"cmp_1","name":null,"images":[{"imageId":"img_1","analysisId":"an_1",
              "score":{"value":0.8,"outOf10":8.0,"interval":[0.7,0.9],"outOfDomain":false}}],
             "pairs":[{"first":"img_1","second":"img_2","difference":0.1,"interval":[0.0,0.2],
              "points":{"difference":1.0,"interval":[0.0,2.0]},"probability":0.93,
              "verdict":{"code":"first","text":"The first."}}],
             "order":["img_1","img_2"],"best":"img_1","model":{"name":"m","version":"3"},
             "notices":[{"code":"no_data_on_variants","detail":"."}],"createdAt":"2026-11-30T10:00:00Z"}""");

        Comparison comparison = client.comparisons().compare(List.of("img_1", "img_2"), null);

        assertThat(api.received().get(0).body()).isEqualTo("{\"imageIds\":[\"img_1\",\"img_2\"]}");
        assertThat(comparison.pairs().get(0).verdict().code()).isEqualTo(Comparison.VerdictCode.FIRST);
        assertThat(comparison.best()).isEqualTo("img_1");
        assertThat(comparison.order()).containsExactly("img_1", "img_2");
    }

    @Test
    void an_image_leaves_its_project_by_a_null_that_is_sent() {
        api.answer(200, """
            {"id":"img_1","filename":"a.png","contentType":"image/png","tags":["x"],"createdAt":"2026-11-30T10:00:00Z",
             "onArrival":{"status":"accepted","analysisId":"an_1","problem":null}}""");

        Image image = client.images().moveTo("img_1", null);

        assertThat(api.received().get(0).method()).isEqualTo("PATCH");
        assertThat(api.received().get(0).body()).isEqualTo("{\"projectId\":null}");
        assertThat(image.onArrival()).isEqualTo(new Image.OnArrival(Image.ArrivalStatus.ACCEPTED, "an_1", null));
    }

    @Test
    void a_download_that_fails_leaves_no_file() {
        api.answer(403, "<Error/>").answer(200, "a ZIP");
        Path file = folder.resolve("export.zip");

        assertThatThrownBy(() -> client.exports().download(api.url().resolve("/store/1"), file))
                .isInstanceOf(ProblemException.class);
        assertThat(folder).isEmptyDirectory();
        client.exports().download(api.url().resolve("/store/1"), file);

        assertThat(file).hasContent("a ZIP");
        assertThat(api.received().get(0).header("Authorization")).isEmpty();
    }

    @Test
    void an_id_cannot_lead_to_another_path() {
        api.answer(200, DONE);

        client.analyses().get("../usage?x=1");

        assertThat(api.received().get(0).target()).isEqualTo("/api/v1/analyses/..%2Fusage%3Fx%3D1");
    }
}
