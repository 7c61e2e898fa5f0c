package com.engram.analysis.intake;

import com.engram.analysis.Analysis;
import com.engram.analysis.Batch;
import com.engram.analysis.intake.AcceptanceRule.Candidate;
import com.engram.analysis.queue.AnalysisNotifier;
import com.engram.images.Image;
import com.engram.images.storage.ObjectStore.StoredObject;
import com.engram.language.Message;
import com.engram.plans.Plan;
import com.engram.plans.Plans;
import com.engram.plans.usage.CreditAllowance;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Accepts a batch in one transaction: it records which bytes will be scored, reserves the credits and queues the rows.
 * Images whose existing results are reused need no credit and are done at once.
 */
@ApplicationScoped
class AcceptBatch {

    private final EntityManager entities;
    private final Plans plans;
    private final CreditAllowance allowance;
    private final ExistingResults existingResults;
    private final ReuseResults reuseResults;
    private final AnalysisNotifier notifier;
    private final Clock clock;

    @Inject
    AcceptBatch(
            EntityManager entities,
            Plans plans,
            CreditAllowance allowance,
            ExistingResults existingResults,
            ReuseResults reuseResults,
            AnalysisNotifier notifier,
            Clock clock) {
        this.entities = entities;
        this.plans = plans;
        this.allowance = allowance;
        this.existingResults = existingResults;
        this.reuseResults = reuseResults;
        this.notifier = notifier;
        this.clock = clock;
    }

    /**
     * Accepts a batch, or refuses it.
     *
     * @param arrivals the uploaded objects of the images that await their upload
     * @param model the model that would score the images now, {@code name:version}; empty if it is not known, so that no
     *     result can be reused
     * @param inTransaction called with the result in the transaction that accepts the batch
     */
    @Transactional
    BatchRequestResult accept(
            BatchOptions options,
            Map<UUID, StoredObject> arrivals,
            Optional<String> model,
            Consumer<BatchRequestResult.Accepted> inTransaction) {
        BatchRequestResult result = accept(options, arrivals, model);
        if (result instanceof BatchRequestResult.Accepted accepted) {
            inTransaction.accept(accepted);
        }
        return result;
    }

    private BatchRequestResult accept(BatchOptions options, Map<UUID, StoredObject> arrivals, Optional<String> model) {
        Plan plan = plans.getCurrent();
        List<Image> accepted = new ArrayList<>();
        Refusal lastRefusal = new Refusal(
                RefusalReason.NOT_FOUND,
                "These images were deleted meanwhile.",
                Message.of("refusal.not_found.images"));
        for (Image image : lock(options.images())) {
            StoredObject arrival = arrivals.get(image.id());
            if (arrival != null && image.isAwaitingUpload()) {
                image.markStored(arrival.etag(), arrival.bytes());
            }
            Optional<Refusal> refusal =
                    AcceptanceRule.findFirstRefusal(Candidate.of(plan, image, options.deepHeatmap()));
            if (refusal.isPresent() && !options.partial()) {
                return new BatchRequestResult.Refused(refusal.get());
            }
            if (refusal.isPresent()) {
                lastRefusal = refusal.get();
            } else if (!image.isAwaitingUpload()) {
                accepted.add(image);
            }
        }
        if (accepted.isEmpty()) {
            return new BatchRequestResult.Refused(lastRefusal);
        }
        Map<UUID, Analysis> existing = model.map(by -> existingResults.find(accepted, by, options.deepHeatmap()))
                .orElse(Map.of());
        return reserve(options, accepted, existing);
    }

    private List<Image> lock(Set<UUID> images) {
        return entities.createQuery("from Image where id in :ids order by id", Image.class)
                .setParameter("ids", images)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    private BatchRequestResult reserve(BatchOptions options, List<Image> accepted, Map<UUID, Analysis> existing) {
        List<Image> toScore = accepted.stream()
                .filter(image -> !existing.containsKey(image.id()))
                .toList();
        LocalDate period = allowance.period();
        int credits = toScore.size();
        Optional<Refusal> refusal = reserve(credits, period);
        // Other requests may take credits between reading what is left and reserving it, so this repeats until it
        // succeeds.
        while (options.partial()
                && credits > 0
                && refusal.filter(AcceptBatch::isQuotaExceeded).isPresent()) {
            credits = Math.min(credits - 1, allowance.usage().left().orElse(0));
            refusal = credits > 0 || !existing.isEmpty() ? reserve(credits, period) : refusal;
        }
        if (refusal.isPresent()) {
            return new BatchRequestResult.Refused(adapt(refusal.get(), toScore.size(), options.partial()));
        }
        Set<Image> skipped = Set.copyOf(toScore.subList(credits, toScore.size()));
        return accept(
                options,
                period,
                accepted.stream().filter(image -> !skipped.contains(image)).toList(),
                existing);
    }

    private Optional<Refusal> reserve(int credits, LocalDate period) {
        return credits == 0 ? allowance.check(0) : allowance.reserve(credits, period);
    }

    private static boolean isQuotaExceeded(Refusal refusal) {
        return refusal.reason() == RefusalReason.QUOTA_EXCEEDED;
    }

    /** Adds how many credits the batch needs, and how to send a part of it. */
    private static Refusal adapt(Refusal refusal, int credits, boolean partial) {
        return partial || !isQuotaExceeded(refusal)
                ? refusal
                : new Refusal(
                        refusal.reason(),
                        refusal.detail()
                                + " This batch needs %d; send fewer, or \"partial\": true for as many as are left."
                                        .formatted(credits),
                        refusal.message());
    }

    private BatchRequestResult accept(
            BatchOptions options, LocalDate period, List<Image> images, Map<UUID, Analysis> existing) {
        Instant now = clock.instant();
        Batch batch = new Batch(options.name(), images.size(), options.deepHeatmap(), now);
        entities.persist(batch);
        // The analyses refer to the batch, and Hibernate orders its inserts by type.
        entities.flush();
        Map<Analysis, Analysis> reused = new LinkedHashMap<>();
        for (Image image : images) {
            Analysis analysis = new Analysis(image.id(), batch.id(), options.deepHeatmap(), true, period, now);
            Analysis earlier = existing.get(image.id());
            if (earlier == null) {
                entities.persist(analysis);
            } else {
                reused.put(analysis, earlier);
            }
        }
        reuseResults.reuse(reused);
        if (reused.size() < images.size()) {
            notifier.notifyWorkQueued();
        }
        return new BatchRequestResult.Accepted(batch, options.images().size() - images.size());
    }
}
