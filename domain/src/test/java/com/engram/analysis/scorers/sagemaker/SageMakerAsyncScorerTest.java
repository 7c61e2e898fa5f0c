package com.engram.analysis.scorers.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.scorers.Scorer;
import com.engram.analysis.scorers.ScorerContract;
import com.engram.analysis.scorers.Task;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** Tests the real client against a server that queues requests and stores responses as objects. */
class SageMakerAsyncScorerTest extends ScorerContract {

    private final InMemoryTextStore store = new InMemoryTextStore();

    @Override
    protected Scorer scorer(URI url) {
        return new SageMakerAsyncScorer(SageMakerStub.settings(url, TIMEOUT_SECONDS), store);
    }

    @Override
    protected boolean comparesImages() {
        return false;
    }

    @Override
    protected boolean listsModels() {
        return false;
    }

    @Override
    protected void answer(HttpExchange exchange, String engine) throws IOException {
        assertThat(exchange.getRequestURI().getPath()).isEqualTo("/endpoints/engram/async-invocations");
        String input = exchange.getRequestHeaders().getFirst("X-Amzn-SageMaker-InputLocation");
        assertThat(store.findText(URI.create(input).getPath().substring(1)))
                .hasValueSatisfying(order -> assertThat(order).contains("imageUrl"));
        if (behaviour == Behaviour.OVERLOADED) {
            SageMakerStub.error(
                    ScorerContract::send, exchange, 400, "ThrottlingException", "{\"Message\":\"slow down\"}");
            return;
        }
        switch (behaviour) {
            case REJECT -> fail(engine);
            case FAIL -> fail("boom");
            case STORE_FAILED -> fail(STORE_PROBLEM);
            case NO_MODEL -> fail(MODEL_PROBLEM);
            default -> store.putText("out/1", "application/json", engine);
        }
        exchange.getResponseHeaders().set("X-Amzn-SageMaker-OutputLocation", "s3://store/out/1");
        exchange.getResponseHeaders().set("X-Amzn-SageMaker-FailureLocation", "s3://store/failed/1");
        send(exchange, 202, "{\"InferenceId\":\"1\"}");
    }

    private void fail(String body) {
        store.putText("failed/1", "text/plain", "Received server error from primary with message \"" + body + "\"");
    }

    @Test
    void no_object_is_left_in_the_store() {
        score(Task.SCORE);

        assertThat(store.isEmpty()).isTrue();
    }
}
