package com.engram.analysis;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which analyses to list. Null restricts nothing.
 *
 * @param minScore 0..1, inclusive
 * @param maxScore 0..1, inclusive
 * @param after where the previous page ended; null for the first page. An order by score needs its score
 */
public record AnalysisQuery(
        @Nullable AnalysisState state,
        @Nullable UUID batch,
        @Nullable UUID project,
        @Nullable UUID tag,
        @Nullable Double minScore,
        @Nullable Double maxScore,
        AnalysisOrder order,
        int limit,
        @Nullable AnalysisPosition after) {}
