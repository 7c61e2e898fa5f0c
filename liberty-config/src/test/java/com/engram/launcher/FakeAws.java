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
 * Speaks the wire of Lambda's Invoke API and of SageMaker's endpoints. Behind Lambda our function runs in AWS's own
 * runtime client, or, when it is told to storm, the real worker; behind SageMaker always the real worker.
 */
final class FakeAws implements AutoCloseable {

    /** What a service does next. */
    enum Mood {
        WELL,
        /** Every second call is throttled. */
        THROTTLES,
        DOWN
    }

    volatile Mood lambda = Mood.WELL;
    volatile Mood sagemaker = Mood.WELL;
    volatile boolean storms;
    volatile String worker = "";

    final LambdaRuntimeHost host = new LambdaRuntimeHost();
    final AtomicInteger answered = new AtomicInteger();
    final AtomicInteger throttled = new AtomicInteger();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);

    FakeAws() throws IOException {
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "cloud");
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
            byte[] order = exchange.getRequestBody().readAllBytes();
            if (refuses(lambda)) {
                error(exchange, 429, "TooManyRequestsException", "{\"Type\":\"User\",\"message\":\"Rate Exceeded.\"}");
            } else if (lambda == Mood.DOWN) {
                error(exchange, 500, "ServiceException", "{\"Type\":\"Service\",\"message\":\"Down.\"}");
            } else if (storms) {
                send(exchange, 200, askWorker(order).body());
            } else {
                LambdaRuntimeHost.Answer answer = host.invoke(order);
                if (answer.failed()) {
                    exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
                }
                send(exchange, 200, answer.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sagemaker(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] order = exchange.getRequestBody().readAllBytes();
            if (refuses(sagemaker)) {
                error(exchange, 503, "ServiceUnavailable", "{\"Message\":\"Try again.\"}");
                return;
            }
            HttpResponse<byte[]> answer = askWorker(order);
            if (answer.statusCode() == 200) {
                send(exchange, 200, answer.body());
            } else {
                String said = new String(answer.body(), StandardCharsets.UTF_8)
                        .replace("\\", "\\\\")
                        .replace("\"", "\\\"");
                error(exchange, 424, "ModelError", """
                        {"Message":"Received error from model","OriginalStatusCode":%d,"OriginalMessage":"%s"}
                        """.formatted(answer.statusCode(), said.replace("\n", "\\n")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean refuses(Mood mood) {
        boolean refused = mood == Mood.THROTTLES && ThreadLocalRandom.current().nextBoolean();
        (refused ? throttled : answered).incrementAndGet();
        return refused;
    }

    private HttpResponse<byte[]> askWorker(byte[] order) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(worker + "/invocations"))
                        .header("Content-Type", "application/json")
                        .header("X-Amzn-SageMaker-Custom-Attributes", "task=score")
                        .POST(BodyPublishers.ofByteArray(order))
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

    /** The environment of a product that works with these. */
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
        host.close();
        server.stop(0);
    }
}
