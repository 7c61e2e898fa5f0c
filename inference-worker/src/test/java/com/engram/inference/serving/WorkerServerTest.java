package com.engram.inference.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.engram.inference.djl.DeepHeatmapCalculator;
import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.TestImages;
import com.engram.inference.image.decoding.OpenCvDecoder;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.onnx.OnnxEngine;
import com.engram.inference.scoring.ImageAnalyser;
import com.engram.inference.scoring.LoadedModels;
import com.engram.inference.scoring.Scorer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WorkerServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Map<String, byte[]> STORE = new ConcurrentHashMap<>();
    private static WorkerServer worker;
    private static HttpServer store;

    @BeforeAll
    static void start() throws Exception {
        MemorabilityModel model = MemorabilityModel.bundled();
        ImageAnalyser analyser = new ImageAnalyser(
                new OpenCvDecoder(DecodeLimits.DEFAULT),
                new Scorer(model, new OnnxEngine(model)),
                new DeepHeatmapCalculator(model));
        worker = new WorkerServer(new InetSocketAddress("127.0.0.1", 0), new LoadedModels(List.of(analyser)), 2);
        worker.start();
        store = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        store.createContext("/", exchange -> {
            String key = exchange.getRequestURI().getPath();
            if (exchange.getRequestMethod().equals("PUT")) {
                STORE.put(key, exchange.getRequestBody().readAllBytes());
            }
            byte[] bytes = STORE.getOrDefault(key, new byte[0]);
            boolean get = exchange.getRequestMethod().equals("GET");
            exchange.sendResponseHeaders(
                    STORE.containsKey(key) ? 200 : 404, get && bytes.length > 0 ? bytes.length : -1);
            if (get) {
                exchange.getResponseBody().write(bytes);
            }
            exchange.close();
        });
        store.start();
    }

    @AfterAll
    static void stop() {
        worker.close();
        store.stop(0);
    }

    @Test
    void a_ping_is_answered() throws Exception {
        HttpRequest ping =
                HttpRequest.newBuilder(URI.create(address("/ping"))).GET().build();
        assertThat(CLIENT.send(ping, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_request_with_bytes_gives_the_golden_shape() throws Exception {
        HttpResponse<String> answer = post(TestImages.jpeg(640, 480), "image/jpeg", "task=score");
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode scored = JSON.readTree(answer.body());
        assertThat(scored.path("score").asDouble()).isBetween(0.0, 1.0);
        assertThat(scored.path("heatmap").path("kind").asText()).isEqualTo("decomposition");
        assertThat(sum(scored.path("heatmap"))).isCloseTo(scored.path("score").asDouble(), within(1e-5));
        assertThat(shape(golden("scored.json"))).containsAll(shape(scored));
    }

    @Test
    void a_request_with_urls_stores_preview_and_thumbnail_and_gives_the_golden_shape() throws Exception {
        STORE.put("/image", TestImages.png(1600, 1200));
        HttpResponse<String> answer = request("/image", "task=score");
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode scored = JSON.readTree(answer.body());
        assertThat(shape(scored)).isEqualTo(shape(golden("scored.json")));
        assertThat(scored.path("previewWidth").asInt()).isEqualTo(1280);
        assertThat(STORE.get("/preview")).startsWith(0xFF, 0xD8);
        assertThat(STORE.get("/thumbnail")).startsWith(0xFF, 0xD8);
    }

    /** The portal shows these results on its start page. To renew them, post the files to a worker and store its answers. */
    @Test
    void the_sample_images_of_the_portal_have_the_results_that_the_portal_shows() throws Exception {
        Path webapp = Path.of("../webapp/src/main");
        JsonNode shown = JSON.readTree(
                webapp.resolve("resources/com/engram/portal/site/samples.json").toFile());
        assertThat(shown.path("samples")).hasSize(3);
        for (JsonNode sample : shown.path("samples")) {
            byte[] file = Files.readAllBytes(webapp.resolve(
                    "webapp/assets/samples/" + sample.path("name").asText() + ".jpg"));
            JsonNode scored =
                    JSON.readTree(post(file, "image/jpeg", "task=score").body());
            JsonNode model = scored.path("model");
            assertThat(model.path("name").asText() + ":" + model.path("version").asText())
                    .isEqualTo(shown.path("model").asText());
            assertThat(scored.path("score").asDouble())
                    .isCloseTo(sample.path("value").asDouble(), within(1e-4));
            assertThat(scored.at("/interval/0").asDouble())
                    .isCloseTo(sample.path("low").asDouble(), within(1e-4));
            assertThat(scored.at("/interval/1").asDouble())
                    .isCloseTo(sample.path("high").asDouble(), within(1e-4));
            assertThat(scored.path("percentile").asDouble())
                    .isCloseTo(sample.path("percentile").asDouble(), within(0.05));
            assertThat(scored.path("outOfDomain").asBoolean())
                    .isEqualTo(sample.path("outOfDomain").asBoolean());
            JsonNode map = scored.at("/heatmap/values");
            for (int row = 0; row < map.size(); row++) {
                for (int column = 0; column < map.get(row).size(); column++) {
                    assertThat(map.get(row).get(column).asDouble())
                            .isCloseTo(
                                    sample.at("/map/values/" + row + "/" + column)
                                            .asDouble(),
                                    within(1e-4));
                }
            }
        }
    }

    @Test
    void an_empty_image_has_a_flat_map_a_wide_interval_and_warnings_of_the_golden_shape() throws Exception {
        STORE.put("/image", TestImages.encoded(new BufferedImage(300, 300, BufferedImage.TYPE_INT_ARGB), "png"));
        for (String task : List.of("task=score", "task=heatmap")) {
            JsonNode scored = JSON.readTree(request("/image", task).body());
            assertThat(shape(scored)).isEqualTo(shape(golden("scored-with-warnings.json")));
            assertThat(scored.path("warnings").findValuesAsText("code"))
                    .containsExactly("transparent", "nothing_to_see");
            assertThat(scored.path("interval").get(0).asDouble()).isEqualTo(0);
            assertThat(scored.path("interval").get(1).asDouble()).isEqualTo(1);
            Set<Double> cells = new HashSet<>();
            scored.at("/heatmap/values").forEach(row -> row.forEach(cell -> cells.add(cell.asDouble())));
            assertThat(cells).hasSize(1);
        }
    }

    @Test
    void a_missing_library_is_a_problem_that_another_backend_may_not_have() {
        Problem problem = Problem.of(new RejectedImageException(
                RejectedImageException.Reason.UNSUPPORTED_HERE, "This server cannot read HEIC."));
        assertThat(problem.code()).isEqualTo("unsupported_type");
        assertThat(problem.otherBackendMayAccept()).isTrue();
    }

    @Test
    void a_heatmap_request_gives_the_golden_shape_with_relative_values() throws Exception {
        STORE.put("/image", TestImages.png(800, 600));
        JsonNode answer = JSON.readTree(request("/image", "task=heatmap").body());
        assertThat(shape(answer)).isEqualTo(shape(golden("heatmap.json")));
        assertThat(answer.path("heatmap").path("kind").asText()).isEqualTo("deep");
        answer.path("heatmap")
                .path("values")
                .forEach(
                        row -> row.forEach(value -> assertThat(value.asDouble()).isBetween(0.0, 1.0)));
    }

    @Test
    void an_unreadable_image_gives_a_problem_of_the_golden_shape() throws Exception {
        HttpResponse<String> answer = post(new byte[] {1, 2, 3}, "image/png", "task=score");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(shape(JSON.readTree(answer.body()))).isEqualTo(shape(golden("rejected.json")));
        assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo("unsupported_type");
    }

    @Test
    void a_model_is_selected_by_name_and_version_and_an_unknown_one_is_a_problem() throws Exception {
        String version = MemorabilityModel.bundled().manifest().version();
        byte[] jpeg = TestImages.jpeg(640, 480);
        assertThat(post(jpeg, "image/jpeg", "task=score,model=engram").statusCode())
                .isEqualTo(200);
        HttpResponse<String> exact = post(jpeg, "image/jpeg", "model=engram:" + version);
        assertThat(JSON.readTree(exact.body()).at("/model/version").asText()).isEqualTo(version);
        HttpResponse<String> unknown = post(jpeg, "image/jpeg", "task=score;model=engram:0");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(JSON.readTree(unknown.body()).path("code").asText()).isEqualTo("unknown_model");
        byte[] request = JSON.writeValueAsBytes(Map.of("imageUrl", "http://127.0.0.1:1/", "model", "theirs"));
        assertThat(post(request, "application/json", "task=score").statusCode()).isEqualTo(404);
    }

    @Test
    void a_fine_decomposition_has_four_times_the_cells_and_the_same_sum() throws Exception {
        byte[] jpeg = TestImages.jpeg(640, 480);
        JsonNode coarse = JSON.readTree(post(jpeg, "image/jpeg", "task=score").body());
        JsonNode fine =
                JSON.readTree(post(jpeg, "image/jpeg", "task=score,detail=fine").body());
        assertThat(fine.at("/heatmap/rows").asInt())
                .isEqualTo(2 * coarse.at("/heatmap/rows").asInt());
        assertThat(sum(fine.path("heatmap"))).isCloseTo(coarse.path("score").asDouble(), within(1e-5));
    }

    @Test
    void an_unknown_task_is_rejected_instead_of_scored() throws Exception {
        HttpResponse<String> refused = post(TestImages.jpeg(64, 64), "image/jpeg", "task=nonsense");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(JSON.readTree(refused.body()).path("code").asText()).isEqualTo("unsupported_task");
    }

    @Test
    void images_are_compared_by_their_urls_and_by_their_features() throws Exception {
        STORE.put("/first", TestImages.jpeg(640, 480));
        STORE.put("/second", TestImages.png(800, 600));
        String base = "http://127.0.0.1:" + store.getAddress().getPort();
        JsonNode byUrl = JSON.readTree(
                compare(List.of(Map.of("imageUrl", base + "/first"), Map.of("imageUrl", base + "/second")))
                        .body());
        assertThat(shape(byUrl)).isEqualTo(shape(golden("compared.json")));
        JsonNode pair = byUrl.at("/pairs/0");
        assertThat(pair.path("difference").asDouble())
                .isCloseTo(
                        byUrl.at("/images/0/score").asDouble()
                                - byUrl.at("/images/1/score").asDouble(),
                        within(1e-6))
                .isBetween(
                        pair.at("/interval/0").asDouble(),
                        pair.at("/interval/1").asDouble());
        assertThat(pair.path("probability").asDouble() > 0.5)
                .isEqualTo(pair.path("difference").asDouble() > 0);

        String features = JSON.readTree(post(TestImages.jpeg(640, 480), "image/jpeg", "task=score")
                        .body())
                .path("features")
                .asText();
        assertThat(features).isEqualTo(byUrl.at("/images/0/features").asText());
        JsonNode byFeatures = JSON.readTree(compare(List.of(
                        Map.of("features", features),
                        Map.of("features", byUrl.at("/images/1/features").asText())))
                .body());
        assertThat(byFeatures).isEqualTo(byUrl);
    }

    @Test
    void every_pair_of_the_images_is_compared() throws Exception {
        String features = JSON.readTree(post(TestImages.jpeg(640, 480), "image/jpeg", "task=score")
                        .body())
                .path("features")
                .asText();
        JsonNode compared = JSON.readTree(
                compare(Collections.nCopies(4, Map.of("features", features))).body());
        assertThat(compared.path("images")).hasSize(4);
        assertThat(compared.path("pairs")).hasSize(6);
        compared.path("pairs")
                .forEach(pair -> assertThat(pair.path("probability").asDouble()).isEqualTo(0.5));
    }

    @Test
    void an_image_that_shows_nothing_is_not_compared() throws Exception {
        BufferedImage black = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
        STORE.put("/black", TestImages.encoded(black, "png"));
        STORE.put("/scene", TestImages.png(800, 600));
        String base = "http://127.0.0.1:" + store.getAddress().getPort();
        HttpResponse<String> answer =
                compare(List.of(Map.of("imageUrl", base + "/scene"), Map.of("imageUrl", base + "/black")));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo("nothing_to_see");
    }

    @Test
    void features_of_another_model_are_refused() throws Exception {
        byte[] features = JSON.readTree(post(TestImages.jpeg(640, 480), "image/jpeg", "task=score")
                        .body())
                .path("features")
                .binaryValue();
        byte[] otherVersion = features.clone();
        otherVersion[0]++;
        byte[] infinite = features.clone();
        Arrays.fill(infinite, 6, infinite.length, (byte) 0xFF);
        for (byte[] wrong : List.of(otherVersion, infinite, Arrays.copyOf(features, 100), new byte[0])) {
            HttpResponse<String> answer = compare(List.of(Map.of("features", features), Map.of("features", wrong)));
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo("features_of_another_model");
        }
    }

    @Test
    void a_comparison_without_two_images_is_malformed() throws Exception {
        Map<String, String> url = Map.of("imageUrl", "http://127.0.0.1:1/");
        List<List<Map<String, String>>> wrong = List.of(
                List.of(),
                List.of(url),
                List.of(url, Map.of()),
                List.of(Map.of("imageUrl", "http://127.0.0.1:1/", "features", "AAAA"), url),
                Collections.nCopies(21, url));
        for (List<Map<String, String>> images : wrong) {
            HttpResponse<String> answer = compare(images);
            assertThat(answer.statusCode()).as(images.toString()).isEqualTo(400);
            assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo("malformed_request");
        }
        assertThat(post(TestImages.jpeg(64, 64), "image/jpeg", "task=compare").statusCode())
                .isEqualTo(400);
        assertThat(compare(List.of(url, url)).statusCode())
                .as("an image that cannot be fetched")
                .isEqualTo(424);
    }

    @Test
    void variants_are_scored_and_compared_with_the_image_and_stored_on_request() throws Exception {
        STORE.put("/whole", TestImages.jpeg(1600, 1200));
        String base = "http://127.0.0.1:" + store.getAddress().getPort();
        Map<String, Double> rect = Map.of("x", 0.25, "y", 0.25, "width", 0.5, "height", 0.5);
        List<Map<String, Object>> edits = List.of(
                Map.of("kind", "crop", "rect", rect),
                Map.of("kind", "reframe", "aspect", 0.8),
                Map.of("kind", "contrast", "factor", 1.3),
                Map.of("kind", "brightness", "factor", 1),
                Map.of("kind", "saturation", "factor", 0.5),
                Map.of("kind", "blur", "rect", rect, "factor", 3),
                Map.of("kind", "remove", "rect", Map.of("x", 0.1, "y", 0.1, "width", 0.3, "height", 0.3)),
                Map.of("kind", "enlarge", "rect", rect, "factor", 1.5),
                Map.of("kind", "mirror"),
                Map.of("kind", "greyscale"));
        List<Map<String, Object>> variants = new ArrayList<>();
        edits.forEach(edit -> variants.add(Map.of("edit", edit)));
        variants.set(0, Map.of("edit", edits.get(0), "storeUrl", base + "/cropped"));

        HttpResponse<String> answer = variants(base + "/whole", variants);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode scored = JSON.readTree(answer.body());
        assertThat(shape(golden("variants.json"))).isEqualTo(shape(scored));
        assertThat(scored.path("variants")).hasSize(10);
        scored.path("variants")
                .forEach(variant -> assertThat(variant.path("difference").asDouble())
                        .isCloseTo(
                                variant.path("score").asDouble()
                                        - scored.path("score").asDouble(),
                                within(1e-6)));
        JsonNode unchanged = scored.at("/variants/3");
        assertThat(unchanged.path("difference").asDouble()).isZero();
        assertThat(unchanged.path("probability").asDouble()).isEqualTo(0.5);
        assertThat(scored.at("/variants/1/width").asDouble()
                        / scored.at("/variants/1/height").asDouble())
                .isCloseTo(0.8, within(0.01));
        BufferedImage cropped = ImageIO.read(new ByteArrayInputStream(STORE.get("/cropped")));
        assertThat(cropped.getWidth()).as("of the file, not of the preview").isEqualTo(800);
        assertThat(cropped.getHeight()).isEqualTo(600);

        JsonNode alone = JSON.readTree(
                post(STORE.get("/whole"), "image/jpeg", "task=score").body());
        JsonNode again =
                JSON.readTree(variants(base + "/whole", variants.subList(1, 3)).body());
        assertThat(again.path("score").asDouble())
                .as("the score that an analysis gives")
                .isEqualTo(alone.path("score").asDouble());
    }

    @Test
    void a_variant_that_shows_nothing_has_no_score() throws Exception {
        BufferedImage half = TestImages.scene(800, 600, BufferedImage.TYPE_INT_RGB);
        half.createGraphics().fillRect(0, 0, 400, 600);
        STORE.put("/half", TestImages.encoded(half, "png"));
        Map<String, Double> plain = Map.of("x", 0.1, "y", 0.1, "width", 0.3, "height", 0.3);
        JsonNode scored = JSON.readTree(variants(
                        "http://127.0.0.1:" + store.getAddress().getPort() + "/half",
                        List.of(Map.of("edit", Map.of("kind", "crop", "rect", plain))))
                .body());
        assertThat(scored.at("/variants/0/width").asInt()).isEqualTo(240);
        assertThat(scored.at("/variants/0").has("score")).isFalse();
    }

    @Test
    void a_bad_edit_is_refused_with_a_pointer_to_its_field() throws Exception {
        Map<String, Double> outside = Map.of("x", 0.8, "y", 0.0, "width", 0.5, "height", 0.5);
        Map<String, Double> large = Map.of("x", 0.0, "y", 0.0, "width", 1.0, "height", 1.0);
        Map<Map<String, Object>, String> wrong = Map.of(
                Map.of("kind", "crop", "rect", outside), "/rect",
                Map.of("kind", "crop"), "/rect",
                Map.of("kind", "remove", "rect", large), "/rect",
                Map.of("kind", "contrast"), "/factor",
                Map.of("kind", "contrast", "factor", 40), "/factor",
                Map.of("kind", "reframe", "aspect", 0), "/aspect",
                Map.of("kind", "explode"), "/kind",
                Map.of(), "/kind");
        for (Map.Entry<Map<String, Object>, String> entry : wrong.entrySet()) {
            HttpResponse<String> answer = variants(
                    "http://127.0.0.1:1/",
                    List.of(Map.of("edit", Map.of("kind", "mirror")), Map.of("edit", entry.getKey())));
            assertThat(answer.statusCode()).as(entry.toString()).isEqualTo(422);
            JsonNode problem = JSON.readTree(answer.body());
            assertThat(problem.path("code").asText()).isEqualTo("invalid_edit");
            assertThat(problem.path("pointer").asText()).isEqualTo("/variants/1/edit" + entry.getValue());
        }
        Map<String, Object> mirror = Map.of("edit", Map.of("kind", "mirror"));
        Map<String, Object> stored = Map.of("edit", Map.of("kind", "mirror"), "storeUrl", "http://127.0.0.1:1/");
        for (List<Map<String, Object>> count : List.of(
                List.<Map<String, Object>>of(), Collections.nCopies(41, mirror), Collections.nCopies(6, stored))) {
            assertThat(variants("http://127.0.0.1:1/", count).statusCode()).isEqualTo(400);
        }
        assertThat(variants("http://127.0.0.1:1/", List.of(mirror)).statusCode())
                .as("an image that cannot be fetched")
                .isEqualTo(424);
    }

    private static HttpResponse<String> variants(String imageUrl, List<Map<String, Object>> variants) throws Exception {
        return post(
                JSON.writeValueAsBytes(Map.of("imageUrl", imageUrl, "variants", variants)),
                "application/json",
                "task=variants");
    }

    @Test
    void a_drawing_is_out_of_domain() throws Exception {
        JsonNode drawn = JSON.readTree(
                post(TestImages.png(640, 480), "image/png", "task=score").body());
        assertThat(drawn.path("outOfDomain").asBoolean()).isTrue();
    }

    @Test
    void a_worker_without_a_model_says_what_to_do() throws Exception {
        try (WorkerServer empty =
                new WorkerServer(new InetSocketAddress("127.0.0.1", 0), new LoadedModels(List.of()), 1)) {
            empty.start();
            String address = "http://127.0.0.1:" + empty.port();
            HttpRequest ping =
                    HttpRequest.newBuilder(URI.create(address + "/ping")).build();
            HttpRequest score = HttpRequest.newBuilder(URI.create(address + "/invocations"))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(TestImages.jpeg(64, 64)))
                    .build();
            for (HttpRequest request : List.of(ping, score)) {
                HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo("no_model");
                assertThat(JSON.readTree(answer.body()).path("detail").asText()).contains("engram train", "--model");
            }
            HttpRequest cards =
                    HttpRequest.newBuilder(URI.create(address + "/model-card")).build();
            assertThat(JSON.readTree(CLIENT.send(cards, HttpResponse.BodyHandlers.ofString())
                                    .body())
                            .path("models"))
                    .isEmpty();
        }
    }

    @Test
    void the_model_card_names_the_model_and_its_figures() throws Exception {
        HttpRequest get =
                HttpRequest.newBuilder(URI.create(address("/model-card"))).GET().build();
        JsonNode card = JSON.readTree(
                CLIENT.send(get, HttpResponse.BodyHandlers.ofString()).body());
        assertThat(card.at("/models/0/active").asBoolean()).isTrue();
        assertThat(card.at("/models/0/version").asText())
                .isEqualTo(MemorabilityModel.bundled().manifest().version());
        assertThat(card.at("/models/0/card/heldOut/chosen/rho").asDouble()).isBetween(0.5, 1.0);
        assertThat(card.at("/models/0/card/limits").size()).isPositive();
    }

    @Test
    void a_request_without_an_image_is_malformed() throws Exception {
        for (String body : List.of("null", "{}", "[]", "5", "", "{\"imageUrl\":null}", "{nope")) {
            HttpResponse<String> answer = post(body.getBytes(StandardCharsets.UTF_8), "application/json", "task=score");
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo("malformed_request");
        }
    }

    @Test
    void a_body_that_is_too_large_is_rejected_with_a_response() throws Exception {
        HttpResponse<String> answer = post(new byte[(64 << 20) + 1], "image/jpeg", "task=score");
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo("image_too_large");
        assertThat(post(new byte[2 << 20], "application/json", "task=score").statusCode())
                .isEqualTo(413);
    }

    @Test
    void unknown_paths_are_not_found_and_other_methods_are_not_allowed() throws Exception {
        for (String path : List.of("/", "/pingx", "/ping/x", "/invocations/x")) {
            HttpRequest get = HttpRequest.newBuilder(URI.create(address(path))).build();
            HttpResponse<String> answer = CLIENT.send(get, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo("not_found");
        }
        HttpRequest get =
                HttpRequest.newBuilder(URI.create(address("/invocations"))).build();
        HttpResponse<String> answer = CLIENT.send(get, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void a_failure_of_the_store_is_not_the_images_fault() throws Exception {
        HttpResponse<String> answer = request("/nothing", "task=score");
        assertThat(answer.statusCode()).isEqualTo(424);
        assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo("image_unavailable");
    }

    @Test
    void an_object_that_is_too_large_is_rejected() throws Exception {
        store.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 1L << 30);
            // Sends until the worker hangs up: a connection that ends before it would be a failure of the store.
            try (OutputStream body = exchange.getResponseBody()) {
                byte[] block = new byte[1 << 16];
                for (int sent = 0; sent < 1 << 14; sent++) {
                    body.write(block);
                }
            } catch (IOException e) {
                exchange.close();
            }
        });
        HttpResponse<String> answer = request("/endless", "task=score");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo("image_too_large");
    }

    private static HttpResponse<String> request(String key, String task) throws Exception {
        String base = "http://127.0.0.1:" + store.getAddress().getPort();
        Map<String, String> request = new TreeMap<>(
                Map.of("imageUrl", base + key, "previewUrl", base + "/preview", "thumbnailUrl", base + "/thumbnail"));
        return post(JSON.writeValueAsBytes(request), "application/json", task);
    }

    private static HttpResponse<String> compare(List<? extends Map<String, ?>> images) throws Exception {
        return post(JSON.writeValueAsBytes(Map.of("images", images)), "application/json", "task=compare");
    }

    private static HttpResponse<String> post(byte[] body, String type, String task) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address("/invocations")))
                .header("Content-Type", type)
                .header("X-Amzn-SageMaker-Custom-Attributes", task)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String address(String path) {
        return "http://127.0.0.1:" + worker.port() + path;
    }

    private static double sum(JsonNode map) {
        double[] sum = {map.path("bias").asDouble()};
        map.path("values").forEach(row -> row.forEach(value -> sum[0] += value.asDouble()));
        return sum[0];
    }

    private static JsonNode golden(String name) throws Exception {
        try (InputStream in = WorkerServer.class.getResourceAsStream("/com/engram/inference/wire/" + name)) {
            return JSON.readTree(in);
        }
    }

    /** The path and the JSON type of each field. */
    private static TreeSet<String> shape(JsonNode node) {
        TreeSet<String> shape = new TreeSet<>();
        collect("", node, shape);
        return shape;
    }

    private static void collect(String path, JsonNode node, TreeSet<String> into) {
        into.add(path + " " + node.getNodeType());
        node.fields().forEachRemaining(field -> collect(path + "/" + field.getKey(), field.getValue(), into));
        node.elements().forEachRemaining(child -> {
            if (node.isArray()) {
                collect(path + "[]", child, into);
            }
        });
    }
}
