package com.engram.analysis.backends;

/**
 * The outcome of a request and the backend that gave it.
 *
 * @param backend name of the backend; {@link #NO_BACKEND} if none was called
 */
public record BackendOutcome(Outcome outcome, String backend) {

    /** Stands for the backend if none was called. */
    public static final String NO_BACKEND = "none";

    /** An outcome that was found without calling a backend. */
    public static BackendOutcome withoutBackend(Outcome outcome) {
        return new BackendOutcome(outcome, NO_BACKEND);
    }
}
