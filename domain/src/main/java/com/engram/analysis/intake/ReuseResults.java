package com.engram.analysis.intake;

import com.engram.analysis.Analysis;
import com.engram.analysis.AnalysisFeatures;
import com.engram.analysis.queue.DatabaseTime;
import com.engram.analysis.results.ConcludeAnalyses;
import com.engram.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Finishes new analyses with existing results, at no charge, in the transaction that accepts them. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class ReuseResults {

    private final EntityManager entities;
    private final Database database;
    private final AnalysisFeatures features;
    private final ConcludeAnalyses concludeAnalyses;
    private final DatabaseTime time;

    @Inject
    ReuseResults(
            EntityManager entities,
            Database database,
            AnalysisFeatures features,
            ConcludeAnalyses concludeAnalyses,
            DatabaseTime time) {
        this.entities = entities;
        this.database = database;
        this.features = features;
        this.concludeAnalyses = concludeAnalyses;
        this.time = time;
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
        Instant now = time.now();
        earlierOfNew.forEach((analysis, earlier) -> {
            analysis.reuseResultOf(earlier, now);
            entities.persist(analysis);
        });
        // Heatmaps, features and credit entries refer to the rows, and are written by SQL.
        entities.flush();
        copyHeatmaps(earlierOfNew);
        features.copy(earlierOfNew.entrySet().stream()
                .collect(Collectors.toMap(
                        pair -> pair.getKey().id(), pair -> pair.getValue().id())));
        concludeAnalyses.concludeReused(List.copyOf(earlierOfNew.keySet()));
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
                                pair.getKey().isDeepHeatmapRequested()))
                        .toList());
        if (Arrays.stream(copied).anyMatch(heatmaps -> heatmaps == 0)) {
            throw new IllegalStateException("A result was deleted while it was reused");
        }
    }
}
