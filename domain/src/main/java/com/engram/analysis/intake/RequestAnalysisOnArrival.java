package com.engram.analysis.intake;

import com.engram.analysis.AnalysesOnArrival;
import com.engram.analysis.intake.AcceptanceRule.Candidate;
import com.engram.plans.Plans;
import com.engram.refusals.Refusal;
import com.engram.tenancy.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/**
 * Requests the analysis of an image of the current tenant that is still to be uploaded. It is accepted when the bytes have
 * arrived, and only then the plan's allowance is used.
 */
@ApplicationScoped
@Transactional
public class RequestAnalysisOnArrival {

    private final AnalysesOnArrival analysesOnArrival;
    private final Plans plans;

    @Inject
    RequestAnalysisOnArrival(AnalysesOnArrival analysesOnArrival, Plans plans) {
        this.analysesOnArrival = analysesOnArrival;
        this.plans = plans;
    }

    /** Returns the reason why the plan would not allow such an analysis whatever arrives; empty if it may. */
    public Optional<Refusal> findRefusal(boolean deepHeatmap) {
        return AcceptanceRule.findFirstRefusal(Candidate.of(plans.getCurrent(), 0, deepHeatmap));
    }

    /** Requests the analysis of an image whose upload form was signed just now. */
    public void request(UUID image, boolean deepHeatmap) {
        analysesOnArrival.add(image, Scope.getTenant(), deepHeatmap);
    }
}
