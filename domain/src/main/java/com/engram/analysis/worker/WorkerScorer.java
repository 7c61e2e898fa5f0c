package com.engram.analysis.worker;

import com.engram.analysis.Outcome;
import com.engram.analysis.Scorer;
import com.engram.analysis.Task;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A self-hosted inference worker, asked over HTTP by the SageMaker hosting contract. */
@ApplicationScoped
class WorkerScorer implements Scorer {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);

    /** Well within the lease, so that an answer is still heard. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();

    @Inject
    @ConfigProperty(name = "engram.worker.url", defaultValue = "http://127.0.0.1:8080")
    private URI worker;

    @Override
    public String name() {
        return "worker";
    }

    @Override
    public Outcome score(Order order) {
        try {
            long began = System.nanoTime();
            HttpResponse<String> response = http.send(request(order), BodyHandlers.ofString());
            int millis = (int) Duration.ofNanos(System.nanoTime() - began).toMillis();
            return outcome(order.task(), response, millis);
        } catch (IOException e) {
            return new Outcome.Retry("The inference worker does not answer: " + e, false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Retry("The server stops", false);
        } catch (JsonException | IllegalArgumentException | ClassCastException | NullPointerException e) {
            return new Outcome.Retry("The inference worker's answer cannot be read: " + e, true);
        }
    }

    private HttpRequest request(Order order) {
        JsonObjectBuilder body =
                Json.createObjectBuilder().add("imageUrl", order.image().toString());
        if (order.task() == Task.SCORE) {
            body.add("previewUrl", order.preview().toString());
            body.add("thumbnailUrl", order.thumbnail().toString());
        }
        return HttpRequest.newBuilder(URI.create(worker + "/invocations"))
                .timeout(ANSWER_LIMIT)
                .header("Content-Type", "application/json")
                .header(
                        "X-Amzn-SageMaker-Custom-Attributes",
                        "task=" + order.task().name().toLowerCase(Locale.ROOT))
                .POST(BodyPublishers.ofString(body.build().toString()))
                .build();
    }

    private static Outcome outcome(Task task, HttpResponse<String> response, int millis) {
        return switch (response.statusCode()) {
            case 200 ->
                task == Task.SCORE
                        ? WorkerAnswer.scored(response.body(), millis)
                        : WorkerAnswer.mapped(response.body(), millis);
            case 422 -> WorkerAnswer.rejected(response.body());
            case 429, 502, 503, 504 -> new Outcome.Retry("The inference worker is busy", false);
            default -> new Outcome.Retry("The inference worker answered " + response.statusCode(), true);
        };
    }
}
