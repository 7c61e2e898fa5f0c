package com.engram.analysis.backends;

import com.engram.analysis.scorers.BilledUsage;
import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.StorageUse;
import java.util.Optional;

/**
 * A call of a backend.
 *
 * @param millis its duration as this server saw it, in milliseconds
 * @param billed what the backend's provider says that it bills; empty if it does not say so
 * @param storage requests to the object store that are the way of this backend
 */
public record BackendCall(
        String backend, Outcome outcome, int millis, Optional<BilledUsage> billed, StorageUse storage) {

    /** Whether the backend began to work, so that the call costs something even if it failed. */
    public boolean reachedBackend() {
        return !(outcome instanceof Outcome.Retry retry)
                || (retry.cause() != Outcome.Cause.UNAVAILABLE && retry.cause() != Outcome.Cause.OVERLOADED);
    }
}
