package com.engram.analysis.backends;

import com.engram.analysis.scorers.Outcome;
import java.util.List;

/**
 * The outcome of a request and the backend that gave it.
 *
 * @param backend name of the backend; {@link #NO_BACKEND} if none was called
 * @param calls all calls that were made, in their order: the last one gave the outcome
 */
public record BackendOutcome(Outcome outcome, String backend, List<BackendCall> calls) {

    /** Stands for the backend if none was called. */
    public static final String NO_BACKEND = "none";

    /** An outcome without its calls. */
    public BackendOutcome(Outcome outcome, String backend) {
        this(outcome, backend, List.of());
    }

    /** An outcome that was found without calling a backend. */
    public static BackendOutcome withoutBackend(Outcome outcome) {
        return new BackendOutcome(outcome, NO_BACKEND);
    }

    /** The same with the calls that were made for it. */
    public BackendOutcome withCalls(List<BackendCall> made) {
        return new BackendOutcome(outcome, backend, List.copyOf(made));
    }
}
