package com.engram.inference.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.inference.image.TestImages;
import com.engram.inference.model.Manifest;
import com.engram.inference.model.MemorabilityModel;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the function in AWS's runtime client in a child process, with a test server for the Runtime API. */
class ScoreFunctionTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void an_image_in_base64_is_scored_and_compared_and_a_bad_one_is_refused() throws Exception {
        BlockingQueue<byte[]> requests = new ArrayBlockingQueue<>(2);
        BlockingQueue<JsonNode> answers = new ArrayBlockingQueue<>(2);
        HttpServer runtime = runtime(requests, answers);
        Process function = start(runtime.getAddress().getPort(), Map.of());
        try {
            requests.add(JSON.writeValueAsBytes(Map.of("task", "score", "image", TestImages.jpeg(640, 480))));
            JsonNode scored = answers.poll(60, TimeUnit.SECONDS);
            assertThat(scored).isNotNull();
            assertThat(scored.path("score").asDouble()).isBetween(0.01, 1.0);
            assertThat(scored.path("heatmap").path("kind").asText()).isEqualTo("decomposition");

            Map<String, String> image =
                    Map.of("features", scored.path("features").asText());
            requests.add(JSON.writeValueAsBytes(Map.of("task", "compare", "images", List.of(image, image))));
            JsonNode compared = answers.poll(20, TimeUnit.SECONDS);
            assertThat(compared).isNotNull();
            assertThat(compared.at("/pairs/0/probability").asDouble()).isEqualTo(0.5);

            requests.add(JSON.writeValueAsBytes(Map.of("task", "score", "image", new byte[] {1, 2, 3})));
            JsonNode refused = answers.poll(20, TimeUnit.SECONDS);
            assertThat(refused).isNotNull();
            assertThat(refused.path("code").asText()).isEqualTo("unsupported_type");
        } finally {
            function.destroyForcibly();
            runtime.stop(0);
        }
    }

    @Test
    void a_model_from_a_file_system_is_served_by_its_name(@TempDir Path folder) throws Exception {
        save(MemorabilityModel.bundled(), "ours", folder.resolve("models/ours"));
        BlockingQueue<byte[]> requests = new ArrayBlockingQueue<>(2);
        BlockingQueue<JsonNode> answers = new ArrayBlockingQueue<>(2);
        HttpServer runtime = runtime(requests, answers);
        byte[] jpeg = TestImages.jpeg(640, 480);
        runtime.createContext("/image", exchange -> {
            exchange.sendResponseHeaders(200, jpeg.length);
            exchange.getResponseBody().write(jpeg);
            exchange.close();
        });
        int port = runtime.getAddress().getPort();
        Process function = start(
                port, Map.of("ENGRAM_WORKER_MODELS", folder.resolve("models").toString()));
        try {
            for (String model : List.of("ours", "theirs")) {
                requests.add(JSON.writeValueAsBytes(
                        Map.of("task", "score", "imageUrl", "http://127.0.0.1:" + port + "/image", "model", model)));
            }
            JsonNode ours = answers.poll(60, TimeUnit.SECONDS);
            assertThat(ours).isNotNull();
            assertThat(ours.at("/model/name").asText()).as(ours.toString()).isEqualTo("ours");
            JsonNode theirs = answers.poll(20, TimeUnit.SECONDS);
            assertThat(theirs).isNotNull();
            assertThat(theirs.path("status").asInt()).isEqualTo(404);
            requests.add(JSON.writeValueAsBytes(Map.of(
                    "task",
                    "variants",
                    "imageUrl",
                    "http://127.0.0.1:" + port + "/image",
                    "variants",
                    List.of(Map.of("edit", Map.of("kind", "mirror"))))));
            JsonNode variants = answers.poll(20, TimeUnit.SECONDS);
            assertThat(variants).isNotNull();
            assertThat(variants.at("/variants/0/probability").asDouble()).isBetween(0.0, 1.0);
            requests.add(JSON.writeValueAsBytes(Map.of("task", "models")));
            JsonNode listed = answers.poll(20, TimeUnit.SECONDS);
            assertThat(listed).isNotNull();
            assertThat(listed.at("/models/0/active").asBoolean()).isTrue();
            assertThat(listed.at("/models/1/name").asText()).isEqualTo("ours");

            save(MemorabilityModel.bundled(), "later", folder.resolve("models/later"));
            requests.add(JSON.writeValueAsBytes(
                    Map.of("task", "score", "imageUrl", "http://127.0.0.1:" + port + "/image", "model", "later")));
            JsonNode later = answers.poll(20, TimeUnit.SECONDS);
            assertThat(later).isNotNull();
            assertThat(later.at("/model/name").asText())
                    .as("a model that was added while the function runs: " + later)
                    .isEqualTo("later");
        } finally {
            function.destroyForcibly();
            runtime.stop(0);
        }
    }

    private static void save(MemorabilityModel model, String name, Path folder) throws IOException {
        Manifest manifest = model.manifest();
        Manifest renamed = new Manifest(
                name,
                manifest.version(),
                manifest.architecture(),
                manifest.layers(),
                manifest.preprocessing(),
                manifest.calibration(),
                manifest.golden());
        new MemorabilityModel(renamed, model.weights(), model.card()).save(folder);
    }

    private static Process start(int port, Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                ScoreFunction.class.getName());
        builder.environment()
                .putAll(Map.of(
                        "AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + port,
                        "AWS_LAMBDA_FUNCTION_NAME", "engram",
                        "AWS_LAMBDA_FUNCTION_VERSION", "1",
                        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024",
                        "_HANDLER", ScoreFunction.class.getName()));
        builder.environment().putAll(environment);
        return builder.inheritIO().start();
    }

    private static HttpServer runtime(BlockingQueue<byte[]> requests, BlockingQueue<JsonNode> answers)
            throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/2018-06-01/runtime/invocation", exchange -> {
            if (exchange.getRequestURI().getPath().endsWith("/next")) {
                next(exchange, requests);
            } else {
                answers.add(JSON.readTree(exchange.getRequestBody()));
                exchange.sendResponseHeaders(202, -1);
            }
            exchange.close();
        });
        server.start();
        return server;
    }

    private static void next(HttpExchange exchange, BlockingQueue<byte[]> requests) throws IOException {
        try {
            byte[] request = requests.take();
            exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", "r1");
            exchange.getResponseHeaders()
                    .set("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + 60_000));
            exchange.getResponseHeaders()
                    .set(
                            "Lambda-Runtime-Invoked-Function-Arn",
                            "arn:aws:lambda:us-east-1:000000000000:function:engram");
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, request.length);
            exchange.getResponseBody().write(request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
