package com.engram.analysis.intake;

import com.engram.analysis.Analysis;
import com.engram.analysis.intake.FindReusableResult.ReusableResult;
import com.engram.analysis.queue.AnalysisNotifier;
import com.engram.images.Image;
import com.engram.images.storage.ObjectStore.StoredObject;
import com.engram.plans.Plans;
import com.engram.plans.usage.CreditAllowance;
import com.engram.refusals.Refusal;
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
import java.util.function.Consumer;

/**
 * Accepts an analysis in one transaction: it records which bytes will be scored, reserves a credit and queues the row. An
 * analysis that reuses an existing result needs no credit and is done at once.
 */
@ApplicationScoped
class AcceptAnalysis {

    private final EntityManager entities;
    private final Plans plans;
    private final CreditAllowance allowance;
    private final ReuseResults reuseResults;
    private final AnalysisNotifier notifier;
    private final Clock clock;

    @Inject
    AcceptAnalysis(
            EntityManager entities,
            Plans plans,
            CreditAllowance allowance,
            ReuseResults reuseResults,
            AnalysisNotifier notifier,
            Clock clock) {
        this.entities = entities;
        this.plans = plans;
        this.allowance = allowance;
        this.reuseResults = reuseResults;
        this.notifier = notifier;
        this.clock = clock;
    }

    /**
     * Accepts an analysis, or refuses it.
     *
     * @param arrival the uploaded object, if the image awaits its upload
     * @param reusable an existing result for the image's bytes
     * @param inTransaction called with the analysis in the transaction that accepts it
     */
    @Transactional
    AnalysisRequestResult accept(
            UUID imageId,
            Optional<StoredObject> arrival,
            AnalysisOptions options,
            Optional<ReusableResult> reusable,
            Consumer<Analysis> inTransaction) {
        Image image = entities.find(Image.class, imageId, LockModeType.PESSIMISTIC_WRITE);
        if (image == null) {
            return new AnalysisRequestResult.ImageNotFound();
        }
        if (image.isAwaitingUpload()) {
            arrival.ifPresent(object -> image.markStored(object.etag(), object.bytes()));
        }
        // Another file may have been uploaded and its analysis requested since the result was found.
        Optional<ReusableResult> existing =
                reusable.filter(found -> found.image().etag().equals(image.etag()));
        LocalDate period = allowance.period();
        boolean needsNoCredit = existing.isPresent() || options.free();
        Optional<Refusal> refusal = AcceptanceRule.findFirstRefusal(
                        AcceptanceRule.Candidate.of(plans.getCurrent(), image, options.deepHeatmap()))
                .or(() -> needsNoCredit ? allowance.check(0) : allowance.reserve(1, period));
        if (refusal.isPresent()) {
            return new AnalysisRequestResult.Refused(refusal.get());
        }
        Analysis analysis = new Analysis(imageId, null, options.deepHeatmap(), options.bulk(), period, clock.instant());
        if (options.free()) {
            analysis.waiveCharge();
        }
        if (existing.isPresent()) {
            if (!image.isReady()) {
                image.markReadyAs(existing.get().image());
            }
            reuseResults.reuse(Map.of(analysis, existing.get().analysis()));
        } else {
            entities.persist(analysis);
            notifier.notifyWorkQueued();
        }
        inTransaction.accept(analysis);
        return new AnalysisRequestResult.Accepted(analysis);
    }
}
