package com.engram.analysis.backends.sagemaker;

import com.engram.analysis.backends.Outcome;
import com.engram.analysis.backends.Outcome.Cause;
import com.engram.analysis.backends.Outcome.Retry;
import com.engram.analysis.backends.wire.ConnectionFailures;
import com.engram.analysis.backends.wire.EngineResponse;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sagemakerruntime.model.ModelErrorException;
import software.amazon.awssdk.services.sagemakerruntime.model.SageMakerRuntimeException;

/** Reads what SageMaker throws. */
final class SageMakerFailure {

    private static final int UNPROCESSABLE = 422;
    private static final int STORE_FAILED = 424;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private SageMakerFailure() {}

    static Outcome of(RuntimeException failure) {
        if (failure instanceof ModelErrorException model) {
            return ofModel(model.originalStatusCode(), String.valueOf(model.originalMessage()));
        }
        if (failure instanceof SageMakerRuntimeException service) {
            // Not ready, throttled, or full; everything else is the service's own trouble or a setting of ours.
            boolean busy = service.statusCode() == TOO_MANY
                    || service.statusCode() == UNAVAILABLE
                    || service.isThrottlingException();
            return new Retry(
                    "SageMaker answered " + service.statusCode() + ": " + service.getMessage(),
                    busy ? Cause.BUSY : Cause.DOWN);
        }
        if (failure instanceof SdkClientException) {
            return ConnectionFailures.failedToOpen(failure)
                    ? new Retry("SageMaker cannot be reached: " + failure.getMessage(), Cause.DOWN)
                    : new Retry("SageMaker gave no answer: " + failure.getMessage(), Cause.FAULT);
        }
        return new Retry("The endpoint's answer cannot be read: " + failure, Cause.FAULT);
    }

    /** The container's own answer, which SageMaker wraps. */
    private static Outcome ofModel(int status, String body) {
        return switch (status) {
            case UNPROCESSABLE -> EngineResponse.rejected(body);
            case STORE_FAILED -> new Retry("The store failed the endpoint: " + body, Cause.STORE);
            case TOO_MANY, UNAVAILABLE -> new Retry("The endpoint is busy", Cause.BUSY);
            default -> new Retry("The endpoint failed with " + status + ": " + body, Cause.FAULT);
        };
    }
}
