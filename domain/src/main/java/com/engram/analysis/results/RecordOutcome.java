package com.engram.analysis.results;

import com.engram.analysis.Analysis;
import com.engram.analysis.AnalysisFeatures;
import com.engram.analysis.AnalysisState;
import com.engram.analysis.backends.BackendCall;
import com.engram.analysis.backends.BackendOutcome;
import com.engram.analysis.queue.AnalysisNotifier;
import com.engram.analysis.queue.Backoff;
import com.engram.analysis.queue.DatabaseTime;
import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.estimates.HeatmapGrid;
import com.engram.analysis.scorers.estimates.ImageProperties;
import com.engram.database.Database;
import com.engram.images.Image;
import com.engram.tenancy.AsOperator;
import jakarta.enterprise.context.ApplicationScoped;
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
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Records the outcomes of a page of leases: results, charges, costs and notifications. Runs in a transaction of its
 * own. Outcomes of leases that are no longer current are skipped, so a page can be recorded again.
 */
@AsOperator
@ApplicationScoped
public class RecordOutcome {

    private final EntityManager entities;
    private final Database database;
    private final AnalysisFeatures features;
    private final ConcludeAnalyses concludeAnalyses;
    private final CostLedger costs;
    private final PixelLimit pixelLimit;
    private final AnalysisNotifier notifier;
    private final DatabaseTime time;

    @Inject
    RecordOutcome(
            EntityManager entities,
            Database database,
            AnalysisFeatures features,
            ConcludeAnalyses concludeAnalyses,
            CostLedger costs,
            PixelLimit pixelLimit,
            AnalysisNotifier notifier,
            DatabaseTime time) {
        this.entities = entities;
        this.database = database;
        this.features = features;
        this.concludeAnalyses = concludeAnalyses;
        this.costs = costs;
        this.pixelLimit = pixelLimit;
        this.notifier = notifier;
        this.time = time;
    }

    /** The sums over the outcomes of a page, so that they can be written in few round trips. */
    private record PageResult(
            PixelLimit.PerPage pixelLimit,
            Instant now,
            List<Analysis> changed,
            List<CostLedger.PaidCall> calls,
            List<HeatmapRow> heatmaps,
            List<AnalysisFeatures.Row> features) {

        PageResult(PixelLimit.PerPage pixelLimit, Instant now) {
            this(pixelLimit, now, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    private record HeatmapRow(
            UUID analysis, UUID tenant, String kind, int rows, int columns, byte[] cells, float bias) {

        static HeatmapRow of(Analysis analysis, HeatmapGrid grid) {
            return new HeatmapRow(
                    analysis.id(),
                    analysis.tenant(),
                    grid.kind().code(),
                    grid.rows(),
                    grid.columns(),
                    grid.packed(),
                    grid.bias());
        }
    }

    /** Records a page; how many of its leases were still current. */
    @Transactional(TxType.REQUIRES_NEW)
    public int record(List<LeaseOutcome> outcomes) {
        Map<UUID, Analysis> analyses = lockAnalyses(outcomes);
        preloadImages(outcomes);
        PageResult page = new PageResult(pixelLimit.forPage(), time.now());
        for (LeaseOutcome outcome : outcomes) {
            Analysis analysis = analyses.get(outcome.lease().analysis());
            if (analysis != null && analysis.isLeasedWith(outcome.lease().token())) {
                apply(outcome, analysis, page);
                page.changed().add(analysis);
            }
        }
        costs.record(page.calls());
        insertHeatmaps(page.heatmaps());
        features.store(page.features());
        concludeAnalyses.conclude(page.changed().stream()
                .filter(analysis -> analysis.state().isFinal())
                .toList());
        notifyOfUnfinished(page.changed());
        return page.changed().size();
    }

    /** Locks in the order of ids, so that two pages cannot deadlock. */
    private Map<UUID, Analysis> lockAnalyses(List<LeaseOutcome> outcomes) {
        List<UUID> ids =
                outcomes.stream().map(outcome -> outcome.lease().analysis()).toList();
        return entities.createQuery("from Analysis where id in :ids order by id", Analysis.class)
                .setParameter("ids", ids)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .collect(Collectors.toMap(Analysis::id, Function.identity()));
    }

    /** Loads all images of the page by one query, so that later look-ups need none. */
    private void preloadImages(List<LeaseOutcome> outcomes) {
        List<UUID> images = outcomes.stream()
                .filter(each ->
                        !each.outcome().calls().isEmpty() || each.outcome().outcome() instanceof Outcome.Scored)
                .map(each -> each.lease().image())
                .toList();
        if (!images.isEmpty()) {
            entities.createQuery("from Image where id in :ids", Image.class)
                    .setParameter("ids", images)
                    .getResultList();
        }
    }

    private void apply(LeaseOutcome leased, Analysis analysis, PageResult page) {
        BackendOutcome from = leased.outcome();
        Outcome outcome = page.pixelLimit().apply(analysis, from.outcome());
        String backend = from.backend();
        addCalls(leased, analysis, page);
        if (outcome instanceof Outcome.Scored scored) {
            analysis.recordScore(scored, backend, page.now());
            page.heatmaps().add(HeatmapRow.of(analysis, scored.decomposition()));
            scored.features().ifPresent(found -> page.features().add(new AnalysisFeatures.Row(analysis.id(), found)));
            markImageReady(analysis, scored.image());
        } else if (outcome instanceof Outcome.HeatmapComputed computed) {
            analysis.recordHeatmap(computed, page.now());
            page.heatmaps().add(HeatmapRow.of(analysis, computed.heatmap()));
        } else if (outcome instanceof Outcome.Rejected rejected) {
            analysis.reject(rejected, page.now());
        } else if (outcome instanceof Outcome.Retry retry) {
            postponeOrFail(analysis, retry, page.now());
        }
    }

    private void addCalls(LeaseOutcome leased, Analysis analysis, PageResult page) {
        long imageBytes = Optional.ofNullable(entities.find(Image.class, analysis.image()))
                .flatMap(Image::bytes)
                .orElse(0L);
        leased.outcome().calls().stream()
                .filter(BackendCall::reachedBackend)
                .forEach(call -> page.calls()
                        .add(new CostLedger.PaidCall(analysis, leased.lease().task(), call, imageBytes)));
    }

    private static void postponeOrFail(Analysis analysis, Outcome.Retry retry, Instant now) {
        if (retry.countsAsAttempt() && analysis.attempts() >= Backoff.MAX_ATTEMPTS) {
            analysis.fail(
                    "scoring_failed",
                    "We could not analyse this image after several attempts. Nothing was charged; please try again.",
                    now);
        } else {
            analysis.postpone(retry.countsAsAttempt(), now.plus(Backoff.delayAfter(analysis.attempts())));
        }
    }

    private void markImageReady(Analysis analysis, ImageProperties properties) {
        Image image = entities.find(Image.class, analysis.image());
        if (image != null) {
            image.markReady(
                    properties.sha256(),
                    properties.width(),
                    properties.height(),
                    properties.previewWidth(),
                    properties.previewHeight());
        }
    }

    private void insertHeatmaps(List<HeatmapRow> heatmaps) {
        // The charge is recorded in the analyses after this, so they are not written yet.
        database.batchWithoutFlush("""
            insert into heatmap (analysis_id, tenant_id, kind, rows, columns, cells, bias)
            values (:analysis, :tenant, :kind, :rows, :columns, :cells, :bias)
            on conflict (analysis_id, kind) do nothing
            """, heatmaps);
    }

    /** Analyses that were postponed, or whose deep heatmap comes next. Concluding notifies of all others. */
    private void notifyOfUnfinished(List<Analysis> changed) {
        List<Analysis> unfinished =
                changed.stream().filter(analysis -> !analysis.state().isFinal()).toList();
        if (unfinished.stream().anyMatch(analysis -> analysis.state() == AnalysisState.MAPPING)) {
            notifier.notifyWorkQueued();
        }
        notifier.notifyResults(unfinished.stream().map(Analysis::tenant).toList());
    }
}
