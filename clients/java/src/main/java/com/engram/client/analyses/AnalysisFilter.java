package com.engram.client.analyses;

import com.engram.client.http.ApiRequest;
import org.jspecify.annotations.Nullable;

/**
 * Which analyses a list has, and in which order. Each part may be null.
 *
 * @param minScore the lowest score, 0..1
 * @param maxScore the highest score, 0..1
 * @param sort {@code createdAt}, {@code -createdAt}, {@code score} or {@code -score}; the newest first if null
 */
public record AnalysisFilter(
        @Nullable AnalysisStatus status,
        @Nullable String batchId,
        @Nullable String projectId,
        @Nullable String tag,
        @Nullable Double minScore,
        @Nullable Double maxScore,
        @Nullable String sort) {

    /** All analyses, the newest first. */
    public static final AnalysisFilter ALL = new AnalysisFilter(null, null, null, null, null, null, null);

    /** The analyses of a batch, in the order of its images. */
    public static AnalysisFilter ofBatch(String batchId) {
        return new AnalysisFilter(null, batchId, null, null, null, null, "createdAt");
    }

    ApiRequest addTo(ApiRequest request) {
        return request.query("status", status == null ? null : status.code())
                .query("batchId", batchId)
                .query("projectId", projectId)
                .query("tag", tag)
                .query("minScore", minScore)
                .query("maxScore", maxScore)
                .query("sort", sort);
    }
}
