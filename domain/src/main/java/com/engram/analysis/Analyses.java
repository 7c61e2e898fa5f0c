package com.engram.analysis;

import com.engram.analysis.backends.HeatmapGrid;
import com.engram.analysis.backends.HeatmapKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Results of the entered tenant, for reading. */
@ApplicationScoped
@Transactional
public class Analyses {

    private final EntityManager entities;

    @Inject
    Analyses(EntityManager entities) {
        this.entities = entities;
    }

    /** In which order a list comes. Undefined scores come last. */
    public enum Sort {
        OLDEST("a.createdAt, a.id", ">"),
        NEWEST("a.createdAt desc, a.id desc", "<"),
        LOWEST("a.score, a.id", ">"),
        HIGHEST("a.score desc, a.id desc", "<");

        private final String order;
        private final String beyond;

        Sort(String order, String beyond) {
            this.order = order;
            this.beyond = beyond;
        }

        private boolean isByScore() {
            return this == LOWEST || this == HIGHEST;
        }
    }

    /**
     * Which analyses, how many, from where on. Sorting by score leaves out what has none.
     *
     * @param after the last one of the page before
     */
    public record Query(
            @Nullable AnalysisState state,
            @Nullable UUID batch,
            @Nullable UUID project,
            @Nullable Double minScore,
            @Nullable Double maxScore,
            Sort sort,
            int limit,
            @Nullable UUID after) {}

    /** The analysis of that id. */
    public Optional<Analysis> findAnalysis(UUID id) {
        return Optional.ofNullable(entities.find(Analysis.class, id));
    }

    /** The newest analysis of a picture; one of our own account once it is done. */
    public Optional<Analysis> findNewest(UUID image) {
        return entities.createQuery("""
                        from Analysis where imageId = :image
                        order by case when free and state <> :done then 1 else 0 end, createdAt desc, id desc
                        """, Analysis.class)
                .setParameter("done", AnalysisState.DONE)
                .setParameter("image", image)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /** A page of analyses. */
    public List<Analysis> listAnalyses(Query wanted) {
        List<String> where = new ArrayList<>();
        Map<String, Object> values = new HashMap<>();
        restrict(where, values, "a.state = :state", "state", wanted.state());
        restrict(where, values, "a.batchId = :batch", "batch", wanted.batch());
        restrict(
                where,
                values,
                "a.imageId in (select p.imageId from ProjectImage p where p.projectId = :project)",
                "project",
                wanted.project());
        restrict(
                where,
                values,
                "a.score >= :least",
                "least",
                wanted.minScore() == null ? null : wanted.minScore().floatValue());
        restrict(
                where,
                values,
                "a.score <= :most",
                "most",
                wanted.maxScore() == null ? null : wanted.maxScore().floatValue());
        if (wanted.sort().isByScore()) {
            where.add("a.score is not null");
        }
        if (wanted.after() != null) {
            String key = wanted.sort().isByScore() ? "score" : "createdAt";
            where.add("(a.%1$s, a.id) %2$s (select l.%1$s, l.id from Analysis l where l.id = :after)"
                    .formatted(key, wanted.sort().beyond));
            values.put("after", wanted.after());
        }
        String condition = where.isEmpty() ? "" : " where " + String.join(" and ", where);
        TypedQuery<Analysis> query = entities.createQuery(
                "select a from Analysis a" + condition + " order by " + wanted.sort().order, Analysis.class);
        values.forEach(query::setParameter);
        return query.setMaxResults(wanted.limit()).getResultList();
    }

    /** The map of that kind, if there is one. */
    @SuppressWarnings("unchecked")
    public Optional<HeatmapGrid> findHeatmap(UUID analysis, HeatmapKind kind) {
        Stream<Object[]> rows = entities.createNativeQuery(
                        "select rows, columns, cells, bias from heatmap where analysis_id = :analysis and kind = :kind")
                .setParameter("analysis", analysis)
                .setParameter("kind", kind.code())
                .getResultStream();
        return rows.findFirst()
                .map(row -> HeatmapGrid.unpacked(
                        kind, (Integer) row[0], (Integer) row[1], (byte[]) row[2], ((Number) row[3]).floatValue()));
    }

    /** The deep map if there is one, else the decomposition. */
    public Optional<HeatmapGrid> findBestHeatmap(UUID analysis) {
        return findHeatmap(analysis, HeatmapKind.DEEP).or(() -> findHeatmap(analysis, HeatmapKind.DECOMPOSITION));
    }

    private static void restrict(
            List<String> where, Map<String, Object> values, String condition, String name, @Nullable Object value) {
        if (value != null) {
            where.add(condition);
            values.put(name, value);
        }
    }
}
