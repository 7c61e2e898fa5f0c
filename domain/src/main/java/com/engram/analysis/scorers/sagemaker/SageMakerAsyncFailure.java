package com.engram.analysis.scorers.sagemaker;

import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.Outcome.Cause;
import com.engram.analysis.scorers.Outcome.Retry;
import com.engram.analysis.scorers.wire.EngineResponse;

/** Reads the failure file of an asynchronous call: a message of SageMaker, followed by the container's own response. */
final class SageMakerAsyncFailure {

    private SageMakerAsyncFailure() {}

    static Outcome of(String text) {
        int from = text.indexOf('{');
        int to = text.lastIndexOf('}');
        if (from >= 0 && to > from) {
            String body = text.substring(from, to + 1);
            try {
                switch (EngineResponse.problemStatus(body)) {
                    case 422 -> {
                        return EngineResponse.rejected(body);
                    }
                    case 404 -> {
                        return new Retry("The endpoint has no such model: " + body, Cause.MODEL_MISSING);
                    }
                    case 424 -> {
                        return new Retry("The endpoint could not use the object store: " + body, Cause.STORAGE);
                    }
                    default -> {}
                }
            } catch (RuntimeException e) {
                return new Retry("SageMaker reported a failure that cannot be read: " + text, Cause.FAILED);
            }
        }
        return new Retry("SageMaker reported a failure: " + text, Cause.FAILED);
    }
}
