package com.engram.analysis.scorers;

import java.time.Duration;
import java.util.List;

/**
 * A backend that scores images. It gets signed URLs and has no credentials. A request can be repeated: it writes the same
 * previews again and has the same outcome.
 */
public interface Scorer {

    /** How long the signed URLs of a request must be valid, unless the backend queues requests itself. */
    Duration URL_VALIDITY = Duration.ofMinutes(5);

    /** The code of the rejection if a backend or its model does not do the task. */
    String UNSUPPORTED_TASK = "unsupported_task";

    /** Whether its configuration is complete. A scorer that is not configured is never called. */
    default boolean isConfigured() {
        return true;
    }

    /**
     * Does the task and returns when the preview and the thumbnail are written. Never throws because of an image or a
     * network; such failures are outcomes.
     */
    Outcome score(ScoreRequest request);

    /** Like {@link #score}, with what the provider says that it bills. */
    default ScorerResult scoreAndMeter(ScoreRequest request) {
        return new ScorerResult(score(request));
    }

    /**
     * Compares images. Never throws because of an image or a network; such failures are outcomes. A backend that compares no
     * images rejects the request.
     *
     * @param timeout when the answer is of no use any more
     */
    default Outcome compare(ComparisonRequest request, Duration timeout) {
        return new Outcome.Rejected(UNSUPPORTED_TASK, "The backend " + name() + " does not compare images.", true);
    }

    /**
     * Scores variants of an image. Never throws because of an image or a network; such failures are outcomes. A backend that
     * scores no variants rejects the request, and the next one is called.
     *
     * @param timeout when the answer is of no use any more
     */
    default Outcome scoreVariants(VariantsRequest request, Duration timeout) {
        return new Outcome.Rejected(UNSUPPORTED_TASK, "The backend " + name() + " scores no variants.", true);
    }

    /** How long the signed URLs of a request must be valid: from the call until the backend has used the last of them. */
    default Duration urlValidity() {
        return URL_VALIDITY;
    }

    /** The models it can use; empty if it does not list them. Calls the backend, which may take two seconds. */
    default List<ServedModel> listModels() {
        return List.of();
    }

    /** The name of the backend in receipts and in the configuration. */
    String name();
}
