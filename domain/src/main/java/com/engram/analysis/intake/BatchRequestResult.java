package com.engram.analysis.intake;

import com.engram.analysis.Batch;
import com.engram.refusals.Refusal;

/** The result of a request for a batch. */
public sealed interface BatchRequestResult {

    /**
     * The batch is queued.
     *
     * @param skipped how many of the requested images are not in it
     */
    record Accepted(Batch batch, int skipped) implements BatchRequestResult {}

    /** The tenant has no image of one of the ids. */
    record ImageNotFound() implements BatchRequestResult {}

    /** The batch was not accepted, and nothing was changed. */
    record Refused(Refusal refusal) implements BatchRequestResult {}
}
