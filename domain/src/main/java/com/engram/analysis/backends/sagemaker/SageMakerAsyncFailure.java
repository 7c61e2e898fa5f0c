package com.engram.analysis.backends.sagemaker;

import com.engram.analysis.backends.Outcome;
import com.engram.analysis.backends.Outcome.Cause;
import com.engram.analysis.backends.Outcome.Retry;
import com.engram.analysis.backends.wire.EngineResponse;

/** Reads the file that SageMaker leaves when a container failed: its words, then the container's own answer. */
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
                    case 424 -> {
                        return new Retry("The store failed the endpoint: " + body, Cause.STORE);
                    }
                    default -> {}
                }
            } catch (RuntimeException e) {
                return new Retry("SageMaker left a failure that cannot be read: " + text, Cause.FAULT);
            }
        }
        return new Retry("SageMaker left a failure: " + text, Cause.FAULT);
    }
}
