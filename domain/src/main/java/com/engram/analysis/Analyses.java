package com.engram.analysis;

import com.engram.analysis.scorers.estimates.HeatmapGrid;
import com.engram.analysis.scorers.estimates.HeatmapKind;
import com.engram.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the analyses of the current tenant. */
@ApplicationScoped
@Transactional
public class Analyses {

    private final EntityManager entities;
    private final Database database;

    @Inject
    Analyses(EntityManager entities, Database database) {
        this.entities = entities;
        this.database = database;
    }

    private record HeatmapRow(int rows, int columns, byte[] cells, float bias) {

        HeatmapGrid grid(HeatmapKind kind) {
            return HeatmapGrid.unpacked(kind, rows, columns, cells, bias);
        }
    }

    /** The analysis with that id. */
    public Optional<Analysis> findAnalysis(UUID id) {
        return Optional.ofNullable(entities.find(Analysis.class, id));
    }

    /** The analysis that gives an image its current result: the newest, but a free rescoring only once it is done. */
    public Optional<Analysis> findCurrent(UUID image) {
        return database.sql("""
            select analysis_id from image_result where tenant_id = current_tenant() and image_id = :image
            """).bind("image", image).find(UUID.class).flatMap(this::findAnalysis);
    }

    /** A page of analyses. Reads which images a project or tag has from entities of the feature {@code library}. */
    public List<Analysis> listAnalyses(AnalysisQuery query) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> parameters = new HashMap<>();
        AnalysisState state = query.state();
        if (state != null) {
            // A constant, and not a parameter: an index holds the analyses whose state is another than DONE.
            conditions.add("a.state = " + AnalysisState.class.getName() + "." + state.name());
        }
        addCondition(conditions, parameters, "a.batchId = :batch", "batch", query.batch());
        addCondition(
                conditions,
                parameters,
                "a.imageId in (select p.imageId from ProjectImage p where p.projectId = :project)",
                "project",
                query.project());
        addCondition(
                conditions,
                parameters,
                "a.imageId in (select t.imageId from ImageTag t where t.tagId = :tag)",
                "tag",
                query.tag());
        addCondition(conditions, parameters, "a.result.score >= :min", "min", toFloat(query.minScore()));
        addCondition(conditions, parameters, "a.result.score <= :max", "max", toFloat(query.maxScore()));
        AnalysisPosition after = query.after();
        if (after != null) {
            conditions.add(query.order().afterCondition());
            parameters.put("value", query.order().sortValue(after));
            parameters.put("id", after.analysis());
        }
        if (query.order().isByScore()) {
            conditions.add("a.result.score is not null");
        }
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        TypedQuery<Analysis> page = entities.createQuery(
                "select a from Analysis a" + where + " order by "
                        + query.order().orderBy(),
                Analysis.class);
        parameters.forEach(page::setParameter);
        return page.setMaxResults(query.limit()).getResultList();
    }

    private static void addCondition(
            List<String> conditions,
            Map<String, Object> parameters,
            String condition,
            String parameter,
            @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            parameters.put(parameter, value);
        }
    }

    private static @Nullable Float toFloat(@Nullable Double score) {
        return score == null ? null : score.floatValue();
    }

    /** The heatmap of that kind, if there is one. */
    public Optional<HeatmapGrid> findHeatmap(UUID analysis, HeatmapKind kind) {
        return database.sql(
                        "select rows, columns, cells, bias from heatmap where analysis_id = :analysis and kind = :kind")
                .bind("analysis", analysis)
                .bind("kind", kind.code())
                .find(HeatmapRow.class)
                .map(row -> row.grid(kind));
    }

    /** The size of the best heatmap of each of these analyses that has one. One query, which reads no cells. */
    public Map<UUID, HeatmapSize> findBestHeatmapSizes(Collection<Analysis> analyses) {
        return database
                .sql("""
            select distinct on (analysis_id) analysis_id as analysis, rows, columns from heatmap
            where analysis_id = any(:analyses) order by analysis_id, kind = 'deep' desc
            """)
                .bind("analyses", analyses.stream().map(Analysis::id).toList())
                .list(HeatmapSize.class)
                .stream()
                .collect(Collectors.toMap(HeatmapSize::analysis, Function.identity()));
    }

    /** The deep heatmap if there is one, else the decomposition. */
    public Optional<HeatmapGrid> findBestHeatmap(UUID analysis) {
        return findHeatmap(analysis, HeatmapKind.DEEP).or(() -> findHeatmap(analysis, HeatmapKind.DECOMPOSITION));
    }
}
