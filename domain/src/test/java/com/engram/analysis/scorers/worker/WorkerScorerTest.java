package com.engram.analysis.scorers.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.Scorer;
import com.engram.analysis.scorers.ScorerContract;
import com.engram.analysis.scorers.ServedModel;
import com.engram.analysis.scorers.Task;
import com.engram.testing.PausedServer;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkerScorerTest extends ScorerContract {

    @Override
    protected Scorer scorer(URI url) {
        return new WorkerScorer(url, TIMEOUT_SECONDS);
    }

    @Override
    protected void answer(HttpExchange exchange, String engine) throws IOException {
        switch (behaviour) {
            case REJECT -> send(exchange, 422, engine);
            case OVERLOADED -> send(exchange, 503, "{}");
            case STORE_FAILED -> send(exchange, 424, STORE_PROBLEM);
            case NO_MODEL -> send(exchange, 404, MODEL_PROBLEM);
            case FAIL -> send(exchange, 500, "{}");
            default -> send(exchange, 200, engine);
        }
    }

    @Test
    void a_worker_that_hangs_ends_a_score_and_a_list_of_models_in_time() throws IOException {
        try (PausedServer server = new PausedServer()) {
            WorkerScorer scorer = new WorkerScorer(URI.create("http://127.0.0.1:" + server.port()), TIMEOUT_SECONDS);
            long started = System.nanoTime();

            assertThat(scorer.listModels()).isEmpty();
            assertThat(scorer.score(request(Task.SCORE))).isInstanceOf(Outcome.Retry.class);

            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void a_worker_without_a_model_is_unavailable_and_says_what_to_do() throws IOException {
        HttpServer server = serving(503, "{\"code\": \"no_model\", \"detail\": \"Train one on your own images.\"}");
        try {
            Outcome outcome = scorer(urlOf(server)).score(request(Task.SCORE));

            assertThat(outcome).isInstanceOfSatisfying(Outcome.Retry.class, retry -> {
                assertThat(retry.cause()).isEqualTo(Outcome.Cause.UNAVAILABLE);
                assertThat(retry.reason()).contains("has no model", "Train one on your own images.");
            });
        } finally {
            server.stop(0);
        }
    }

    @Test
    void the_terms_of_weights_come_from_the_cards_of_the_models() throws IOException {
        HttpServer server = serving(200, """
            {"models": [
              {"name": "engram", "version": "1", "active": true, "card": {"terms": " For research. "}},
              {"name": "own", "version": "1", "active": false, "card": {"pictures": 300}},
              {"name": "old", "version": "1"}]}
            """);
        try {
            assertThat(scorer(urlOf(server)).listModels())
                    .extracting(ServedModel::fullName, ServedModel::active, ServedModel::terms)
                    .containsExactly(
                            tuple("engram:1", true, Optional.of("For research.")),
                            tuple("own:1", false, Optional.empty()),
                            tuple("old:1", false, Optional.empty()));
        } finally {
            server.stop(0);
        }
    }

    private static HttpServer serving(int status, String body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> send(exchange, status, body));
        server.start();
        return server;
    }

    private static URI urlOf(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }
}
