package com.engram.analysis.backends.worker;

import com.engram.analysis.backends.Outcome;
import com.engram.analysis.backends.Outcome.Cause;
import com.engram.analysis.backends.Outcome.Retry;
import com.engram.analysis.backends.Scorer;
import com.engram.analysis.backends.Task;
import com.engram.analysis.backends.wire.EngineModels;
import com.engram.analysis.backends.wire.EngineRequest;
import com.engram.analysis.backends.wire.EngineResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A self-hosted inference worker, asked over HTTP by the SageMaker hosting contract. */
@ApplicationScoped
class WorkerScorer implements Scorer {

    private static final Logger LOG = Logger.getLogger(WorkerScorer.class.getName());
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();

    private final URI worker;

    /** Longer than any picture takes; the lease is extended meanwhile. */
    private final int secondsToAnswer;

    @Inject
    WorkerScorer(
            @ConfigProperty(name = "engram.worker.url", defaultValue = "http://127.0.0.1:8080") URI worker,
            @ConfigProperty(name = "engram.worker.secondsToAnswer", defaultValue = "60") int secondsToAnswer) {
        this.worker = worker;
        this.secondsToAnswer = secondsToAnswer;
    }

    @Override
    public String name() {
        return "worker";
    }

    @Override
    public Outcome score(Order order) {
        try {
            long began = System.nanoTime();
            HttpResponse<String> response = http.send(request(order), BodyHandlers.ofString());
            return outcome(order.task(), response, (int)
                    Duration.ofNanos(System.nanoTime() - began).toMillis());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return new Retry("The inference worker is down: " + e, Cause.DOWN);
        } catch (IOException e) {
            // It began and did not end: the worker may have died of this very picture.
            return new Retry("The inference worker gave no answer: " + e, Cause.FAULT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Retry("The server stops", Cause.DOWN);
        } catch (RuntimeException e) {
            return new Retry("The inference worker's answer cannot be read: " + e, Cause.FAULT);
        }
    }

    @Override
    public List<Served> listModels() {
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(URI.create(worker + "/model-card"))
                            .timeout(CONNECT_LIMIT)
                            .build(),
                    BodyHandlers.ofString());
            return response.statusCode() == 200 ? EngineModels.models(response.body()) : List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.FINE, "The inference worker does not tell its models", e);
            return List.of();
        }
    }

    private HttpRequest request(Order order) {
        return HttpRequest.newBuilder(URI.create(worker + "/invocations"))
                .timeout(Duration.ofSeconds(secondsToAnswer))
                .header("Content-Type", "application/json")
                .header(EngineRequest.TASK_HEADER, EngineRequest.taskAttribute(order))
                .POST(BodyPublishers.ofString(EngineRequest.json(order)))
                .build();
    }

    private static Outcome outcome(Task task, HttpResponse<String> response, int millis) {
        return switch (response.statusCode()) {
            case 200 -> EngineResponse.found(task, response.body(), millis);
            case 422 -> EngineResponse.rejected(response.body());
            case 404 -> new Retry("The inference worker has no such model: " + response.body(), Cause.FAULT);
            case 424 -> new Retry("The store failed the inference worker: " + response.body(), Cause.STORE);
            case 429, 503 -> new Retry("The inference worker is busy", Cause.BUSY);
            case 502, 504 -> new Retry("The inference worker is away", Cause.DOWN);
            default -> new Retry("The inference worker answered " + response.statusCode(), Cause.FAULT);
        };
    }
}
