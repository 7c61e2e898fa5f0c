package com.engram.analysis.backends.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.backends.Outcome.Cause;
import com.engram.analysis.backends.Scorer;
import com.engram.analysis.backends.ScorerContract;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real client before a gateway that speaks SageMaker's wire format. */
class SageMakerScorerTest extends ScorerContract {

    private volatile int status;
    private volatile @Nullable String type;

    @Override
    protected Scorer scorer(URI address) {
        return new SageMakerScorer(SageMakerStub.settings(address, PATIENCE));
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
            case BE_BUSY -> modelError(exchange, 503, "busy");
            case LACK_STORE -> modelError(exchange, 424, STORE_PROBLEM);
            case FAIL -> modelError(exchange, 500, "boom");
            default -> send(exchange, 200, engine);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "429, ModelNotReadyException, BUSY",
        "400, ThrottlingException, BUSY",
        "503, ServiceUnavailable, BUSY",
        "500, InternalFailure, DOWN",
        "530, InternalDependencyException, DOWN",
        "400, ValidationError, DOWN"
    })
    void trouble_of_the_service_is_no_attempt_of_the_picture(int answered, String error, Cause expected) {
        status = answered;
        type = error;

        assertThat(cause()).isEqualTo(expected);
    }

    private static void modelError(HttpExchange exchange, int original, String body) throws IOException {
        SageMakerStub.error(
                ScorerContract::send, exchange, 424, "ModelError", SageMakerStub.modelError(original, body));
    }
}
