package com.engram.analysis.sagemaker;

import com.engram.analysis.Outcome;
import com.engram.analysis.Outcome.Cause;
import com.engram.analysis.Outcome.Retry;
import com.engram.analysis.wire.EngineAnswer;

/** Reads the file that SageMaker leaves when a container failed: its words, then the container's own answer. */
final class AsyncFailure {

    private AsyncFailure() {}

    static Outcome of(String text) {
        int from = text.indexOf('{');
        int to = text.lastIndexOf('}');
        if (from >= 0 && to > from) {
            String body = text.substring(from, to + 1);
            try {
                switch (EngineAnswer.problemStatus(body)) {
                    case 422 -> {
                        return EngineAnswer.rejected(body);
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
