package com.engram.launcher;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fake of Lambda's Invoke API and of SageMaker's endpoint API. Lambda calls run the function in the AWS runtime client,
 * or go to the inference worker if {@link #useWorkerForLambda} is set. SageMaker calls always go to the worker.
 */
final class FakeAws implements AutoCloseable {

    /** How a service responds. */
    enum Availability {
        AVAILABLE,
        /** Throttles a random half of the calls. */
        THROTTLING,
        UNAVAILABLE
    }

    volatile Availability lambda = Availability.AVAILABLE;
    volatile Availability sagemaker = Availability.AVAILABLE;
    volatile boolean useWorkerForLambda;
    volatile String workerUrl = "";

    final LambdaRuntimeHost lambdaRuntime = new LambdaRuntimeHost();
    final AtomicInteger answered = new AtomicInteger();
    final AtomicInteger throttled = new AtomicInteger();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);

    FakeAws() throws IOException {
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "fake AWS");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/2015-03-31/functions/engram/invocations", this::lambda);
        server.createContext("/endpoints/engram/invocations", this::sagemaker);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void lambda(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (throttles(lambda)) {
                error(exchange, 429, "TooManyRequestsException", "{\"Type\":\"User\",\"message\":\"Rate Exceeded.\"}");
            } else if (lambda == Availability.UNAVAILABLE) {
                error(exchange, 500, "ServiceException", "{\"Type\":\"Service\",\"message\":\"Down.\"}");
            } else if (useWorkerForLambda) {
                send(exchange, 200, callWorker(body).body());
            } else {
                LambdaRuntimeHost.Response response = lambdaRuntime.invoke(body);
                if (response.failed()) {
                    exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
                }
                send(exchange, 200, response.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sagemaker(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (throttles(sagemaker)) {
                error(exchange, 503, "ServiceUnavailable", "{\"Message\":\"Try again.\"}");
                return;
            }
            HttpResponse<byte[]> response = callWorker(body);
            if (response.statusCode() == 200) {
                send(exchange, 200, response.body());
            } else {
                String message = new String(response.body(), StandardCharsets.UTF_8)
                        .replace("\\", "\\\\")
                        .replace("\"", "\\\"");
                error(exchange, 424, "ModelError", """
                        {"Message":"Received error from model","OriginalStatusCode":%d,"OriginalMessage":"%s"}
                        """.formatted(response.statusCode(), message.replace("\n", "\\n")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean throttles(Availability availability) {
        boolean rejected = availability == Availability.THROTTLING
                && ThreadLocalRandom.current().nextBoolean();
        (rejected ? throttled : answered).incrementAndGet();
        return rejected;
    }

    private HttpResponse<byte[]> callWorker(byte[] body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(workerUrl + "/invocations"))
                        .header("Content-Type", "application/json")
                        .header("X-Amzn-SageMaker-Custom-Attributes", "task=score")
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private static void error(HttpExchange exchange, int status, String type, String body) throws IOException {
        exchange.getResponseHeaders().set("x-amzn-ErrorType", type);
        send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** The environment variables that configure Engram to use these services. */
    Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("ENGRAM_SCORING_BACKENDS", "lambda,sagemaker,worker"),
                Map.entry("ENGRAM_SCORING_BACKENDSOF_FREE", "worker"),
                Map.entry("ENGRAM_QUEUE_MAXDEPTH", "500"),
                Map.entry("ENGRAM_LAMBDA_FUNCTION", "engram"),
                Map.entry("ENGRAM_LAMBDA_ENDPOINT", url()),
                Map.entry("ENGRAM_SAGEMAKER_ENDPOINTNAME", "engram"),
                Map.entry("ENGRAM_SAGEMAKER_ENDPOINT", url()),
                Map.entry("ENGRAM_COST_LAMBDA_PERGBSECOND", "0.0000166667"),
                Map.entry("ENGRAM_COST_LAMBDA_MEMORYMB", "1024"),
                Map.entry("ENGRAM_COST_SAGEMAKER_PERSECOND", "0.0000639"),
                Map.entry("ENGRAM_COST_WORKER_PERSECOND", "0.0000112"),
                Map.entry("AWS_ACCESS_KEY_ID", "key"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "secret"));
    }

    @Override
    public void close() throws InterruptedException {
        lambdaRuntime.close();
        server.stop(0);
    }
}
