package com.engram.analysis.scorers.worker;

import com.engram.analysis.scorers.ComparisonRequest;
import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.Outcome.Cause;
import com.engram.analysis.scorers.Outcome.Retry;
import com.engram.analysis.scorers.ScoreRequest;
import com.engram.analysis.scorers.Scorer;
import com.engram.analysis.scorers.ServedModel;
import com.engram.analysis.scorers.VariantsRequest;
import com.engram.analysis.scorers.wire.EngineRequest;
import com.engram.analysis.scorers.wire.EngineResponse;
import com.engram.analysis.scorers.wire.ModelCardReader;
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
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A self-hosted inference worker, called over HTTP by SageMaker's hosting contract. */
@ApplicationScoped
class WorkerScorer implements Scorer {

    private static final Logger LOG = Logger.getLogger(WorkerScorer.class.getName());
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    private final URI worker;

    /** Longer than any image takes. The lease is extended meanwhile. */
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
    public Outcome score(ScoreRequest request) {
        return call(
                httpRequest(EngineRequest.taskAttribute(request), EngineRequest.toJson(request)),
                Duration.ofSeconds(secondsToAnswer),
                (body, millis) -> EngineResponse.outcome(request.task(), body, millis));
    }

    @Override
    public Outcome compare(ComparisonRequest request, Duration timeout) {
        return call(
                httpRequest(EngineRequest.taskAttribute(request), EngineRequest.toJson(request)),
                timeout,
                (body, millis) -> EngineResponse.compared(body));
    }

    /** @param read makes the outcome of the body of a successful response and the duration in milliseconds */
    private Outcome call(HttpRequest request, Duration timeout, BiFunction<String, Integer, Outcome> read) {
        try {
            long started = System.nanoTime();
            HttpResponse<String> response = send(request, timeout);
            return outcome(
                    response,
                    (int) Duration.ofNanos(System.nanoTime() - started).toMillis(),
                    read);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return new Retry("The inference worker cannot be reached: " + e, Cause.UNAVAILABLE);
        } catch (IOException e) {
            // The call started and did not end: this image may have stopped the worker.
            return new Retry("The inference worker did not answer: " + e, Cause.FAILED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Retry("The server is stopping", Cause.UNAVAILABLE);
        } catch (RuntimeException e) {
            return new Retry("The inference worker's response cannot be read: " + e, Cause.FAILED);
        }
    }

    @Override
    public Outcome scoreVariants(VariantsRequest request, Duration timeout) {
        return call(
                httpRequest(EngineRequest.taskAttribute(request), EngineRequest.toJson(request)),
                timeout,
                (body, millis) -> EngineResponse.variants(body));
    }

    @Override
    public List<ServedModel> listModels() {
        try {
            HttpResponse<String> response = send(
                    HttpRequest.newBuilder(URI.create(worker + "/model-card")).build(), CONNECT_TIMEOUT);
            return response.statusCode() == 200 ? ModelCardReader.parse(response.body()) : List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.FINE, "The inference worker does not list its models", e);
            return List.of();
        }
    }

    /** The request's own timeout ends with the response's headers; this one includes the body. */
    private HttpResponse<String> send(HttpRequest request, Duration timeout) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> response = http.sendAsync(request, BodyHandlers.ofString());
        try {
            return response.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("No response within " + timeout.toSeconds() + " seconds");
        } catch (ExecutionException e) {
            // As a synchronous call would throw it.
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException(e.getCause());
        } finally {
            response.cancel(true);
        }
    }

    private HttpRequest httpRequest(String taskAttribute, String json) {
        return HttpRequest.newBuilder(URI.create(worker + "/invocations"))
                .header("Content-Type", "application/json")
                .header(EngineRequest.TASK_HEADER, taskAttribute)
                .POST(BodyPublishers.ofString(json))
                .build();
    }

    private static Outcome outcome(
            HttpResponse<String> response, int millis, BiFunction<String, Integer, Outcome> read) {
        return switch (response.statusCode()) {
            case 200 -> read.apply(response.body(), millis);
            case 422 -> EngineResponse.rejected(response.body());
            case 404 -> new Retry("The inference worker has no such model: " + response.body(), Cause.MODEL_MISSING);
            case 424 ->
                new Retry("The inference worker could not use the object store: " + response.body(), Cause.STORAGE);
            case 503 ->
                response.body().contains("\"no_model\"")
                        ? new Retry("The inference worker has no model: " + response.body(), Cause.UNAVAILABLE)
                        : new Retry("The inference worker is overloaded", Cause.OVERLOADED);
            case 429 -> new Retry("The inference worker is overloaded", Cause.OVERLOADED);
            case 502, 504 -> new Retry("The inference worker is unavailable", Cause.UNAVAILABLE);
            default -> new Retry("The inference worker answered " + response.statusCode(), Cause.FAILED);
        };
    }
}
