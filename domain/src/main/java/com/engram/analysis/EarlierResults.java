package com.engram.analysis;

import com.engram.analysis.scorers.estimates.HeatmapGrid;
import com.engram.analysis.scorers.estimates.HeatmapKind;
import com.engram.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/**
 * What is shown of an image that is being analysed again: its earlier result, until the new one is there. A new analysis
 * without a deep heatmap leaves the earlier deep heatmap in place.
 */
@ApplicationScoped
@Transactional
public class EarlierResults {

    private final Analyses analyses;
    private final Database database;

    @Inject
    EarlierResults(Analyses analyses, Database database) {
        this.analyses = analyses;
        this.database = database;
    }

    /** The image's current analysis if it has a score, else the newest one that has, else the current one. */
    public Optional<Analysis> findShown(UUID image) {
        Optional<Analysis> current = analyses.findCurrent(image);
        boolean hasScore = current.flatMap(Analysis::score).isPresent();
        return hasScore ? current : findNewestDone(image).or(() -> current);
    }

    /** The image's newest heatmap of that kind. */
    public Optional<HeatmapGrid> findHeatmap(UUID image, HeatmapKind kind) {
        return findAnalysisWithHeatmap(image, kind).flatMap(analysis -> analyses.findHeatmap(analysis, kind));
    }

    /** The deep heatmap if there is one, else the decomposition. */
    public Optional<HeatmapGrid> findBestHeatmap(UUID image) {
        return findHeatmap(image, HeatmapKind.DEEP).or(() -> findHeatmap(image, HeatmapKind.DECOMPOSITION));
    }

    /** The newest analysis of an image that has a heatmap of that kind. */
    public Optional<UUID> findAnalysisWithHeatmap(UUID image, HeatmapKind kind) {
        return database.sql("""
            select a.id from analysis a join heatmap h on h.analysis_id = a.id and h.kind = :kind
            where a.image_id = :image order by a.id desc limit 1
            """).bind("image", image).bind("kind", kind.code()).find(UUID.class);
    }

    private Optional<Analysis> findNewestDone(UUID image) {
        return database.sql(
                        "select id from analysis where image_id = :image and state = :done order by id desc limit 1")
                .bind("image", image)
                .bind("done", AnalysisState.DONE)
                .find(UUID.class)
                .flatMap(analyses::findAnalysis);
    }
}
