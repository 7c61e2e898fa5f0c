package com.engram.analysis.intake;

import com.engram.analysis.AnalysesFinished;
import com.engram.analysis.Analysis;
import com.engram.analysis.queue.AnalysisNotifier;
import com.engram.analysis.queue.DatabaseTime;
import com.engram.analysis.results.ChargeAnalyses;
import com.engram.analysis.results.FinishBatches;
import com.engram.database.Database;
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
import java.util.UUID;
import java.util.stream.Collectors;

/** Finishes new analyses with existing results, at no charge, in the transaction that accepts them. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class ReuseResults {

    private final EntityManager entities;
    private final Database database;
    private final ChargeAnalyses charge;
    private final FinishBatches finishBatches;
    private final AnalysisNotifier notifier;
    private final DatabaseTime time;
    private final Event<AnalysesFinished> analysesFinished;

    @Inject
    ReuseResults(
            EntityManager entities,
            Database database,
            ChargeAnalyses charge,
            FinishBatches finishBatches,
            AnalysisNotifier notifier,
            DatabaseTime time,
            Event<AnalysesFinished> analysesFinished) {
        this.entities = entities;
        this.database = database;
        this.charge = charge;
        this.finishBatches = finishBatches;
        this.notifier = notifier;
        this.time = time;
        this.analysesFinished = analysesFinished;
    }

    private record HeatmapCopy(UUID target, UUID source, boolean deepHeatmap) {}

    /**
     * Gives each new analysis the result of an earlier one, and finishes it.
     *
     * @param earlierOfNew the earlier analysis by the new one
     * @throws IllegalStateException if an earlier analysis was deleted meanwhile
     */
    void reuse(Map<Analysis, Analysis> earlierOfNew) {
        if (earlierOfNew.isEmpty()) {
            return;
        }
        earlierOfNew.forEach((analysis, earlier) -> {
            analysis.toldAgain(earlier, time.now());
            entities.persist(analysis);
        });
        // Heatmaps and credit entries refer to the rows, and are written by SQL.
        entities.flush();
        copyHeatmaps(earlierOfNew);
        List<Analysis> finished = List.copyOf(earlierOfNew.keySet());
        charge.enterFree(finished);
        analysesFinished.fire(new AnalysesFinished(finished));
        finishBatches.endFinished(
                finished.stream().map(Analysis::batch).flatMap(Optional::stream).collect(Collectors.toSet()));
        notifier.resultsFor(finished.stream().map(Analysis::tenant).collect(Collectors.toCollection(TreeSet::new)));
    }

    private void copyHeatmaps(Map<Analysis, Analysis> earlierOfNew) {
        int[] copied = database.batchWithoutFlush(
                """
                insert into heatmap (analysis_id, tenant_id, kind, rows, columns, cells, bias)
                select :target, tenant_id, kind, rows, columns, cells, bias from heatmap
                where analysis_id = :source and (kind = 'decomposition' or :deepHeatmap)
                """,
                earlierOfNew.entrySet().stream()
                        .map(pair -> new HeatmapCopy(
                                pair.getKey().id(),
                                pair.getValue().id(),
                                pair.getKey().wantsDeepMap()))
                        .toList());
        if (Arrays.stream(copied).anyMatch(heatmaps -> heatmaps == 0)) {
            throw new IllegalStateException("A result was deleted while it was reused");
        }
    }
}
