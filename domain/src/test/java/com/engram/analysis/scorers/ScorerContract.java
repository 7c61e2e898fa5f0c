package com.engram.analysis.scorers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.engram.analysis.scorers.Outcome.Cause;
import com.engram.analysis.scorers.Outcome.Retry;
import com.engram.analysis.scorers.estimates.HeatmapKind;
import com.engram.analysis.scorers.estimates.ImageFeatures;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of every scorer, tested over its own service's protocol. */
public abstract class ScorerContract {

    /** The timeout of the scorers under test, in seconds. */
    protected static final int TIMEOUT_SECONDS = 2;

    private static final Duration COMPARISON_TIMEOUT = Duration.ofMillis(700);

    /** The engine's response when it cannot read the image from the store. */
    protected static final String STORE_PROBLEM = """
        {"type":"about:blank","title":"The image store failed","status":424,"code":"image_unavailable","detail":"Refused"}
        """;

    /** The engine's response when it does not serve the requested model. */
    protected static final String MODEL_PROBLEM = """
        {"type":"about:blank","title":"Unknown model","status":404,"code":"unknown_model","detail":"The model own:1 is not loaded."}
        """;

    private static final String MODELS = """
        {"models":[{"name":"engram","version":"0123456789ab","active":true,"architecture":"mobilenet_v2"},
          {"name":"own","version":"1","active":false}]}
        """;

    private static final Path WIRE = Path.of("../inference-worker/src/main/resources/com/engram/inference/wire");

    private HttpServer server;

    /** What the service does next. */
    protected enum Behaviour {
        ANSWER,
        REJECT,
        OVERLOADED,
        STORE_FAILED,
        NO_MODEL,
        FAIL,
        DROP,
        SLEEP
    }

    protected volatile Behaviour behaviour = Behaviour.ANSWER;

    /** The scorer under test, which calls that URL. */
    protected abstract Scorer scorer(URI url);

    /** Answers one call as the service does. {@code engine} is the response of the engine behind it. */
    protected abstract void answer(HttpExchange exchange, String engine) throws IOException;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "service");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_score_comes_with_its_decomposition() {
        Outcome outcome = score(Task.SCORE);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Scored.class, scored -> {
            assertThat(scored.score().value()).isEqualTo(0.7421);
            assertThat(scored.image().width()).isEqualTo(1600);
            assertThat(scored.model().version()).isEqualTo("0123456789ab");
            assertThat(scored.decomposition().kind()).isEqualTo(HeatmapKind.DECOMPOSITION);
        });
    }

    @Test
    void the_heatmap_task_returns_a_deep_heatmap() {
        assertThat(score(Task.HEATMAP))
                .isInstanceOfSatisfying(
                        Outcome.HeatmapComputed.class,
                        computed -> assertThat(computed.heatmap().kind()).isEqualTo(HeatmapKind.DEEP));
    }

    @Test
    void a_bad_image_is_rejected_with_its_code() {
        behaviour = Behaviour.REJECT;

        assertThat(score(Task.SCORE)).isEqualTo(new Outcome.Rejected("unreadable_image", "The file ends too early."));
    }

    @Test
    void overload_does_not_count_as_an_attempt() {
        behaviour = Behaviour.OVERLOADED;

        assertThat(cause()).isEqualTo(Cause.OVERLOADED);
    }

    @Test
    void a_failure_of_the_store_does_not_count_as_an_attempt() {
        behaviour = Behaviour.STORE_FAILED;

        assertThat(cause()).isEqualTo(Cause.STORAGE);
    }

    @Test
    void a_model_that_the_engine_does_not_serve_passes_on_to_the_next_backend() {
        behaviour = Behaviour.NO_MODEL;

        assertThat(cause()).isEqualTo(Cause.MODEL_MISSING);
    }

    @Test
    void the_models_of_the_engine_are_listed_or_none() {
        Scorer scorer = scorer(url());

        if (listsModels()) {
            assertThat(scorer.listModels())
                    .extracting(ServedModel::fullName, ServedModel::active)
                    .containsExactly(tuple("engram:0123456789ab", true), tuple("own:1", false));
        }
        behaviour = Behaviour.FAIL;
        assertThat(scorer.listModels()).isEmpty();
    }

    @Test
    void a_failure_of_the_engine_counts_as_an_attempt() {
        behaviour = Behaviour.FAIL;

        assertThat(cause()).isEqualTo(Cause.FAILED);
    }

    @Test
    void a_dropped_connection_counts_as_an_attempt() {
        behaviour = Behaviour.DROP;

        assertThat(cause()).isEqualTo(Cause.FAILED);
    }

    @Test
    void a_missing_response_counts_as_an_attempt() {
        behaviour = Behaviour.SLEEP;

        assertThat(cause()).isEqualTo(Cause.FAILED);
    }

    @Test
    void an_unreachable_service_does_not_count_as_an_attempt() {
        URI url = url();
        server.stop(0);

        assertThat(scorer(url).score(request(Task.SCORE)))
                .isInstanceOfSatisfying(
                        Retry.class, retry -> assertThat(retry.cause()).isEqualTo(Cause.UNAVAILABLE));
    }

    @Test
    void images_are_compared_or_the_scorer_says_that_it_does_not() {
        Outcome outcome = compare(url());

        if (comparesImages()) {
            assertThat(outcome).isInstanceOfSatisfying(Outcome.Compared.class, compared -> {
                assertThat(compared.pairs()).hasSize(1);
                assertThat(compared.pairs().get(0).probability()).isEqualTo(0.8164);
            });
        } else {
            assertThat(outcome).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> {
                assertThat(rejected.code()).isEqualTo("unsupported_task");
                assertThat(rejected.mayTryOtherBackend()).isTrue();
            });
        }
    }

    @Test
    void a_comparison_that_is_not_answered_ends_in_time() {
        assumeThat(comparesImages()).isTrue();
        behaviour = Behaviour.SLEEP;
        long started = System.nanoTime();

        assertThat(compare(url())).isInstanceOf(Retry.class);

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(COMPARISON_TIMEOUT.multipliedBy(3));
    }

    @Test
    void a_comparison_by_an_unreachable_service_may_be_tried_elsewhere() {
        assumeThat(comparesImages()).isTrue();
        URI url = url();
        server.stop(0);

        assertThat(compare(url).mayTryOtherBackend()).isTrue();
    }

    @Test
    void a_comparison_that_is_refused_keeps_its_code() {
        assumeThat(comparesImages()).isTrue();
        behaviour = Behaviour.REJECT;

        assertThat(compare(url())).isEqualTo(new Outcome.Rejected("unreadable_image", "The file ends too early."));
    }

    /** Whether the scorer lists its models. */
    protected boolean listsModels() {
        return true;
    }

    /** Whether the scorer compares images. */
    protected boolean comparesImages() {
        return true;
    }

    private Outcome compare(URI url) {
        ComparisonRequest request = new ComparisonRequest(
                List.of(
                        new ComparisonRequest.ByFeatures(new ImageFeatures("AQI=")),
                        new ComparisonRequest.ByUrl(URI.create("http://store/i"))),
                Optional.of("engram:0123456789ab"));
        return scorer(url).compare(request, COMPARISON_TIMEOUT);
    }

    protected final Cause cause() {
        return ((Retry) score(Task.SCORE)).cause();
    }

    protected final Outcome score(Task task) {
        return scorer(url()).score(request(task));
    }

    protected final URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    protected static ScoreRequest request(Task task) {
        URI store = URI.create("http://store/");
        return new ScoreRequest(task, store.resolve("i"), store.resolve("p"), store.resolve("t"));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            switch (behaviour) {
                case DROP -> {
                    return;
                }
                case SLEEP -> sleep();
                default -> {}
            }
            if (listsModels(exchange, body)) {
                answer(exchange, MODELS);
                return;
            }
            boolean compares = new String(body, StandardCharsets.UTF_8).contains("\"task\":\"compare\"");
            boolean deep = new String(body, StandardCharsets.UTF_8).contains("heatmap")
                    || String.valueOf(exchange.getRequestHeaders().getFirst("X-Amzn-SageMaker-Custom-Attributes"))
                            .contains("heatmap");
            answer(exchange, golden(nameOf(compares, deep)));
        }
    }

    private static boolean listsModels(HttpExchange exchange, byte[] body) {
        return exchange.getRequestURI().getPath().equals("/model-card")
                || new String(body, StandardCharsets.UTF_8).contains("\"task\":\"models\"");
    }

    private String nameOf(boolean compares, boolean deep) {
        if (behaviour == Behaviour.REJECT) {
            return "rejected";
        }
        return compares ? "compared" : deep ? "heatmap" : "scored";
    }

    protected static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static void sleep() {
        try {
            Thread.sleep(TIMEOUT_SECONDS * 1_000L + 1_500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = Files.newInputStream(WIRE.resolve(name + ".json"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
