package com.engram.analysis.intake;

import com.engram.analysis.Analysis;
import com.engram.analysis.intake.FindReusableResult.Recalled;
import com.engram.analysis.intake.RequestAnalysis.Accepted;
import com.engram.analysis.intake.RequestAnalysis.NoSuchImage;
import com.engram.analysis.intake.RequestAnalysis.Refused;
import com.engram.analysis.intake.RequestAnalysis.Result;
import com.engram.analysis.intake.RequestAnalysis.Wish;
import com.engram.analysis.queue.AnalysisNotifier;
import com.engram.images.Image;
import com.engram.images.storage.ObjectStore.StoredObject;
import com.engram.plans.Plan;
import com.engram.plans.Plans;
import com.engram.plans.usage.Allowance;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The one transaction that accepts an analysis: the bytes are fixed, a credit is reserved, the row is queued. Where the
 * result is at hand it needs no credit, and is done.
 */
@ApplicationScoped
class Admission {

    private final EntityManager entities;
    private final Plans plans;
    private final Allowance allowance;
    private final ReuseResults tellAgain;
    private final AnalysisNotifier news;
    private final Clock clock;

    @Inject
    Admission(
            EntityManager entities,
            Plans plans,
            Allowance allowance,
            ReuseResults tellAgain,
            AnalysisNotifier news,
            Clock clock) {
        this.entities = entities;
        this.plans = plans;
        this.allowance = allowance;
        this.tellAgain = tellAgain;
        this.news = news;
        this.clock = clock;
    }

    @Transactional
    Result admit(UUID imageId, Optional<StoredObject> arrival, Wish wish, Optional<Recalled> recalled) {
        Image image = entities.find(Image.class, imageId, LockModeType.PESSIMISTIC_WRITE);
        if (image == null) {
            return new NoSuchImage();
        }
        arrival.ifPresent(object -> image.arrived(object.etag(), object.bytes()));
        // Another file may have been posted and asked for since.
        Optional<Recalled> atHand =
                recalled.filter(found -> found.picture().etag().equals(image.etag()));
        LocalDate period = allowance.period();
        Optional<Refusal> refusal = refusalOf(plans.getCurrent(), image, wish.deepMap())
                .or(() -> atHand.isPresent() ? allowance.check(0) : allowance.reserve(1, period));
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        Analysis analysis = new Analysis(imageId, null, wish.deepMap(), wish.bulk(), period, clock.instant());
        if (atHand.isPresent()) {
            image.sameAs(atHand.get().picture());
            tellAgain.tell(Map.of(analysis, atHand.get().analysis()));
        } else {
            entities.persist(analysis);
            news.queueGrew();
        }
        return new Accepted(analysis);
    }

    /** Why the plan does not let that picture be analysed so. */
    static Optional<Refusal> refusalOf(Plan plan, Image image, boolean deepMap) {
        if (deepMap && !plan.allowsDeepHeatmaps()) {
            return Optional.of(new Refusal(
                    RefusalReason.HEATMAPS_NOT_IN_PLAN,
                    "The plan %s has no deep heatmaps. Ask without one (the decomposition comes with every score), or upgrade under /billing."
                            .formatted(plan.name())));
        }
        long bytes = image.bytes().orElse(0L);
        return plan.maxImageBytes()
                .filter(limit -> bytes > limit)
                .map(limit -> new Refusal(
                        RefusalReason.IMAGE_TOO_LARGE,
                        "The image has %,d bytes; the plan %s takes images of up to %,d. Send a smaller one, or upgrade under /billing."
                                .formatted(bytes, plan.name(), limit)));
    }
}
