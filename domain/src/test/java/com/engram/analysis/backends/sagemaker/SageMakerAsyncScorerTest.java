package com.engram.analysis.backends.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.backends.Scorer;
import com.engram.analysis.backends.ScorerContract;
import com.engram.analysis.backends.Task;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The real client before a gateway that queues orders and leaves answers on a shelf. */
class SageMakerAsyncScorerTest extends ScorerContract {

    private final InMemoryTextStore shelf = new InMemoryTextStore();

    @Override
    protected Scorer scorer(URI address) {
        return new SageMakerAsyncScorer(SageMakerStub.settings(address, PATIENCE), shelf);
    }

    @Override
    protected void answer(HttpExchange exchange, String engine) throws IOException {
        assertThat(exchange.getRequestURI().getPath()).isEqualTo("/endpoints/engram/async-invocations");
        String input = exchange.getRequestHeaders().getFirst("X-Amzn-SageMaker-InputLocation");
        assertThat(shelf.findText(URI.create(input).getPath().substring(1)))
                .hasValueSatisfying(order -> assertThat(order).contains("imageUrl"));
        if (behaviour == Behaviour.BE_BUSY) {
            SageMakerStub.error(
                    ScorerContract::send, exchange, 400, "ThrottlingException", "{\"Message\":\"slow down\"}");
            return;
        }
        switch (behaviour) {
            case REJECT -> fail(engine);
            case FAIL -> fail("boom");
            case LACK_STORE -> fail(STORE_PROBLEM);
            default -> shelf.putText("out/1", "application/json", engine);
        }
        exchange.getResponseHeaders().set("X-Amzn-SageMaker-OutputLocation", "s3://shelf/out/1");
        exchange.getResponseHeaders().set("X-Amzn-SageMaker-FailureLocation", "s3://shelf/failed/1");
        send(exchange, 202, "{\"InferenceId\":\"1\"}");
    }

    private void fail(String body) {
        shelf.putText("failed/1", "text/plain", "Received server error from primary with message \"" + body + "\"");
    }

    @Test
    void nothing_is_left_on_the_shelf() {
        score(Task.SCORE);

        assertThat(shelf.isEmpty()).isTrue();
    }
}
