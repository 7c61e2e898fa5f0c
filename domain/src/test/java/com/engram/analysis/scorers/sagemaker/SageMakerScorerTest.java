package com.engram.analysis.scorers.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.scorers.Outcome.Cause;
import com.engram.analysis.scorers.Scorer;
import com.engram.analysis.scorers.ScorerContract;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the real client against a server with SageMaker's protocol. */
class SageMakerScorerTest extends ScorerContract {

    private volatile int status;
    private volatile @Nullable String type;

    @Override
    protected Scorer scorer(URI url) {
        return new SageMakerScorer(SageMakerStub.settings(url, TIMEOUT_SECONDS));
    }

    @Override
    protected void answer(HttpExchange exchange, String engine) throws IOException {
        assertThat(exchange.getRequestURI().getPath()).isEqualTo("/endpoints/engram/invocations");
        String failure = type;
        if (failure != null) {
            SageMakerStub.error(ScorerContract::send, exchange, status, failure, "{\"Message\":\"" + failure + "\"}");
            return;
        }
        switch (behaviour) {
            case REJECT -> modelError(exchange, 422, engine);
            case OVERLOADED -> modelError(exchange, 503, "busy");
            case STORE_FAILED -> modelError(exchange, 424, STORE_PROBLEM);
            case NO_MODEL -> modelError(exchange, 404, MODEL_PROBLEM);
            case FAIL -> modelError(exchange, 500, "boom");
            default -> send(exchange, 200, engine);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "429, ModelNotReadyException, OVERLOADED",
        "400, ThrottlingException, OVERLOADED",
        "503, ServiceUnavailable, OVERLOADED",
        "500, InternalFailure, UNAVAILABLE",
        "530, InternalDependencyException, UNAVAILABLE",
        "400, ValidationError, UNAVAILABLE"
    })
    void a_failure_of_the_service_does_not_count_as_an_attempt(int answered, String error, Cause expected) {
        status = answered;
        type = error;

        assertThat(cause()).isEqualTo(expected);
    }

    private static void modelError(HttpExchange exchange, int original, String body) throws IOException {
        SageMakerStub.error(
                ScorerContract::send, exchange, 424, "ModelError", SageMakerStub.modelError(original, body));
    }
}
