package com.engram.analysis.results;

import com.engram.analysis.Analysis;
import com.engram.analysis.scorers.Outcome;
import com.engram.plans.Plan;
import com.engram.plans.Plans;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Rejects images with more megapixels than their tenant's plan allows. The size of an image is known only after scoring,
 * so the scorer's outcome is checked; a rejected image is not charged.
 */
@ApplicationScoped
class PixelLimit {

    private final Plans plans;

    @Inject
    PixelLimit(Plans plans) {
        this.plans = plans;
    }

    /** For the outcomes of one page, which mostly belong to one tenant: each plan is loaded once. */
    PerPage forPage() {
        return new PerPage(plans, new HashMap<>());
    }

    record PerPage(Plans plans, Map<UUID, Plan> planOfTenant) {

        /** The outcome, or a rejection if the image is too large. */
        Outcome apply(Analysis analysis, Outcome outcome) {
            if (!(outcome instanceof Outcome.Scored scored)) {
                return outcome;
            }
            Plan plan =
                    planOfTenant.computeIfAbsent(analysis.tenant(), tenant -> plans.getPlanOf(new TenantId(tenant)));
            long pixels = (long) scored.image().width() * scored.image().height();
            return plan.maxMegapixels()
                    .filter(limit -> pixels > limit * 1_000_000L)
                    .<Outcome>map(limit -> new Outcome.Rejected(
                            "too_many_pixels",
                            "The image has %.1f megapixels; the plan %s allows up to %d. Make it smaller, or upgrade under /billing."
                                    .formatted(pixels / 1e6, plan.name(), limit)))
                    .orElse(outcome);
        }
    }
}
