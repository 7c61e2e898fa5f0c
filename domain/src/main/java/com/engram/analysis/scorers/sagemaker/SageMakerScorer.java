package com.engram.analysis.scorers.sagemaker;

import com.engram.analysis.scorers.ComparisonRequest;
import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.ScoreRequest;
import com.engram.analysis.scorers.Scorer;
import com.engram.analysis.scorers.ServedModel;
import com.engram.analysis.scorers.VariantsRequest;
import com.engram.analysis.scorers.wire.EngineRequest;
import com.engram.analysis.scorers.wire.EngineResponse;
import com.engram.analysis.scorers.wire.ModelCardReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.awssdk.core.SdkBytes;

/** A synchronous SageMaker endpoint, which answers within a minute. */
@ApplicationScoped
class SageMakerScorer implements Scorer {

    private static final Logger LOG = Logger.getLogger(SageMakerScorer.class.getName());
    private static final Duration LIST_TIMEOUT = Duration.ofSeconds(2);

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
        return call(
                EngineRequest.taskAttribute(request),
                EngineRequest.toJson(request),
                Optional.empty(),
                (body, millis) -> EngineResponse.outcome(request.task(), body, millis));
    }

    @Override
    public Outcome compare(ComparisonRequest request, Duration timeout) {
        return call(
                EngineRequest.taskAttribute(request),
                EngineRequest.toJson(request),
                Optional.of(timeout),
                (body, millis) -> EngineResponse.compared(body));
    }

    @Override
    public Outcome scoreVariants(VariantsRequest request, Duration timeout) {
        return call(
                EngineRequest.taskAttribute(request),
                EngineRequest.toJson(request),
                Optional.of(timeout),
                (body, millis) -> EngineResponse.variants(body));
    }

    @Override
    public List<ServedModel> listModels() {
        try {
            return ModelCardReader.parse(settings.client()
                    .invokeEndpoint(r -> r.endpointName(settings.endpointName().orElseThrow())
                            .overrideConfiguration(call -> call.apiCallTimeout(LIST_TIMEOUT))
                            .contentType("application/json")
                            .customAttributes(EngineRequest.MODELS_ATTRIBUTE)
                            .body(SdkBytes.fromUtf8String(EngineRequest.MODELS_JSON)))
                    .body()
                    .asUtf8String());
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "The endpoint does not list its models", e);
            return List.of();
        }
    }

    /**
     * @param timeout empty for that of the settings
     * @param read makes the outcome of the endpoint's response and the duration in milliseconds
     */
    private Outcome call(
            String taskAttribute, String json, Optional<Duration> timeout, BiFunction<String, Integer, Outcome> read) {
        long started = System.nanoTime();
        try {
            String body = settings.client()
                    .invokeEndpoint(r -> r.endpointName(settings.endpointName().orElseThrow())
                            .overrideConfiguration(call -> timeout.ifPresent(call::apiCallTimeout))
                            .contentType("application/json")
                            .customAttributes(taskAttribute)
                            .body(SdkBytes.fromUtf8String(json)))
                    .body()
                    .asUtf8String();
            return read.apply(
                    body, (int) Duration.ofNanos(System.nanoTime() - started).toMillis());
        } catch (RuntimeException e) {
            return SageMakerFailure.of(e);
        }
    }
}
