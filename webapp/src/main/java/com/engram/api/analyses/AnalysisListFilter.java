package com.engram.api.analyses;

import com.engram.analysis.AnalysisOrder;
import com.engram.analysis.AnalysisPosition;
import com.engram.analysis.AnalysisQuery;
import com.engram.analysis.AnalysisState;
import com.engram.web.PublicId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
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

    /** Digits only: Java would also read NaN, hexadecimal numbers, and a type suffix. */
    private static final Pattern SCORE = Pattern.compile("\\d(\\.\\d{1,20})?");

    private static final Map<String, AnalysisOrder> SORTS = Map.of(
            "createdAt",
            AnalysisOrder.OLDEST,
            "-createdAt",
            AnalysisOrder.NEWEST,
            "score",
            AnalysisOrder.LOWEST,
            "-score",
            AnalysisOrder.HIGHEST);

    /** An invalid parameter. The message tells the client what the parameter has to be. */
    static final class InvalidParameterException extends Exception {

        private static final long serialVersionUID = 1;

        private final String parameter;

        private InvalidParameterException(String parameter, String rule) {
            super(rule);
            this.parameter = parameter;
        }

        /** The name of the parameter. */
        String parameter() {
            return parameter;
        }
    }

    /**
     * Reads the parameters. Each but {@code sort} may be null.
     *
     * @throws InvalidParameterException if one is invalid
     */
    static AnalysisListFilter parse(
            @Nullable String status,
            @Nullable String batchId,
            @Nullable String projectId,
            @Nullable String minScore,
            @Nullable String maxScore,
            String sort)
            throws InvalidParameterException {
        AnalysisOrder order = SORTS.get(sort);
        if (order == null) {
            throw new InvalidParameterException("sort", "sort is one of createdAt, -createdAt, score, -score.");
        }
        return new AnalysisListFilter(
                status == null ? null : state(status),
                id(PublicId.BATCH, "batchId", batchId, "batchId is the id of a batch."),
                id(PublicId.PROJECT, "projectId", projectId, "projectId is the id of a project."),
                score("minScore", minScore),
                score("maxScore", maxScore),
                order);
    }

    /**
     * The query for up to {@code limit} analyses.
     *
     * @param tag the tag that their images have; null for all images
     */
    AnalysisQuery query(@Nullable UUID tag, int limit, Optional<AnalysisPosition> after) {
        return new AnalysisQuery(state, batch, project, tag, minScore, maxScore, sort, limit, after.orElse(null));
    }

    private static @Nullable UUID id(PublicId kind, String name, @Nullable String text, String rule)
            throws InvalidParameterException {
        return text == null ? null : kind.parse(text).orElseThrow(() -> new InvalidParameterException(name, rule));
    }

    private static AnalysisState state(String status) throws InvalidParameterException {
        return Stream.of(AnalysisState.values())
                .filter(state -> state.code().equals(status))
                .findFirst()
                .orElseThrow(() -> new InvalidParameterException(
                        "status", "status is one of queued, scoring, mapping, done, rejected, failed."));
    }

    private static @Nullable Double score(String name, @Nullable String text) throws InvalidParameterException {
        if (text == null) {
            return null;
        }
        if (!SCORE.matcher(text).matches() || Double.parseDouble(text) > 1) {
            throw new InvalidParameterException(name, name + " is a number from 0 to 1, such as 0.75.");
        }
        return Double.valueOf(text);
    }
}
