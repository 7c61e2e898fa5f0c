package com.engram.analysis;

import com.engram.images.Image;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes down what came of a page of leases, in one transaction of its own and in the operator's scope: results, what
 * is charged for them, and the news of it. A lease that no longer holds is passed over, so a page may be recorded again.
 */
@ApplicationScoped
public class RecordOutcome {

    @PersistenceContext(unitName = "engram")
    private EntityManager entities;

    @Inject
    private Charge charge;

    @Inject
    private PixelLimit pixelLimit;

    @Inject
    private News news;

    @Inject
    private Clock clock;

    /** A lease, and what its scorer answered. */
    public record Finding(Lease lease, Outcome outcome, String scorer) {}

    /** Records a page; returns how many of its leases still held. */
    @Transactional(TxType.REQUIRES_NEW)
    public int record(List<Finding> page) {
        Map<UUID, Analysis> analyses = lock(page);
        Set<UUID> tenants = new TreeSet<>();
        int heard = 0;
        for (Finding finding : page) {
            Analysis analysis = analyses.get(finding.lease().analysis());
            if (analysis != null && analysis.isHeldBy(finding.lease())) {
                take(finding, analysis);
                tenants.add(finding.lease().tenant());
                heard++;
            }
        }
        news.resultsFor(tenants);
        return heard;
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

    private void take(Finding finding, Analysis analysis) {
        Instant now = clock.instant();
        Outcome outcome = pixelLimit.hold(analysis, finding.outcome());
        if (outcome instanceof Outcome.Scored scored) {
            analysis.scored(scored, finding.scorer(), now);
            show(analysis, scored);
        } else if (outcome instanceof Outcome.Mapped mapped) {
            analysis.mapped(mapped, now);
            keep(analysis, mapped.map());
        } else if (outcome instanceof Outcome.Rejected rejected) {
            analysis.rejected(rejected, now);
        } else if (outcome instanceof Outcome.Retry retry) {
            postpone(analysis, retry, now);
        }
        if (analysis.state().isEnd()) {
            charge.settle(analysis);
        } else if (analysis.state() == State.MAPPING) {
            news.queueGrew();
        }
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
        keep(analysis, scored.decomposition());
        Picture picture = scored.picture();
        Image image = entities.find(Image.class, analysis.image());
        if (image != null) {
            image.ready(
                    picture.sha256(),
                    picture.width(),
                    picture.height(),
                    picture.previewWidth(),
                    picture.previewHeight());
        }
    }

    private void keep(Analysis analysis, HeatmapGrid map) {
        entities.createNativeQuery("""
                        insert into heatmap (analysis_id, tenant_id, kind, rows, columns, cells, bias)
                        values (:analysis, :tenant, :kind, :rows, :columns, :cells, :bias)
                        on conflict (analysis_id, kind) do nothing
                        """)
                .setParameter("analysis", analysis.id())
                .setParameter("tenant", analysis.tenant())
                .setParameter("kind", map.kind().code())
                .setParameter("rows", map.rows())
                .setParameter("columns", map.columns())
                .setParameter("cells", map.packed())
                .setParameter("bias", map.bias())
                .executeUpdate();
    }
}
