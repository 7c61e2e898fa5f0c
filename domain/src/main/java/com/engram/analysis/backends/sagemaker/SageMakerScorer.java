package com.engram.analysis.backends.sagemaker;

import com.engram.analysis.backends.Outcome;
import com.engram.analysis.backends.ScoreRequest;
import com.engram.analysis.backends.Scorer;
import com.engram.analysis.backends.wire.EngineRequest;
import com.engram.analysis.backends.wire.EngineResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import software.amazon.awssdk.core.SdkBytes;

/** A synchronous SageMaker endpoint, which answers within a minute. */
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
    public Outcome score(ScoreRequest request) {
        long started = System.nanoTime();
        try {
            String body = settings.client()
                    .invokeEndpoint(r -> r.endpointName(settings.endpointName().orElseThrow())
                            .contentType("application/json")
                            .customAttributes(EngineRequest.taskAttribute(request))
                            .body(SdkBytes.fromUtf8String(EngineRequest.toJson(request))))
                    .body()
                    .asUtf8String();
            int millis = (int) Duration.ofNanos(System.nanoTime() - started).toMillis();
            return EngineResponse.outcome(request.task(), body, millis);
        } catch (RuntimeException e) {
            return SageMakerFailure.of(e);
        }
    }
}
