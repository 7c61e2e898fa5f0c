package com.engram.analysis.scorers.lambda;

import com.engram.analysis.scorers.ComparisonRequest;
import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.Outcome.Cause;
import com.engram.analysis.scorers.Outcome.Retry;
import com.engram.analysis.scorers.ScoreRequest;
import com.engram.analysis.scorers.Scorer;
import com.engram.analysis.scorers.ScorerResult;
import com.engram.analysis.scorers.ServedModel;
import com.engram.analysis.scorers.StorageUse;
import com.engram.analysis.scorers.VariantsRequest;
import com.engram.analysis.scorers.wire.ConnectionFailures;
import com.engram.analysis.scorers.wire.EngineRequest;
import com.engram.analysis.scorers.wire.EngineResponse;
import com.engram.analysis.scorers.wire.ModelCardReader;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Ec2ThrottledException;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** The engine as a Lambda function. The queue retries, so the SDK does not. */
@ApplicationScoped
class LambdaScorer implements Scorer {

    private static final Logger LOG = Logger.getLogger(LambdaScorer.class.getName());

    /** Long enough for a function that starts. */
    private static final Duration LIST_TIMEOUT = Duration.ofSeconds(4);

    private static final int NOT_FOUND = 404;
    private static final int UNPROCESSABLE = 422;
    private static final int STORAGE_FAILED = 424;
    private static final int UNAVAILABLE = 503;

    private final LambdaSettings settings;
    private @Nullable LambdaClient client;

    @Inject
    LambdaScorer(LambdaSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "lambda";
    }

    @Override
    public boolean isConfigured() {
        return settings.function().isPresent();
    }

    @Override
    public Outcome score(ScoreRequest request) {
        return scoreAndMeter(request).outcome();
    }

    @Override
    public ScorerResult scoreAndMeter(ScoreRequest request) {
        return call(
                EngineRequest.toJson(request),
                Optional.empty(),
                (body, millis) -> EngineResponse.outcome(request.task(), body, millis));
    }

    @Override
    public Outcome compare(ComparisonRequest request, Duration timeout) {
        return call(
                        EngineRequest.toJson(request),
                        Optional.of(timeout),
                        (body, millis) -> EngineResponse.compared(body))
                .outcome();
    }

    @Override
    public Outcome scoreVariants(VariantsRequest request, Duration timeout) {
        return call(
                        EngineRequest.toJson(request),
                        Optional.of(timeout),
                        (body, millis) -> EngineResponse.variants(body))
                .outcome();
    }

    @Override
    public List<ServedModel> listModels() {
        try {
            InvokeResponse response = client().invoke(
                            r -> r.functionName(settings.function().orElseThrow())
                                    .overrideConfiguration(call -> call.apiCallTimeout(LIST_TIMEOUT))
                                    .payload(SdkBytes.fromUtf8String(EngineRequest.MODELS_JSON)));
            return ModelCardReader.parse(response.payload().asUtf8String());
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "The function does not list its models", e);
            return List.of();
        }
    }

    /**
     * @param timeout empty for that of the settings
     * @param read makes the outcome of the function's result and the duration in milliseconds
     */
    private ScorerResult call(String json, Optional<Duration> timeout, BiFunction<String, Integer, Outcome> read) {
        long started = System.nanoTime();
        try {
            InvokeResponse response = client().invoke(
                            r -> r.functionName(settings.function().orElseThrow())
                                    .overrideConfiguration(call -> timeout.ifPresent(call::apiCallTimeout))
                                    // The end of the log tells what is billed.
                                    .logType(LogType.TAIL)
                                    .payload(SdkBytes.fromUtf8String(json)));
            int millis = (int) Duration.ofNanos(System.nanoTime() - started).toMillis();
            return new ScorerResult(
                    outcome(response, millis, read), LambdaReport.find(response.logResult()), StorageUse.NONE);
        } catch (LambdaException | SdkClientException e) {
            return new ScorerResult(failure(e));
        } catch (RuntimeException e) {
            return new ScorerResult(new Retry("The function cannot be called: " + e, Cause.FAILED));
        }
    }

    private static Retry failure(SdkException failed) {
        try {
            throw failed;
        } catch (TooManyRequestsException | Ec2ThrottledException e) {
            return new Retry("Lambda throttles: " + e.getMessage(), Cause.OVERLOADED);
        } catch (LambdaException e) {
            // The service failed or refused the call before the function saw the image.
            return new Retry("Lambda answered " + e.statusCode() + ": " + e.getMessage(), Cause.UNAVAILABLE);
        } catch (SdkClientException e) {
            return ConnectionFailures.isNotConnected(e)
                    ? new Retry("Lambda cannot be reached: " + e.getMessage(), Cause.UNAVAILABLE)
                    : new Retry("Lambda did not answer: " + e.getMessage(), Cause.FAILED);
        }
    }

    private static Outcome outcome(InvokeResponse response, int millis, BiFunction<String, Integer, Outcome> read) {
        try {
            return read(response, millis, read);
        } catch (RuntimeException e) {
            return new Retry("The function's response cannot be read: " + e, Cause.FAILED);
        }
    }

    private static Outcome read(InvokeResponse response, int millis, BiFunction<String, Integer, Outcome> read) {
        String body = response.payload().asUtf8String();
        if (response.functionError() != null) {
            // An exception, too little memory, or a timeout: perhaps because of this image.
            return new Retry("The function failed: " + body, Cause.FAILED);
        }
        return switch (EngineResponse.problemStatus(body)) {
            case 0 -> read.apply(body, millis);
            case UNPROCESSABLE -> EngineResponse.rejected(body);
            case NOT_FOUND -> new Retry("The function has no such model: " + body, Cause.MODEL_MISSING);
            case STORAGE_FAILED -> new Retry("The function could not use the object store: " + body, Cause.STORAGE);
            case UNAVAILABLE -> new Retry("The function is overloaded", Cause.OVERLOADED);
            default -> new Retry("The function answered " + body, Cause.FAILED);
        };
    }

    private synchronized LambdaClient client() {
        if (client == null) {
            client = settings.connect();
        }
        return client;
    }

    @PreDestroy
    synchronized void close() {
        if (client != null) {
            client.close();
        }
    }
}
