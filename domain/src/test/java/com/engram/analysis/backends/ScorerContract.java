package com.engram.analysis.backends;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.backends.Outcome.Cause;
import com.engram.analysis.backends.Outcome.Retry;
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
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked of every scorer, over the wire that its own service speaks. */
public abstract class ScorerContract {

    /** Seconds after which the scorers under test give up. */
    protected static final int PATIENCE = 2;

    /** What the engine says when the store gives it no picture. */
    protected static final String STORE_PROBLEM = """
            {"type":"about:blank","title":"The image store failed","status":424,"code":"image_unavailable","detail":"Refused"}
            """;

    private static final Path WIRE = Path.of("../inference-worker/src/main/resources/com/engram/inference/wire");

    private HttpServer server;

    /** What the other side does next. */
    protected enum Behaviour {
        ANSWER,
        REJECT,
        BE_BUSY,
        LACK_STORE,
        FAIL,
        DROP,
        SLEEP
    }

    protected volatile Behaviour behaviour = Behaviour.ANSWER;

    /** The scorer under test, asking that address. */
    protected abstract Scorer scorer(URI address);

    /** Answers one call as the service does; {@code engine} is what the engine behind it says. */
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
            assertThat(scored.picture().width()).isEqualTo(1600);
            assertThat(scored.model().version()).isEqualTo("0123456789ab");
            assertThat(scored.decomposition().kind()).isEqualTo(HeatmapKind.DECOMPOSITION);
        });
    }

    @Test
    void a_deep_map_comes_for_its_task() {
        assertThat(score(Task.HEATMAP))
                .isInstanceOfSatisfying(
                        Outcome.Mapped.class,
                        mapped -> assertThat(mapped.map().kind()).isEqualTo(HeatmapKind.DEEP));
    }

    @Test
    void a_bad_picture_is_rejected_with_its_code() {
        behaviour = Behaviour.REJECT;

        assertThat(score(Task.SCORE)).isEqualTo(new Outcome.Rejected("unreadable_image", "The file ends too early."));
    }

    @Test
    void overload_is_no_attempt_of_the_picture() {
        behaviour = Behaviour.BE_BUSY;

        assertThat(cause()).isEqualTo(Cause.BUSY);
    }

    @Test
    void a_store_that_fails_the_engine_is_no_attempt_of_the_picture() {
        behaviour = Behaviour.LACK_STORE;

        assertThat(cause()).isEqualTo(Cause.STORE);
    }

    @Test
    void a_failure_of_the_engine_counts_as_an_attempt() {
        behaviour = Behaviour.FAIL;

        assertThat(cause()).isEqualTo(Cause.FAULT);
    }

    @Test
    void a_dropped_connection_counts_as_an_attempt() {
        behaviour = Behaviour.DROP;

        assertThat(cause()).isEqualTo(Cause.FAULT);
    }

    @Test
    void an_answer_that_does_not_come_counts_as_an_attempt() {
        behaviour = Behaviour.SLEEP;

        assertThat(cause()).isEqualTo(Cause.FAULT);
    }

    @Test
    void a_service_that_is_down_is_no_attempt_of_the_picture() {
        URI address = address();
        server.stop(0);

        assertThat(scorer(address).score(order(Task.SCORE)))
                .isInstanceOfSatisfying(
                        Retry.class, retry -> assertThat(retry.cause()).isEqualTo(Cause.DOWN));
    }

    protected final Cause cause() {
        return ((Retry) score(Task.SCORE)).cause();
    }

    protected final Outcome score(Task task) {
        return scorer(address()).score(order(task));
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static Scorer.Order order(Task task) {
        URI store = URI.create("http://store/");
        return new Scorer.Order(task, store.resolve("i"), store.resolve("p"), store.resolve("t"));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] asked = exchange.getRequestBody().readAllBytes();
            switch (behaviour) {
                case DROP -> {
                    return;
                }
                case SLEEP -> sleep();
                default -> {}
            }
            boolean deep = new String(asked, StandardCharsets.UTF_8).contains("heatmap")
                    || String.valueOf(exchange.getRequestHeaders().getFirst("X-Amzn-SageMaker-Custom-Attributes"))
                            .contains("heatmap");
            answer(exchange, golden(behaviour == Behaviour.REJECT ? "rejected" : deep ? "heatmap" : "scored"));
        }
    }

    protected static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static void sleep() {
        try {
            Thread.sleep(PATIENCE * 1_000L + 1_500);
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
