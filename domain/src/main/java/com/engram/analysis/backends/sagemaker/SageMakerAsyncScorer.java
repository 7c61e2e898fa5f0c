package com.engram.analysis.backends.sagemaker;

import com.engram.analysis.backends.Outcome;
import com.engram.analysis.backends.Outcome.Cause;
import com.engram.analysis.backends.Outcome.Retry;
import com.engram.analysis.backends.Scorer;
import com.engram.analysis.backends.wire.EngineRequest;
import com.engram.analysis.backends.wire.EngineResponse;
import com.engram.images.storage.ObjectStore;
import com.engram.images.storage.StorageException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointAsyncResponse;

/**
 * A SageMaker endpoint behind a queue: the order and the answer lie in the object store, and there may be no instance at
 * all while there is no work. Its output and failure paths have to be in Engram's own bucket.
 */
@ApplicationScoped
class SageMakerAsyncScorer implements Scorer {

    private static final long LOOK_AGAIN_MILLIS = 500;

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

    @Override
    public Outcome score(Order order) {
        String key = "order-" + UUID.randomUUID();
        try {
            URI input = store.putText(key, "application/json", EngineRequest.json(order));
            long began = System.nanoTime();
            InvokeEndpointAsyncResponse accepted = settings.client()
                    .invokeEndpointAsync(r -> r.endpointName(
                                    settings.asyncEndpointName().orElseThrow())
                            .contentType("application/json")
                            .customAttributes(EngineRequest.taskAttribute(order))
                            .inputLocation(input.toString())
                            .requestTTLSeconds((int) settings.asyncPatience().toSeconds()));
            return await(order, accepted, began);
        } catch (StorageException e) {
            return new Retry(String.valueOf(e.getMessage()), Cause.DOWN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Retry("The server stops", Cause.DOWN);
        } catch (RuntimeException e) {
            return SageMakerFailure.of(e);
        } finally {
            discard(key);
        }
    }

    private Outcome await(Order order, InvokeEndpointAsyncResponse accepted, long began) throws InterruptedException {
        String output = key(accepted.outputLocation());
        String failure = key(accepted.failureLocation());
        while (System.nanoTime() - began < settings.asyncPatience().toNanos()) {
            Optional<String> answer = store.findText(output);
            if (answer.isPresent()) {
                int millis = (int) Duration.ofNanos(System.nanoTime() - began).toMillis();
                discard(output);
                return EngineResponse.found(order.task(), answer.get(), millis);
            }
            Optional<String> trouble = store.findText(failure);
            if (trouble.isPresent()) {
                discard(failure);
                return SageMakerAsyncFailure.of(trouble.get());
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        return new Retry("SageMaker's queue gave no answer in time", Cause.FAULT);
    }

    private void discard(String key) {
        try {
            store.delete(List.of(key));
        } catch (StorageException e) {
            // It lies there until the bucket's own rules take it; the answer matters more.
            System.getLogger(SageMakerAsyncScorer.class.getName())
                    .log(System.Logger.Level.INFO, "An object of SageMaker's queue remains: " + key, e);
        }
    }

    private static String key(String location) {
        String path = URI.create(location).getPath();
        return path.substring(1);
    }
}
