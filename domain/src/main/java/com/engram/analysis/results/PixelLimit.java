package com.engram.analysis.results;

import com.engram.analysis.Analysis;
import com.engram.analysis.backends.Outcome;
import com.engram.plans.Plan;
import com.engram.plans.Plans;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Holds pictures to the megapixels of their tenant's plan. Only the scorer knows how large a picture is, so this is
 * asked of its answer: what is larger is rejected, and a rejected picture is not billed.
 */
@ApplicationScoped
class PixelLimit {

    private final Plans plans;

    @Inject
    PixelLimit(Plans plans) {
        this.plans = plans;
    }

    /** For the pictures of a page, which are mostly one tenant's. */
    OfPage ofPage() {
        return new OfPage(plans, new HashMap<>());
    }

    record OfPage(Plans plans, Map<UUID, Plan> known) {

        /** The outcome, or the rejection in its place. */
        Outcome hold(Analysis analysis, Outcome outcome) {
            if (!(outcome instanceof Outcome.Scored scored)) {
                return outcome;
            }
            Plan plan = known.computeIfAbsent(analysis.tenant(), tenant -> plans.getPlanOf(new TenantId(tenant)));
            long pixels = (long) scored.picture().width() * scored.picture().height();
            return plan.maxMegapixels()
                    .filter(limit -> pixels > limit * 1_000_000L)
                    .<Outcome>map(limit -> new Outcome.Rejected(
                            "too_many_pixels",
                            "The picture has %.1f megapixels; the plan %s takes up to %d. Send a smaller one, or upgrade under /billing."
                                    .formatted(pixels / 1e6, plan.name(), limit)))
                    .orElse(outcome);
        }
    }
}
