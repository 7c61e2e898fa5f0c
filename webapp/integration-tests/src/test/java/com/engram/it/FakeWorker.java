package com.engram.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;

/** Speaks the inference worker's protocol, and gives every image the same score. */
final class FakeWorker {

    /** An image of this width makes the worker fail while {@link #fails}. */
    static final int POISON_WIDTH = 13;

    static volatile boolean fails;

    /** What the store last answered to a page in the place of a preview; 0 before the first image. */
    static volatile int statusOfPage;
    /** Whether the worker cannot be reached for comparisons. */
    static volatile boolean isAwayForComparisons;

    /** The score of every file. */
    private static final double SCORE = 0.7421;

    /** The default model, and another one that can be requested. */
    static final String MODEL = "engram:0123456789ab";

    static final String OTHER_MODEL = "acme:fedcba987654";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final HttpClient http = HttpClient.newHttpClient();

    private FakeWorker(HttpServer server) {
        this.server = server;
    }

    static FakeWorker start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        FakeWorker worker = new FakeWorker(server);
        server.createContext("/invocations", worker::answer);
        server.createContext("/model-card", exchange -> {
            try (exchange) {
                send(exchange, 200, """
                    {"models": [{"name": "engram", "version": "0123456789ab", "active": true, "architecture": "stand-in"},
                     {"name": "acme", "version": "fedcba987654", "active": false, "architecture": "stand-in"}]}
                    """);
            }
        });
        server.setExecutor(worker.threads);
        server.start();
        return worker;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonObject order = Json.createReader(exchange.getRequestBody()).readObject();
            if (order.containsKey("images")) {
                compare(exchange, order);
                return;
            }
            byte[] file = http.send(
                            HttpRequest.newBuilder(URI.create(order.getString("imageUrl")))
                                    .build(),
                            BodyHandlers.ofByteArray())
                    .body();
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(file));
            if (picture == null) {
                send(exchange, 422, """
                    {"type": "about:blank", "title": "The image cannot be scored", "status": 422,
                     "code": "unreadable_image", "detail": "The file is not an image."}
                    """);
                return;
            }
            if (order.containsKey("variants")) {
                variants(exchange, order, picture);
                return;
            }
            if (fails && picture.getWidth() == POISON_WIDTH) {
                send(exchange, 500, "{}");
                return;
            }
            if (order.containsKey("previewUrl")) {
                statusOfPage = put(order.getString("previewUrl"), "text/html");
                put(order.getString("previewUrl"));
                put(order.getString("thumbnailUrl"));
            }
            String wish = exchange.getRequestHeaders().getFirst("X-Amzn-SageMaker-Custom-Attributes");
            String map = wish.startsWith("task=heatmap") ? "deep" : "decomposition";
            send(exchange, 200, scored(picture, file, map, wish.contains("model=") ? wish.split("model=")[1] : MODEL));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Features are a score as text: see {@link #features}. The model is as sure of a difference as that is large. */
    private static void compare(HttpExchange exchange, JsonObject order) throws IOException {
        if (isAwayForComparisons) {
            send(exchange, 502, "");
            return;
        }
        List<Double> scores = order.getJsonArray("images").getValuesAs(JsonObject.class).stream()
                .map(image -> image.containsKey("features") ? score(image.getString("features")) : SCORE)
                .toList();
        JsonArrayBuilder images = Json.createArrayBuilder();
        JsonArrayBuilder pairs = Json.createArrayBuilder();
        for (int first = 0; first < scores.size(); first++) {
            double score = scores.get(first);
            images.add(Json.createObjectBuilder()
                    .add("score", score)
                    .add("interval", Json.createArrayBuilder(List.of(score - 0.1, score + 0.1)))
                    .add("features", features(score)));
            for (int second = first + 1; second < scores.size(); second++) {
                double difference = score - scores.get(second);
                pairs.add(Json.createObjectBuilder()
                        .add("first", first)
                        .add("second", second)
                        .add("difference", difference)
                        .add("interval", Json.createArrayBuilder(List.of(difference - 0.1, difference + 0.1)))
                        .add("probability", Math.max(0.01, Math.min(0.99, 0.5 + 2 * difference))));
            }
        }
        String[] model = order.getString("model", MODEL).split(":");
        send(
                exchange,
                200,
                Json.createObjectBuilder()
                        .add("images", images)
                        .add("pairs", pairs)
                        .add(
                                "model",
                                Json.createObjectBuilder().add("name", model[0]).add("version", model[1]))
                        .build()
                        .toString());
    }

    /** Every variant is worth 0.05 more than the picture, and its file is the picture. */
    private void variants(HttpExchange exchange, JsonObject order, BufferedImage picture)
            throws IOException, InterruptedException {
        JsonArrayBuilder variants = Json.createArrayBuilder();
        for (JsonObject variant : order.getJsonArray("variants").getValuesAs(JsonObject.class)) {
            if (variant.containsKey("storeUrl")) {
                put(variant.getString("storeUrl"));
            }
            variants.add(Json.createObjectBuilder()
                    .add("width", picture.getWidth())
                    .add("height", picture.getHeight())
                    .add("score", SCORE + 0.05)
                    .add("interval", Json.createArrayBuilder(List.of(SCORE - 0.05, SCORE + 0.15)))
                    .add("difference", 0.05)
                    .add("differenceInterval", Json.createArrayBuilder(List.of(-0.01, 0.11)))
                    .add("probability", 0.91));
        }
        String[] model = order.getString("model", MODEL).split(":");
        send(
                exchange,
                200,
                Json.createObjectBuilder()
                        .add("score", SCORE)
                        .add("interval", Json.createArrayBuilder(List.of(SCORE - 0.1, SCORE + 0.1)))
                        .add("variants", variants)
                        .add(
                                "model",
                                Json.createObjectBuilder().add("name", model[0]).add("version", model[1]))
                        .build()
                        .toString());
    }

    /** Features that stand for a score, base64. */
    static String features(double score) {
        return Base64.getEncoder().encodeToString(String.valueOf(score).getBytes(StandardCharsets.US_ASCII));
    }

    private static double score(String features) {
        return Double.parseDouble(new String(Base64.getDecoder().decode(features), StandardCharsets.US_ASCII));
    }

    private static String scored(BufferedImage picture, byte[] file, String map, String model) {
        return """
                {"score": 0.7421, "interval": [0.5903, 0.8712], "percentile": 41.3,
                 "width": %d, "height": %d, "previewWidth": 8, "previewHeight": 6, "outOfDomain": false,
             "sha256": "%s", "features": "%s", "model": {"name": "%s", "version": "%s"},
                 "heatmap": {"kind": "%s", "rows": 2, "columns": 2, "values": [[0.1, 0.2], [0.05, -0.01]], "bias": 0.4021}}
            """.formatted(
                        picture.getWidth(),
                        picture.getHeight(),
                        TestImages.sha256(file),
                        features(SCORE),
                        model.split(":")[0],
                        model.split(":")[1],
                        map);
    }

    private void put(String url) throws IOException, InterruptedException {
        int status = put(url, "image/jpeg");
        if (status != 200) {
            throw new IOException("The store answered " + status + " to a preview");
        }
    }

    private int put(String url, String type) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create(url))
                                .header("Content-Type", type)
                                .PUT(BodyPublishers.ofByteArray(TestImages.draw(8, 6, "jpg")))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
