package com.engram.analysis.intake;

import com.engram.analysis.Analysis;
import com.engram.analysis.Batch;
import com.engram.analysis.intake.RequestBatch.Accepted;
import com.engram.analysis.intake.RequestBatch.Order;
import com.engram.analysis.intake.RequestBatch.Refused;
import com.engram.analysis.intake.RequestBatch.Result;
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
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The one transaction that accepts a batch: bytes are fixed, credits are reserved, rows are queued. Pictures whose results
 * are at hand need no credit, and are done.
 */
@ApplicationScoped
class BatchAdmission {

    private final EntityManager entities;
    private final Plans plans;
    private final Allowance allowance;
    private final ExistingResults resultsAtHand;
    private final ReuseResults tellAgain;
    private final AnalysisNotifier news;
    private final Clock clock;

    @Inject
    BatchAdmission(
            EntityManager entities,
            Plans plans,
            Allowance allowance,
            ExistingResults resultsAtHand,
            ReuseResults tellAgain,
            AnalysisNotifier news,
            Clock clock) {
        this.entities = entities;
        this.plans = plans;
        this.allowance = allowance;
        this.resultsAtHand = resultsAtHand;
        this.tellAgain = tellAgain;
        this.news = news;
        this.clock = clock;
    }

    @Transactional
    Result admit(Order order, Map<UUID, StoredObject> arrivals, Optional<String> model) {
        Plan plan = plans.getCurrent();
        List<Image> admitted = new ArrayList<>();
        Refusal lastRefusal = new Refusal(RefusalReason.NOT_FOUND, "These images were deleted meanwhile.");
        for (Image image : lock(order)) {
            StoredObject arrival = arrivals.get(image.id());
            if (arrival != null) {
                image.arrived(arrival.etag(), arrival.bytes());
            }
            Optional<Refusal> refusal = Admission.refusalOf(plan, image, order.deepMap());
            if (refusal.isPresent() && !order.partial()) {
                return new Refused(refusal.get());
            }
            if (refusal.isPresent()) {
                lastRefusal = refusal.get();
            } else if (!image.isAwaitingUpload()) {
                admitted.add(image);
            }
        }
        if (admitted.isEmpty()) {
            return new Refused(lastRefusal);
        }
        Map<UUID, Analysis> atHand = model.map(by -> resultsAtHand.find(admitted, by, order.deepMap()))
                .orElse(Map.of());
        return reserve(order, admitted, atHand);
    }

    private List<Image> lock(Order order) {
        return entities.createQuery("from Image where id in :ids order by id", Image.class)
                .setParameter("ids", order.images())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    private Result reserve(Order order, List<Image> admitted, Map<UUID, Analysis> atHand) {
        List<Image> toScore = admitted.stream()
                .filter(image -> !atHand.containsKey(image.id()))
                .toList();
        LocalDate period = allowance.period();
        int room = toScore.size();
        Optional<Refusal> refusal = reserve(room, period);
        // Others may take credits between the look and the grasp, so what is left is asked for until it is had.
        while (order.partial()
                && room > 0
                && refusal.filter(BatchAdmission::isOfQuota).isPresent()) {
            room = Math.min(room - 1, allowance.usage().left().orElse(0));
            refusal = room > 0 || !atHand.isEmpty() ? reserve(room, period) : refusal;
        }
        if (refusal.isPresent()) {
            return new Refused(of(refusal.get(), toScore.size(), order.partial()));
        }
        Set<Image> leftOut = Set.copyOf(toScore.subList(room, toScore.size()));
        return accepted(
                order,
                period,
                admitted.stream().filter(image -> !leftOut.contains(image)).toList(),
                atHand);
    }

    private Optional<Refusal> reserve(int credits, LocalDate period) {
        return credits == 0 ? allowance.check(0) : allowance.reserve(credits, period);
    }

    private static boolean isOfQuota(Refusal refusal) {
        return refusal.reason() == RefusalReason.QUOTA_EXCEEDED;
    }

    private static Refusal of(Refusal refusal, int wanted, boolean partial) {
        return partial || !isOfQuota(refusal)
                ? refusal
                : new Refusal(
                        refusal.reason(),
                        refusal.detail()
                                + " This batch needs %d; send fewer, or \"partial\": true for as many as are left."
                                        .formatted(wanted));
    }

    private Result accepted(Order order, LocalDate period, List<Image> images, Map<UUID, Analysis> atHand) {
        Instant now = clock.instant();
        Batch batch = new Batch(order.name(), images.size(), order.deepMap(), now);
        entities.persist(batch);
        // The rows refer to it, and inserts are ordered by type.
        entities.flush();
        Map<Analysis, Analysis> told = new LinkedHashMap<>();
        for (Image image : images) {
            Analysis analysis = new Analysis(image.id(), batch.id(), order.deepMap(), true, period, now);
            Analysis earlier = atHand.get(image.id());
            if (earlier == null) {
                entities.persist(analysis);
            } else {
                told.put(analysis, earlier);
            }
        }
        tellAgain.tell(told);
        if (told.size() < images.size()) {
            news.queueGrew();
        }
        return new Accepted(batch, order.images().size() - images.size());
    }
}
