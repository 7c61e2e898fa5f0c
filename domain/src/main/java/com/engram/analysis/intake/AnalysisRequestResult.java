package com.engram.analysis.intake;

import com.engram.analysis.Analysis;
import com.engram.refusals.Refusal;

/** The result of a request for an analysis. */
public sealed interface AnalysisRequestResult {

    /** The analysis is queued; or it is done already, because an existing result was reused. */
    record Accepted(Analysis analysis) implements AnalysisRequestResult {}

    /** The tenant has no image with this id. */
    record ImageNotFound() implements AnalysisRequestResult {}

    /** The analysis was not accepted, and nothing was changed. */
    record Refused(Refusal refusal) implements AnalysisRequestResult {}
}
