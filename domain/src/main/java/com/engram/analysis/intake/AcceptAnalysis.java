package com.engram.analysis.intake;

import com.engram.analysis.AnalysesOnArrival;
import com.engram.analysis.Analysis;
import com.engram.analysis.intake.AcceptanceRule.Candidate;
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
    private final AnalysesOnArrival analysesOnArrival;
    private final AnalysisNotifier notifier;
    private final Clock clock;

    @Inject
    AcceptAnalysis(
            EntityManager entities,
            Plans plans,
            CreditAllowance allowance,
            ReuseResults reuseResults,
            AnalysesOnArrival analysesOnArrival,
            AnalysisNotifier notifier,
            Clock clock) {
        this.entities = entities;
        this.plans = plans;
        this.allowance = allowance;
        this.reuseResults = reuseResults;
        this.analysesOnArrival = analysesOnArrival;
        this.notifier = notifier;
        this.clock = clock;
    }

    /**
     * Accepts an analysis, or refuses it. If the client's request comes after one with the same options was accepted on the
     * arrival of the bytes, that one is the result.
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
        Optional<Analysis> accepted = analysesOnArrival
                .takeAccepted(imageId, options.deepHeatmap())
                .map(id -> entities.find(Analysis.class, id));
        if (accepted.isPresent()) {
            inTransaction.accept(accepted.get());
            return new AnalysisRequestResult.Accepted(accepted.get());
        }
        if (image.isAwaitingUpload()) {
            arrival.ifPresent(object -> image.markStored(object.etag(), object.bytes()));
        }
        // Another file may have been uploaded and its analysis requested since the result was found.
        Optional<ReusableResult> existing =
                reusable.filter(found -> found.image().etag().equals(image.etag()));
        Candidate candidate = Candidate.of(plans.getCurrent(), image, options.deepHeatmap());
        LocalDate period = allowance.period();
        Optional<Refusal> refusal = reserve(candidate, existing.isPresent() || options.free(), period);
        if (refusal.isPresent()) {
            return new AnalysisRequestResult.Refused(refusal.get());
        }
        Analysis analysis = create(image, options, existing, period);
        analysesOnArrival.deleteUnaccepted(imageId);
        inTransaction.accept(analysis);
        return new AnalysisRequestResult.Accepted(analysis);
    }

    /**
     * Accepts the analysis that was requested with the form of an upload, or refuses it for good. A refused upload stays as it
     * is, so that it is deleted with those that nobody uses.
     *
     * @param arrival the uploaded object
     * @param reusable an existing result for its bytes
     * @return empty if no request waits any more
     */
    @Transactional
    Optional<AnalysisRequestResult> acceptOnArrival(
            UUID imageId, StoredObject arrival, Optional<ReusableResult> reusable) {
        Image image = entities.find(Image.class, imageId, LockModeType.PESSIMISTIC_WRITE);
        Optional<AnalysisOptions> options = analysesOnArrival
                .find(imageId)
                .filter(requested -> requested.state() == AnalysesOnArrival.State.WAITING)
                .map(requested -> AnalysisOptions.single(requested.deepHeatmap()));
        if (image == null || options.isEmpty()) {
            return Optional.empty();
        }
        if (!image.isAwaitingUpload()) {
            // A batch took the image meanwhile.
            analysesOnArrival.deleteUnaccepted(imageId);
            return Optional.empty();
        }
        Candidate candidate =
                Candidate.of(plans.getCurrent(), arrival.bytes(), options.get().deepHeatmap());
        LocalDate period = allowance.period();
        Optional<Refusal> refusal = reserve(candidate, reusable.isPresent(), period);
        if (refusal.isPresent()) {
            analysesOnArrival.markRefused(imageId, refusal.get());
            return Optional.of(new AnalysisRequestResult.Refused(refusal.get()));
        }
        image.markStored(arrival.etag(), arrival.bytes());
        Analysis analysis = create(image, options.get(), reusable, period);
        entities.flush();
        analysesOnArrival.markAccepted(imageId, analysis.id());
        return Optional.of(new AnalysisRequestResult.Accepted(analysis));
    }

    private Optional<Refusal> reserve(Candidate candidate, boolean needsNoCredit, LocalDate period) {
        return AcceptanceRule.findFirstRefusal(candidate)
                .or(() -> needsNoCredit ? allowance.check(0) : allowance.reserve(1, period));
    }

    private Analysis create(Image image, AnalysisOptions options, Optional<ReusableResult> existing, LocalDate period) {
        Analysis analysis =
                new Analysis(image.id(), null, options.deepHeatmap(), options.bulk(), period, clock.instant());
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
        return analysis;
    }
}
