package com.engram.analysis.backends.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.backends.Outcome;
import com.engram.analysis.backends.Scorer;
import com.engram.analysis.backends.ScorerContract;
import com.engram.analysis.backends.Task;
import com.engram.testing.PausedServer;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
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
}
