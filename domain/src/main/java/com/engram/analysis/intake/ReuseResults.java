package com.engram.analysis.intake;

import com.engram.analysis.AnalysesFinished;
import com.engram.analysis.Analysis;
import com.engram.analysis.queue.AnalysisNotifier;
import com.engram.analysis.queue.DatabaseTime;
import com.engram.analysis.results.ChargeAnalyses;
import com.engram.analysis.results.FinishBatches;
import com.engram.tenancy.JdbcBatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Ends analyses as soon as they are asked for, by results at hand, at no charge. In the transaction that accepts them. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class ReuseResults {

    private final EntityManager entities;
    private final ChargeAnalyses charge;
    private final FinishBatches endBatch;
    private final AnalysisNotifier news;
    private final DatabaseTime time;
    private final Event<AnalysesFinished> ended;

    @Inject
    ReuseResults(
            EntityManager entities,
            ChargeAnalyses charge,
            FinishBatches endBatch,
            AnalysisNotifier news,
            DatabaseTime time,
            Event<AnalysesFinished> ended) {
        this.entities = entities;
        this.charge = charge;
        this.endBatch = endBatch;
        this.news = news;
        this.time = time;
        this.ended = ended;
    }

    /** Tells each of the new analyses what the earlier one found. */
    void tell(Map<Analysis, Analysis> earlierOfNew) {
        if (earlierOfNew.isEmpty()) {
            return;
        }
        earlierOfNew.forEach((analysis, earlier) -> {
            analysis.toldAgain(earlier, time.now());
            entities.persist(analysis);
        });
        // Maps and entries refer to the rows, and are written past Hibernate.
        entities.flush();
        copyMaps(earlierOfNew);
        List<Analysis> told = List.copyOf(earlierOfNew.keySet());
        charge.enterFree(told);
        ended.fire(new AnalysesFinished(told));
        endBatch.endFinished(
                told.stream().map(Analysis::batch).flatMap(Optional::stream).collect(Collectors.toSet()));
        news.resultsFor(told.stream().map(Analysis::tenant).collect(Collectors.toCollection(TreeSet::new)));
    }

    private void copyMaps(Map<Analysis, Analysis> earlierOfNew) {
        int[] copied = JdbcBatch.in(entities)
                .execute(
                        """
                        insert into heatmap (analysis_id, tenant_id, kind, rows, columns, cells, bias)
                        select ?, tenant_id, kind, rows, columns, cells, bias from heatmap
                        where analysis_id = ? and (kind = 'decomposition' or ?)
                        """,
                        earlierOfNew.entrySet().stream()
                                .map(pair -> new Object[] {
                                    pair.getKey().id(),
                                    pair.getValue().id(),
                                    pair.getKey().wantsDeepMap()
                                })
                                .toList());
        if (Arrays.stream(copied).anyMatch(maps -> maps == 0)) {
            throw new IllegalStateException("A result was deleted while it was told again");
        }
    }
}
