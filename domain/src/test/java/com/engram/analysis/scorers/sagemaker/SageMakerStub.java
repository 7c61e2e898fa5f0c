package com.engram.analysis.scorers.sagemaker;

import com.engram.analysis.scorers.ScorerContract;
import com.sun.net.httpserver.HttpExchange;
import jakarta.json.Json;
import java.io.IOException;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** SageMaker's protocol and its errors. */
final class SageMakerStub {

    private SageMakerStub() {}

    static SageMakerSettings settings(URI url, int timeoutSeconds) {
        return new SageMakerSettings(
                "engram",
                url,
                timeoutSeconds,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")));
    }

    /** How SageMaker wraps a container's response that is no success. */
    static String modelError(int status, String body) {
        return Json.createObjectBuilder()
                .add("Message", "Received error from model")
                .add("OriginalStatusCode", status)
                .add("OriginalMessage", body)
                .build()
                .toString();
    }

    static void error(Sender sender, HttpExchange exchange, int status, String type, String body) throws IOException {
        exchange.getResponseHeaders().set("x-amzn-ErrorType", type);
        sender.send(exchange, status, body);
    }

    /** Sends a response; {@link ScorerContract} does. */
    interface Sender {
        void send(HttpExchange exchange, int status, String json) throws IOException;
    }
}
