package com.engram.api.analyses;

import com.engram.analysis.AnalysisOrder;
import com.engram.analysis.AnalysisPosition;
import com.engram.analysis.AnalysisQuery;
import com.engram.analysis.AnalysisState;
import com.engram.web.PublicId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which analyses a client lists, and in which order: the query parameters of the list, as it wrote them. */
record AnalysisListFilter(
        @Nullable AnalysisState state,
        @Nullable UUID batch,
        @Nullable UUID project,
        @Nullable Double minScore,
        @Nullable Double maxScore,
        AnalysisOrder sort) {

    private static final Map<String, AnalysisOrder> SORTS = Map.of(
            "createdAt",
            AnalysisOrder.OLDEST,
            "-createdAt",
            AnalysisOrder.NEWEST,
            "score",
            AnalysisOrder.LOWEST,
            "-score",
            AnalysisOrder.HIGHEST);

    /**
     * Reads the parameters. Each but {@code sort} may be null.
     *
     * @throws IllegalArgumentException if one is invalid; its message tells the client what the parameter has to be
     */
    static AnalysisListFilter parse(
            @Nullable String status,
            @Nullable String batchId,
            @Nullable String projectId,
            @Nullable String minScore,
            @Nullable String maxScore,
            String sort) {
        AnalysisOrder order = SORTS.get(sort);
        if (order == null) {
            throw new IllegalArgumentException("sort is one of createdAt, -createdAt, score, -score.");
        }
        return new AnalysisListFilter(
                status == null ? null : state(status),
                id(PublicId.BATCH, batchId, "batchId is the id of a batch."),
                id(PublicId.PROJECT, projectId, "projectId is the id of a project."),
                number("minScore", minScore),
                number("maxScore", maxScore),
                order);
    }

    /** The query for up to {@code limit} analyses. */
    AnalysisQuery query(int limit, Optional<AnalysisPosition> after) {
        return new AnalysisQuery(state, batch, project, minScore, maxScore, sort, limit, after.orElse(null));
    }

    private static @Nullable UUID id(PublicId kind, @Nullable String text, String rule) {
        return text == null ? null : kind.parse(text).orElseThrow(() -> new IllegalArgumentException(rule));
    }

    private static AnalysisState state(String status) {
        return Stream.of(AnalysisState.values())
                .filter(state -> state.code().equals(status))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "status is one of queued, scoring, mapping, done, rejected, failed."));
    }

    private static @Nullable Double number(String name, @Nullable String text) {
        try {
            return text == null ? null : Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is a number from 0 to 1.", e);
        }
    }
}
