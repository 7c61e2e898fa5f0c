package com.engram.analysis.results;

import com.engram.analysis.AnalysesFinished;
import com.engram.analysis.Analysis;
import com.engram.analysis.AnalysisState;
import com.engram.analysis.backends.Backends;
import com.engram.analysis.backends.HeatmapGrid;
import com.engram.analysis.backends.ImageProperties;
import com.engram.analysis.backends.Outcome;
import com.engram.analysis.backends.Task;
import com.engram.analysis.queue.AnalysisNotifier;
import com.engram.analysis.queue.Backoff;
import com.engram.analysis.queue.DatabaseTime;
import com.engram.analysis.queue.Lease;
import com.engram.images.Image;
import com.engram.tenancy.JdbcBatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what came of a page of leases, in one transaction of its own and in the operator's scope: results, what
 * is charged for them, and the news of it. A lease that no longer holds is passed over, so a page may be recorded again.
 */
@ApplicationScoped
public class RecordOutcome {

    private final EntityManager entities;
    private final ChargeAnalyses charge;
    private final CostLedger costs;
    private final PixelLimit pixelLimit;
    private final AnalysisNotifier news;
    private final FinishBatches endBatch;
    private final DatabaseTime time;
    private final Event<AnalysesFinished> ended;

    @Inject
    RecordOutcome(
            EntityManager entities,
            ChargeAnalyses charge,
            CostLedger costs,
            PixelLimit pixelLimit,
            AnalysisNotifier news,
            FinishBatches endBatch,
            DatabaseTime time,
            Event<AnalysesFinished> ended) {
        this.entities = entities;
        this.charge = charge;
        this.costs = costs;
        this.pixelLimit = pixelLimit;
        this.news = news;
        this.endBatch = endBatch;
        this.time = time;
        this.ended = ended;
    }

    /** A lease, and what its scorer answered. */
    public record Finding(Lease lease, Backends.Answer answer) {}

    /** Records a page; returns how many of its leases still held. */
    @Transactional(TxType.REQUIRES_NEW)
    public int record(List<Finding> page) {
        Map<UUID, Analysis> analyses = lock(page);
        load(page);
        Found found = new Found(pixelLimit.ofPage());
        Instant now = time.now();
        for (Finding finding : page) {
            Analysis analysis = analyses.get(finding.lease().analysis());
            if (analysis != null && analysis.isHeldBy(finding.lease())) {
                take(finding, analysis, found, now);
                found.heard().add(analysis);
            }
        }
        costs.enter(found.deliveries());
        keep(found.maps());
        conclude(found.heard());
        return found.heard().size();
    }

    /** What a page adds up to, so that it can be written in few round trips. */
    private record Found(
            PixelLimit.OfPage limits,
            List<Analysis> heard,
            List<CostLedger.Delivery> deliveries,
            List<@Nullable Object[]> maps) {

        Found(PixelLimit.OfPage limits) {
            this(limits, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /** The pictures at once; they are found one by one later. */
    private void load(List<Finding> page) {
        List<UUID> scored = page.stream()
                .filter(finding -> finding.answer().outcome() instanceof Outcome.Scored)
                .map(finding -> finding.lease().image())
                .toList();
        if (!scored.isEmpty()) {
            entities.createQuery("from Image where id in :ids", Image.class)
                    .setParameter("ids", scored)
                    .getResultList();
        }
    }

    /** Locks in the order of ids, so that two pages never wait for each other. */
    private Map<UUID, Analysis> lock(List<Finding> page) {
        List<UUID> ids = page.stream().map(f -> f.lease().analysis()).toList();
        return entities.createQuery("from Analysis where id in :ids order by id", Analysis.class)
                .setParameter("ids", ids)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .collect(Collectors.toMap(Analysis::id, Function.identity()));
    }

    private void take(Finding finding, Analysis analysis, Found found, Instant now) {
        Outcome outcome = found.limits().hold(analysis, finding.answer().outcome());
        String backend = finding.answer().backend();
        if (outcome instanceof Outcome.Scored scored) {
            analysis.scored(scored, backend, now);
            found.deliveries().add(new CostLedger.Delivery(analysis, Task.SCORE, backend, scored.millis()));
            found.maps().add(row(analysis, scored.decomposition()));
            show(analysis, scored);
        } else if (outcome instanceof Outcome.Mapped mapped) {
            analysis.mapped(mapped, now);
            found.deliveries().add(new CostLedger.Delivery(analysis, Task.HEATMAP, backend, mapped.millis()));
            found.maps().add(row(analysis, mapped.map()));
        } else if (outcome instanceof Outcome.Rejected rejected) {
            analysis.rejected(rejected, now);
        } else if (outcome instanceof Outcome.Retry retry) {
            postpone(analysis, retry, now);
        }
    }

    /** Charges, ends batches, and tells. */
    private void conclude(List<Analysis> heard) {
        List<Analysis> ends =
                heard.stream().filter(analysis -> analysis.state().isEnd()).toList();
        charge.settle(ends);
        if (!ends.isEmpty()) {
            ended.fire(new AnalysesFinished(ends));
        }
        endBatch.endFinished(
                ends.stream().map(Analysis::batch).flatMap(Optional::stream).collect(Collectors.toSet()));
        if (heard.stream().anyMatch(analysis -> analysis.state() == AnalysisState.MAPPING)) {
            news.queueGrew();
        }
        news.resultsFor(heard.stream().map(Analysis::tenant).collect(Collectors.toCollection(TreeSet::new)));
    }

    private void postpone(Analysis analysis, Outcome.Retry retry, Instant now) {
        if (retry.countsAsAttempt() && analysis.attempts() >= Backoff.MOST_ATTEMPTS) {
            analysis.failed(
                    "scoring_failed",
                    "We could not analyse this image after several attempts. Nothing was charged; please try again.",
                    now);
        } else {
            analysis.postponed(retry.countsAsAttempt(), now.plus(Backoff.after(analysis.attempts())));
        }
    }

    private void show(Analysis analysis, Outcome.Scored scored) {
        ImageProperties picture = scored.picture();
        Image image = entities.find(Image.class, analysis.image());
        if (image != null) {
            image.markReady(
                    picture.sha256(),
                    picture.width(),
                    picture.height(),
                    picture.previewWidth(),
                    picture.previewHeight());
        }
    }

    private void keep(List<@Nullable Object[]> maps) {
        JdbcBatch.in(entities).execute("""
            insert into heatmap (analysis_id, tenant_id, kind, rows, columns, cells, bias)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (analysis_id, kind) do nothing
            """, maps);
    }

    private static @Nullable Object[] row(Analysis analysis, HeatmapGrid map) {
        return new Object[] {
            analysis.id(), analysis.tenant(), map.kind().code(), map.rows(), map.columns(), map.packed(), map.bias()
        };
    }
}
