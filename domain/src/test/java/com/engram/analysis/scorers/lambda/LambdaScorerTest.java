package com.engram.analysis.scorers.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.scorers.BilledUsage;
import com.engram.analysis.scorers.Outcome.Cause;
import com.engram.analysis.scorers.Scorer;
import com.engram.analysis.scorers.ScorerContract;
import com.engram.analysis.scorers.Task;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Tests the real LambdaClient against a server with the Invoke API. */
class LambdaScorerTest extends ScorerContract {

    private static final String REPORT = Base64.getEncoder()
            .encodeToString("REPORT Billed Duration: 37 ms Memory Size: 2048 MB".getBytes(StandardCharsets.US_ASCII));

    private volatile boolean serviceFails;

    @Override
    protected Scorer scorer(URI url) {
        return new LambdaScorer(new LambdaSettings(
                "engram",
                url,
                TIMEOUT_SECONDS,
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
            case OVERLOADED -> error(exchange, 429, "TooManyRequestsException");
            case STORE_FAILED -> send(exchange, 200, STORE_PROBLEM);
            case NO_MODEL -> send(exchange, 200, MODEL_PROBLEM);
            case FAIL -> {
                exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
                send(exchange, 200, "{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"exit status 137\"}");
            }
            default -> {
                if ("Tail".equals(exchange.getRequestHeaders().getFirst("X-Amz-Log-Type"))) {
                    exchange.getResponseHeaders().set("X-Amz-Log-Result", REPORT);
                }
                send(exchange, 200, engine);
            }
        }
    }

    @Test
    void a_failure_of_the_service_does_not_count_as_an_attempt() {
        serviceFails = true;

        assertThat(cause()).isEqualTo(Cause.UNAVAILABLE);
    }

    @Test
    void a_call_has_what_lambda_bills() {
        assertThat(scorer(url()).scoreAndMeter(request(Task.SCORE)).billed()).contains(new BilledUsage(37, 2_048));
    }

    private static void error(HttpExchange exchange, int status, String type) throws IOException {
        exchange.getResponseHeaders().set("x-amzn-ErrorType", type);
        send(exchange, status, "{\"Type\":\"User\",\"Message\":\"%s\"}".formatted(type));
    }
}
