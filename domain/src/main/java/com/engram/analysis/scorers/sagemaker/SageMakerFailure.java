package com.engram.analysis.scorers.sagemaker;

import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.Outcome.Cause;
import com.engram.analysis.scorers.Outcome.Retry;
import com.engram.analysis.scorers.wire.ConnectionFailures;
import com.engram.analysis.scorers.wire.EngineResponse;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sagemakerruntime.model.ModelErrorException;
import software.amazon.awssdk.services.sagemakerruntime.model.SageMakerRuntimeException;

/** Turns exceptions of SageMaker's client into outcomes. */
final class SageMakerFailure {

    private static final int NOT_FOUND = 404;
    private static final int UNPROCESSABLE = 422;
    private static final int STORAGE_FAILED = 424;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private SageMakerFailure() {}

    static Outcome of(RuntimeException failure) {
        if (failure instanceof ModelErrorException model) {
            return ofModel(model.originalStatusCode(), String.valueOf(model.originalMessage()));
        }
        if (failure instanceof SageMakerRuntimeException service) {
            // Not ready, throttled, or full. Everything else is a failure of the service or a wrong setting.
            boolean isOverloaded = service.statusCode() == TOO_MANY
                    || service.statusCode() == UNAVAILABLE
                    || service.isThrottlingException();
            return new Retry(
                    "SageMaker answered " + service.statusCode() + ": " + service.getMessage(),
                    isOverloaded ? Cause.OVERLOADED : Cause.UNAVAILABLE);
        }
        if (failure instanceof SdkClientException) {
            return ConnectionFailures.isNotConnected(failure)
                    ? new Retry("SageMaker cannot be reached: " + failure.getMessage(), Cause.UNAVAILABLE)
                    : new Retry("SageMaker did not answer: " + failure.getMessage(), Cause.FAILED);
        }
        return new Retry("The endpoint's response cannot be read: " + failure, Cause.FAILED);
    }

    /** The outcome of the container's own response, which SageMaker wraps. */
    private static Outcome ofModel(int status, String body) {
        return switch (status) {
            case UNPROCESSABLE -> EngineResponse.rejected(body);
            case NOT_FOUND -> new Retry("The endpoint has no such model: " + body, Cause.MODEL_MISSING);
            case STORAGE_FAILED -> new Retry("The endpoint could not use the object store: " + body, Cause.STORAGE);
            case TOO_MANY, UNAVAILABLE -> new Retry("The endpoint is overloaded", Cause.OVERLOADED);
            default -> new Retry("The endpoint failed with " + status + ": " + body, Cause.FAILED);
        };
    }
}
