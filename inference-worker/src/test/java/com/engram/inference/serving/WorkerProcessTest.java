package com.engram.inference.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.inference.image.TestImages;
import com.engram.inference.model.Manifest;
import com.engram.inference.model.MemorabilityModel;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the command {@code serve} in a child process. */
class WorkerProcessTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @Test
    void after_sigterm_new_requests_are_rejected_and_running_ones_are_finished() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch open = new CountDownLatch(1);
        HttpServer store = slowStore(asked, open);
        Process worker = start();
        try {
            URI invocations = URI.create(address(worker) + "/invocations");
            String request =
                    "{\"imageUrl\": \"http://127.0.0.1:" + store.getAddress().getPort() + "/\"}";
            CompletableFuture<HttpResponse<String>> running = CLIENT.sendAsync(
                    post(invocations, "application/json", request.getBytes(StandardCharsets.UTF_8)),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

            worker.destroy(); // SIGTERM
            HttpResponse<String> late;
            do {
                late = CLIENT.send(
                        post(invocations, "image/png", new byte[] {1}), HttpResponse.BodyHandlers.ofString());
            } while (late.statusCode() == 422); // The signal has not arrived yet.
            assertThat(late.statusCode()).isEqualTo(503);
            assertThat(late.headers().firstValue("Retry-After")).isPresent();

            open.countDown();
            assertThat(running.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(worker.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            open.countDown();
            worker.destroyForcibly();
            store.stop(0);
        }
    }

    @Test
    void a_build_without_weights_starts_and_takes_a_model_from_a_folder(@TempDir Path folder) throws Exception {
        String withoutWeights = classPathWithoutWeights(folder.resolve("classes"));
        Process worker = start(withoutWeights, Map.of());
        try {
            assertThat(worker.inputReader().readLine()).contains("cannot score", "engram train");
        } finally {
            worker.destroyForcibly();
        }
        MemorabilityModel.bundled().save(folder.resolve("models/ours"));
        // SageMaker unpacks the artifact of a model into the folder itself.
        for (Path place : List.of(folder.resolve("models"), folder.resolve("models/ours"))) {
            Process installed = start(withoutWeights, Map.of("ENGRAM_WORKER_MODELS", place.toString()));
            try {
                URI invocations = URI.create(address(installed) + "/invocations");
                HttpResponse<String> scored = CLIENT.send(
                        post(invocations, "image/jpeg", TestImages.jpeg(640, 480)),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(scored.statusCode()).isEqualTo(200);
            } finally {
                installed.destroyForcibly();
            }
        }
    }

    @Test
    void a_model_is_served_soon_after_it_was_put_into_the_folder_and_a_broken_one_stops_nothing(@TempDir Path folder)
            throws Exception {
        Path models = folder.resolve("models");
        Files.createDirectories(models.resolve("broken"));
        Files.writeString(models.resolve("broken/model.json"), "{");
        Process worker =
                start(System.getProperty("java.class.path"), Map.of("ENGRAM_WORKER_MODELS", models.toString()));
        try {
            String address = address(worker);
            assertThat(models(address)).containsExactly("engram");

            save(MemorabilityModel.bundled(), "own-1", folder.resolve("part"));
            Files.move(folder.resolve("part"), models.resolve("ours"));

            assertThat(models(address)).containsExactly("engram", "own-1");
            HttpResponse<String> scored = CLIENT.send(
                    HttpRequest.newBuilder(URI.create(address + "/invocations"))
                            .header("Content-Type", "image/jpeg")
                            .header("X-Amzn-SageMaker-Custom-Attributes", "task=score,model=own-1")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(TestImages.jpeg(640, 480)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(scored.body()).contains("\"name\":\"own-1\"");

            Files.move(models.resolve("ours"), folder.resolve("withdrawn"));
            assertThat(models(address)).containsExactly("engram");
        } finally {
            worker.destroyForcibly();
        }
    }

    private static List<String> models(String address) throws Exception {
        String card = CLIENT.send(
                        HttpRequest.newBuilder(URI.create(address + "/model-card"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        List<String> names = new ArrayList<>();
        new ObjectMapper()
                .readTree(card)
                .path("models")
                .forEach(model -> names.add(model.path("name").asText()));
        return names;
    }

    private static void save(MemorabilityModel model, String name, Path folder) throws Exception {
        Manifest manifest = model.manifest();
        new MemorabilityModel(
                        new Manifest(
                                name,
                                manifest.version(),
                                manifest.architecture(),
                                manifest.layers(),
                                manifest.preprocessing(),
                                manifest.calibration(),
                                manifest.golden()),
                        model.weights(),
                        model.card())
                .save(folder);
    }

    /** The class path of this process with a copy of the engine's classes that lacks the models. */
    private static String classPathWithoutWeights(Path copy) throws Exception {
        Path classes = Path.of(MemorabilityModel.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path relative = classes.relativize(file);
                if (!relative.startsWith("com/engram/inference/models")) {
                    Files.createDirectories(copy.resolve(relative).getParent());
                    Files.copy(file, copy.resolve(relative));
                }
            }
        }
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).equals(classes) ? copy.toString() : entry)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Process start() throws IOException {
        return start(System.getProperty("java.class.path"), Map.of());
    }

    private static Process start(String classPath, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                "com.engram.inference.Main",
                "serve");
        // SageMaker sets this variable; 0 means any free port.
        builder.environment().put("SAGEMAKER_BIND_TO_PORT", "0");
        builder.environment().remove("ENGRAM_WORKER_PORT");
        builder.environment().putAll(environment);
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static String address(Process worker) throws IOException {
        BufferedReader out = worker.inputReader();
        Matcher address = Pattern.compile("http://\\S+").matcher(out.readLine());
        assertThat(address.find()).isTrue();
        return address.group();
    }

    private static HttpRequest post(URI address, String type, byte[] body) {
        return HttpRequest.newBuilder(address)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    private static HttpServer slowStore(CountDownLatch asked, CountDownLatch open) throws IOException {
        HttpServer store = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        store.setExecutor(Executors.newCachedThreadPool());
        store.createContext("/", exchange -> {
            asked.countDown();
            try (exchange) {
                open.await();
                byte[] jpeg = TestImages.jpeg(640, 480);
                exchange.sendResponseHeaders(200, jpeg.length);
                exchange.getResponseBody().write(jpeg);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        store.start();
        return store;
    }
}
