package com.engram.analysis.backends.sagemaker;

import com.engram.analysis.backends.Outcome;
import com.engram.analysis.backends.Scorer;
import com.engram.analysis.backends.wire.EngineRequest;
import com.engram.analysis.backends.wire.EngineResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import software.amazon.awssdk.core.SdkBytes;

/** A SageMaker endpoint that answers at once: within a minute. */
@ApplicationScoped
class SageMakerScorer implements Scorer {

    private final SageMakerSettings settings;

    @Inject
    SageMakerScorer(SageMakerSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "sagemaker";
    }

    @Override
    public boolean isConfigured() {
        return settings.endpointName().isPresent();
    }

    @Override
    public Outcome score(Order order) {
        long began = System.nanoTime();
        try {
            String body = settings.client()
                    .invokeEndpoint(r -> r.endpointName(settings.endpointName().orElseThrow())
                            .contentType("application/json")
                            .customAttributes(EngineRequest.taskAttribute(order))
                            .body(SdkBytes.fromUtf8String(EngineRequest.json(order))))
                    .body()
                    .asUtf8String();
            int millis = (int) Duration.ofNanos(System.nanoTime() - began).toMillis();
            return EngineResponse.found(order.task(), body, millis);
        } catch (RuntimeException e) {
            return SageMakerFailure.of(e);
        }
    }
}
