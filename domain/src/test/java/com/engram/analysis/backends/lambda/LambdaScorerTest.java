package com.engram.analysis.backends.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.backends.Outcome.Cause;
import com.engram.analysis.backends.Scorer;
import com.engram.analysis.backends.ScorerContract;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The real LambdaClient before a host that speaks the Invoke API. */
class LambdaScorerTest extends ScorerContract {

    private volatile boolean serviceFails;

    @Override
    protected Scorer scorer(URI address) {
        return new LambdaScorer(new LambdaSettings(
                "engram",
                address,
                PATIENCE,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"))));
    }

    @Override
    protected void answer(HttpExchange exchange, String engine) throws IOException {
        assertThat(exchange.getRequestURI().getPath()).isEqualTo("/2015-03-31/functions/engram/invocations");
        assertThat(exchange.getRequestHeaders().getFirst("Authorization")).startsWith("AWS4-HMAC-SHA256");
        if (serviceFails) {
            error(exchange, 500, "ServiceException");
            return;
        }
        switch (behaviour) {
            case BE_BUSY -> error(exchange, 429, "TooManyRequestsException");
            case LACK_STORE -> send(exchange, 200, STORE_PROBLEM);
            case FAIL -> {
                exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
                send(exchange, 200, "{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"exit status 137\"}");
            }
            default -> send(exchange, 200, engine);
        }
    }

    @Test
    void trouble_of_the_service_is_no_attempt_of_the_picture() {
        serviceFails = true;

        assertThat(cause()).isEqualTo(Cause.DOWN);
    }

    private static void error(HttpExchange exchange, int status, String type) throws IOException {
        exchange.getResponseHeaders().set("x-amzn-ErrorType", type);
        send(exchange, status, "{\"Type\":\"User\",\"Message\":\"%s\"}".formatted(type));
    }
}
