package com.engram.analysis.scorers.sagemaker;

import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.Outcome.Cause;
import com.engram.analysis.scorers.Outcome.Retry;
import com.engram.analysis.scorers.ScoreRequest;
import com.engram.analysis.scorers.Scorer;
import com.engram.analysis.scorers.ScorerResult;
import com.engram.analysis.scorers.StorageUse;
import com.engram.analysis.scorers.wire.EngineRequest;
import com.engram.analysis.scorers.wire.EngineResponse;
import com.engram.images.storage.ObjectStore;
import com.engram.images.storage.StorageException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointAsyncResponse;

/**
 * An asynchronous SageMaker endpoint. SageMaker queues the requests; requests and responses are objects in the store, and
 * the endpoint can scale to zero. Its output and failure paths must be in Engram's own bucket.
 */
@ApplicationScoped
class SageMakerAsyncScorer implements Scorer {

    private static final long POLL_MILLIS = 500;

    private final SageMakerSettings settings;
    private final ObjectStore store;

    @Inject
    SageMakerAsyncScorer(SageMakerSettings settings, ObjectStore store) {
        this.settings = settings;
        this.store = store;
    }

    @Override
    public String name() {
        return "sagemaker-async";
    }

    @Override
    public boolean isConfigured() {
        return settings.asyncEndpointName().isPresent();
    }

    /** The endpoint may take a request out of its queue just before it expires, and needs time for it then. */
    @Override
    public Duration urlValidity() {
        return settings.asyncTimeout().plus(URL_VALIDITY);
    }

    @Override
    public Outcome score(ScoreRequest request) {
        return scoreAndMeter(request).outcome();
    }

    @Override
    public ScorerResult scoreAndMeter(ScoreRequest request) {
        AtomicInteger polls = new AtomicInteger();
        Outcome outcome = score(request, polls);
        // The server writes the request and SageMaker the response; SageMaker reads the request.
        return new ScorerResult(outcome, Optional.empty(), new StorageUse(2, polls.get() + 1));
    }

    private Outcome score(ScoreRequest request, AtomicInteger polls) {
        String key = "request-" + UUID.randomUUID();
        try {
            URI input = store.putText(key, "application/json", EngineRequest.toJson(request));
            long started = System.nanoTime();
            InvokeEndpointAsyncResponse accepted = settings.client()
                    .invokeEndpointAsync(r -> r.endpointName(
                                    settings.asyncEndpointName().orElseThrow())
                            .contentType("application/json")
                            .customAttributes(EngineRequest.taskAttribute(request))
                            .inputLocation(input.toString())
                            .requestTTLSeconds((int) settings.asyncTimeout().toSeconds()));
            return await(request, accepted, started, polls);
        } catch (StorageException e) {
            return new Retry(String.valueOf(e.getMessage()), Cause.UNAVAILABLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Retry("The server is stopping", Cause.UNAVAILABLE);
        } catch (RuntimeException e) {
            return SageMakerFailure.of(e);
        } finally {
            discard(key);
        }
    }

    private Outcome await(ScoreRequest request, InvokeEndpointAsyncResponse accepted, long started, AtomicInteger polls)
            throws InterruptedException {
        String output = key(accepted.outputLocation());
        String failure = key(accepted.failureLocation());
        while (System.nanoTime() - started < settings.asyncTimeout().toNanos()) {
            polls.addAndGet(2);
            Optional<String> response = store.findText(output);
            if (response.isPresent()) {
                int millis = (int) Duration.ofNanos(System.nanoTime() - started).toMillis();
                discard(output);
                return EngineResponse.outcome(request.task(), response.get(), millis);
            }
            Optional<String> problem = store.findText(failure);
            if (problem.isPresent()) {
                discard(failure);
                return SageMakerAsyncFailure.of(problem.get());
            }
            Thread.sleep(POLL_MILLIS);
        }
        return new Retry("SageMaker did not answer in time", Cause.FAILED);
    }

    private void discard(String key) {
        try {
            store.delete(List.of(key));
        } catch (StorageException e) {
            // The bucket's lifecycle rules will delete it; the response is more important.
            System.getLogger(SageMakerAsyncScorer.class.getName())
                    .log(System.Logger.Level.INFO, "An object of an asynchronous call could not be deleted: " + key, e);
        }
    }

    private static String key(String location) {
        String path = URI.create(location).getPath();
        return path.substring(1);
    }
}
